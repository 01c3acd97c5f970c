/** Companies that somebody in the leak looked up by pages that tell a company's size: likely targets, and leads only. */
import type { Evidence } from '../../../model/assertion.ts';
import type { EntityRef } from '../../../model/entity.ts';
import type { ListedTerm } from '../../../model/term-list.ts';
import type { Store } from '../../../ports/store.ts';
import {
  day,
  extent,
  type Finding,
  finding,
  grouped,
  MENTIONS_SEEN,
  type PatternRow,
  type PatternTable,
  spanOf,
} from './pattern.ts';

export interface LookedUp {
  readonly company: string;
  readonly page: string;
}

/** Parts of an address that stand beside a company's name: numbers, hashes, what the page is. */
const BESIDE =
  /(?:-(?:company|management|overview|email|profile|employees|reviews)*)*(?:-profile)?_b?[0-9a-f]{8,}$|\.[0-9a-f]{16,}$|\.html?$/gi;

/** The company that an address is the page of; undefined for other addresses. Names are as the address spells them. */
export function companyOf(url: string, pages: readonly ListedTerm[]): LookedUp | undefined {
  const address = url
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^(?:www|[a-z]{2})\./i, '');
  const folded = address.toLowerCase();
  const page = pages.find(({ term }) => folded.startsWith(term.toLowerCase()));
  if (page === undefined) return undefined;
  const [slug = ''] = address.slice(page.term.length).split(/[/?#]/);
  let name: string;
  try {
    name = decodeURIComponent(slug.replaceAll('+', ' '));
  } catch (caught) {
    if (!(caught instanceof URIError)) throw caught;
    name = slug;
  }
  name = name
    .replace(BESIDE, '')
    .replace(BESIDE, '')
    .replace(/[-_.\s]+/g, ' ')
    .trim();
  return /\p{L}{2}/u.test(name) ? { company: name.toLowerCase(), page: page.group } : undefined;
}

export async function lookedUpTable(store: Store, pages: readonly ListedTerm[]): Promise<PatternTable> {
  const refs: EntityRef[] = [];
  for await (const batch of store.graph.scan({ types: ['url'], role: 'leak' }))
    for (const { ref, value } of batch) if (companyOf(value, pages)) refs.push(ref);
  const mentions =
    refs.length === 0 ? [] : await store.patterns.mentions({ role: 'leak', of: refs, limit: MENTIONS_SEEN });
  const found = mentions.flatMap((mention) => {
    const of = companyOf(mention.value, pages);
    return of === undefined ? [] : [{ mention, ...of }];
  });
  const passages = [...new Set(found.map(({ mention }) => mention.passage))];
  const senders = new Map(
    (await store.documents.passagesById(passages)).map(({ id, sender }) => [id, sender] as const),
  );
  const amounts = await amountsIn(store, passages);
  const rows = [...grouped(found, ({ company }) => company)].map(([company, its]): PatternRow => {
    const where = new Set(its.map(({ mention }) => mention.passage));
    const beside = amounts.filter(({ passage }) => where.has(passage));
    return {
      cells: {
        company,
        page: [...new Set(its.map(({ page }) => page))].join(', '),
        by: firstOf([...new Set(its.flatMap(({ mention }) => senders.get(mention.passage) ?? []))]),
        sums: [...new Set(beside.map(({ value }) => value))].slice(0, 3).join('; ') || null,
        mentions: where.size,
        ...extent(its.map(({ mention }) => day(mention.time))),
      },
      entities: [...new Map(its.map(({ mention: { type, value } }) => [value, { type, value }])).values()],
      labels: ['inferred', 'name from an address'],
      evidence: [...its.map(({ mention }) => mention), ...beside].map(spanOf),
    };
  });
  rows.sort(
    (a, b) =>
      Number(b.cells['mentions']) - Number(a.cells['mentions']) ||
      String(a.cells['company']).localeCompare(String(b.cells['company'])),
  );
  return {
    name: 'looked-up',
    title: 'Companies that were looked up',
    columns: [
      { key: 'company', title: 'company', kind: 'text' },
      { key: 'page', title: 'at', kind: 'text' },
      { key: 'by', title: 'who', kind: 'text' },
      { key: 'sums', title: 'sums in the same message', kind: 'text' },
      { key: 'mentions', title: 'messages', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows,
  };
}

/** Two names, and how many more. */
function firstOf(names: readonly string[]): string | null {
  const more = names.length > 2 ? ` +${names.length - 2}` : '';
  return names.length === 0 ? null : names.slice(0, 2).join(', ') + more;
}

type Amount = Evidence & { readonly value: string };

async function amountsIn(store: Store, passages: readonly string[]): Promise<readonly Amount[]> {
  return [...(await store.browse.mentionsOf(passages))].flatMap(([passage, mentions]) =>
    mentions.flatMap(({ type, value, start, end }) => (type === 'amount' ? { passage, value, start, end } : [])),
  );
}

/** Rows that a finding rests on. */
const CITED = 20;

export function lookedUpFinding({ rows }: PatternTable): readonly Finding[] {
  if (rows.length === 0) return [];
  const evidence = rows.slice(0, CITED).flatMap((row) => row.evidence.slice(0, 1));
  return [finding('targets-looked-up', { companies: rows.length }, evidence)];
}
