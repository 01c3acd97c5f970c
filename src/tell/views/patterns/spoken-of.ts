/** Public bodies that the leaks speak of, but that no table or text states as clients. */
import { type ListedTerm, termIn } from '../../../model/term-list.ts';
import type { PlacedMention } from '../../../ports/pattern-store.ts';
import {
  day,
  extent,
  type Finding,
  finding,
  GENERIC,
  grouped,
  likelyFirst,
  type PatternRow,
  type PatternTable,
  spanOf,
} from './pattern.ts';

/** Kinds that an organisation which is only mentioned must have to be listed as a possible client. */
const PUBLIC_KINDS: ReadonlySet<string> = new Set([
  'state security',
  'public security',
  'military',
  'telecom',
  'government',
]);

/** Public bodies that no table names as a client: how often they are spoken of, and what sums stand in the same message. */
export function mentionedTable(
  mentions: readonly PlacedMention[],
  known: ReadonlySet<number>,
  kinds: readonly ListedTerm[],
  isGeneric: (name: string) => boolean,
): PatternTable {
  const sums = grouped(
    mentions.filter(({ type }) => type === 'amount'),
    ({ passage }) => passage,
  );
  const bodies = grouped(
    mentions.filter(({ type, ref }) => type === 'organization' && !known.has(ref)),
    ({ ref }) => ref,
  );
  const rows: PatternRow[] = [];
  for (const its of bodies.values()) {
    const [one] = its;
    const kind = one && termIn(kinds, one.value)?.group;
    if (!one || kind === undefined || !PUBLIC_KINDS.has(kind)) continue;
    const beside = its.flatMap(({ passage }) => sums.get(passage) ?? []);
    rows.push({
      cells: {
        client: one.value,
        kind,
        mentions: its.length,
        sums: beside.length === 0 ? null : [...new Set(beside.map(({ value }) => value))].slice(0, 3).join('; '),
        ...extent(its.map(({ time }) => day(time))),
      },
      entities: [{ type: one.type, value: one.value }],
      labels: ['spoken of, not stated as a client', ...(isGeneric(one.value) ? [GENERIC] : [])],
      evidence: [...beside, ...its].map(spanOf),
    });
  }
  return {
    name: 'spoken-of',
    title: 'Public bodies that are spoken of, but that no table states as clients',
    columns: [
      { key: 'client', title: 'body', kind: 'text' },
      { key: 'kind', title: 'kind', kind: 'text' },
      { key: 'mentions', title: 'mentions', kind: 'number' },
      { key: 'sums', title: 'sums in the same message', kind: 'text' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: likelyFirst(rows.sort((a, b) => Number(b.cells['mentions']) - Number(a.cells['mentions']))),
  };
}

export function spokenOfFinding(rows: readonly PatternRow[]): readonly Finding[] {
  if (rows.length === 0) return [];
  const kinds = [...grouped(rows, ({ cells }) => String(cells['kind']))].sort(([, a], [, b]) => b.length - a.length);
  return [
    finding(
      'clients-spoken-of',
      { kinds: kinds.map(([kind]) => kind), counts: kinds.map(([, its]) => its.length) },
      rows.flatMap(({ evidence }) => evidence.slice(0, 1)),
    ),
  ];
}
