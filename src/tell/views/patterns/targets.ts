/** Who is targeted, where, in which sector, what was taken; and what public reporting says of the overlapping actors' targets. */
import type { Evidence } from '../../../model/assertion.ts';
import type { EntityKey } from '../../../model/entity.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import { type ListedTerm, termIn } from '../../../model/term-list.ts';
import type { Fact, PlacedMention } from '../../../ports/pattern-store.ts';
import { countryOf } from './countries.ts';
import { lookedUpFinding, lookedUpTable } from './looked-up.ts';
import {
  day,
  extent,
  type Finding,
  finding,
  grouped,
  MENTIONS_SEEN,
  type Pattern,
  type PatternContext,
  type PatternResult,
  type PatternTable,
  spanOf,
} from './pattern.ts';
import { comparedTable, publishedTargets } from './published-targets.ts';
import { cellsWith, joinedTexts, NO_STANDING, type RowStanding, rowStanding, standingCells } from './row-cells.ts';

export interface Target {
  readonly name: string;
  readonly also: readonly string[];
  readonly country: string | null;
  readonly sector: string | null;
  readonly kind: string | null;
  readonly taken: string | null;
  readonly standing: RowStanding;
  readonly date: string | null;
  readonly entities: readonly EntityKey[];
  readonly evidence: readonly Evidence[];
}

export const targets: Pattern = {
  name: 'targets',
  title: 'Targets',
  question: 'Who is targeted, where and in which sector; what was taken, how much, when? Is that in public reporting?',
  async build(context): Promise<PatternResult> {
    const found = await targetsOf(context);
    const published = await publishedTargets(context.store, context.lists['target-sectors']);
    const lookedUp = await lookedUpTable(context.store, context.lists['company-pages']);
    const compared = [comparedTable('country', found, published), comparedTable('sector', found, published)];
    return {
      findings: [...findingsOf(found, compared, published.actors), ...lookedUpFinding(lookedUp)],
      tables: [
        targetTable(found),
        counts('countries', 'By country', 'country', found, ({ country }) => country),
        counts('sectors', 'By sector', 'sector', found, ({ sector }) => sector),
        ...compared,
        ...(lookedUp.rows.length > 0 ? [lookedUp] : []),
      ],
    };
  },
};

/** Each target once for each piece of data, by country and name. */
export async function targetsOf({ store, lists, roleOfColumn }: PatternContext): Promise<readonly Target[]> {
  const marked = await store.patterns.mentions({ role: 'leak', label: 'role:target', limit: MENTIONS_SEEN });
  const rows = [...grouped(marked, ({ passage }) => passage)];
  const passages = new Map((await store.documents.passagesById(rows.map(([id]) => id))).map((one) => [one.id, one]));
  const facts = await store.patterns.facts({ predicates: ['located-at', 'owns', 'targets'], role: 'leak' });
  const factsIn = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const { passage } of fact.evidence) {
      const before = factsIn.get(passage);
      if (before) before.push(fact);
      else factsIn.set(passage, [fact]);
    }
  }
  const found: Target[] = [];
  for (const [id, mentions] of rows) {
    const passage = passages.get(id);
    if (passage) found.push(targetOf(passage, mentions, factsIn.get(id) ?? [], lists['target-sectors'], roleOfColumn));
  }
  const told = new Set(marked.map(({ ref }) => ref));
  for (const fact of facts) {
    if (fact.predicate === 'targets' && !told.has(fact.object.ref))
      found.push(statedTarget(fact, lists['target-sectors']));
  }
  return merged(found);
}

function targetOf(
  passage: StoredPassage,
  mentions: readonly PlacedMention[],
  facts: readonly Fact[],
  sectors: readonly ListedTerm[],
  roleOfColumn: PatternContext['roleOfColumn'],
): Target {
  const evidence: Evidence[] = mentions.map(spanOf);
  const columns = (roles: readonly string[]): string | null => {
    const cells = cellsWith(passage, roles, (header) => contentColumn(header) ?? roleOfColumn(header));
    evidence.push(...cells.map(({ span }) => span));
    return joinedTexts(cells);
  };
  const names = [...new Map(mentions.map(({ value }) => [value.toLowerCase(), value])).values()];
  const kind = columns(['target-kind']);
  const taken = columns(['content']);
  const standing = rowStanding(passage, (header) => contentColumn(header) ?? roleOfColumn(header));
  evidence.push(...standing.evidence);
  const place = facts.find(({ predicate }) => predicate === 'located-at');
  const written = place?.object.value ?? columns(['country']);
  if (place) evidence.push(...place.evidence.filter((span) => span.passage === passage.id).map(spanOf));
  return {
    name: names[0] ?? '',
    also: names.slice(1),
    country: written === null ? null : (countryOf(written) ?? written),
    sector: sectorOf(sectors, [kind, ...names, taken]),
    kind,
    taken,
    standing,
    date: place?.firstSeen ?? day(passage.time) ?? columns(['date']),
    entities: names.map((value) => ({ type: mentions[0]?.type ?? 'organization', value })),
    evidence,
  };
}

/** Headers that say what the data are, not how much of it. */
function contentColumn(header: string): string | undefined {
  const isContent =
    /数据(?:内容|类型|类别)|内容|\b(?:content|data type|type of data|kind of data)\b|содержан|тип данных/iu;
  return isContent.test(header) ? 'content' : undefined;
}

/** The first text that names a sector. */
function sectorOf(sectors: readonly ListedTerm[], texts: readonly (string | null)[]): string | null {
  for (const text of texts) {
    const group = text === null ? undefined : termIn(sectors, text)?.group;
    if (group !== undefined) return group;
  }
  return null;
}

function statedTarget(fact: Fact, sectors: readonly ListedTerm[]): Target {
  const { type, value } = fact.object;
  const country = type === 'location' ? (countryOf(value) ?? value) : null;
  return {
    name: value,
    also: [],
    country,
    sector: type === 'sector' ? value : sectorOf(sectors, [value]),
    kind: null,
    taken: null,
    standing: NO_STANDING,
    date: fact.firstSeen ?? null,
    entities: [{ type, value }],
    evidence: fact.evidence,
  };
}

/** Rows of one target: copies of a list, and several pieces of data. */
function merged(found: readonly Target[]): readonly Target[] {
  const slotOf = ({ name, also, taken, standing: { size } }: Target): string =>
    [
      [name, ...also]
        .map((each) => each.toLowerCase())
        .sort()
        .join('|'),
      taken,
      size,
    ].join('\0');
  return [...grouped(found, slotOf).values()]
    .flatMap((its): Target[] => {
      const [one] = its;
      return one ? [{ ...one, evidence: its.flatMap(({ evidence }) => evidence) }] : [];
    })
    .sort((a, b) => (a.country ?? '~').localeCompare(b.country ?? '~') || a.name.localeCompare(b.name));
}

function targetTable(found: readonly Target[]): PatternTable {
  return {
    name: 'targets',
    title: 'Targets',
    columns: [
      { key: 'country', title: 'country', kind: 'text' },
      { key: 'target', title: 'target', kind: 'text' },
      { key: 'also', title: 'also written', kind: 'text' },
      { key: 'sector', title: 'sector', kind: 'text' },
      { key: 'kind', title: 'kind', kind: 'text' },
      { key: 'taken', title: 'what', kind: 'text' },
      { key: 'size', title: 'size', kind: 'text' },
      { key: 'bytes', title: 'bytes', kind: 'number' },
      { key: 'records', title: 'records', kind: 'number' },
      { key: 'status', title: 'status', kind: 'text' },
      { key: 'stage', title: 'standing', kind: 'text' },
      { key: 'date', title: 'date', kind: 'date' },
    ],
    rows: found.map(({ name, also, entities, evidence, country, sector, kind, taken, standing, date }) => ({
      cells: {
        ...{ target: name, also: also.join('; ') || null, country, sector, kind, taken },
        ...standingCells(standing),
        date,
      },
      entities,
      labels: sector !== null && kind === null ? ['sector inferred'] : [],
      evidence,
    })),
  };
}

function counts(
  name: string,
  title: string,
  by: 'country' | 'sector',
  found: readonly Target[],
  groupOf: (target: Target) => string | null,
): PatternTable {
  const rows = [...grouped(found, (target) => groupOf(target) ?? 'unknown')].map(([group, its]) => ({
    cells: {
      [by]: group,
      targets: new Set(its.map((target) => target.name.toLowerCase())).size,
      rows: its.length,
      ...extent(its.map(({ date }) => date)),
    },
    entities: [],
    labels: [],
    evidence: its.flatMap(({ evidence }) => evidence.slice(0, 1)),
  }));
  return {
    name,
    title,
    columns: [
      { key: by, title: by, kind: 'text' },
      { key: 'targets', title: 'targets', kind: 'number' },
      { key: 'rows', title: 'rows', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: rows.sort((a, b) => Number(b.cells.targets) - Number(a.cells.targets)),
  };
}

/** Names that a finding lists. */
const NAMED = 8;

function findingsOf(
  found: readonly Target[],
  compared: readonly PatternTable[],
  actors: readonly string[],
): readonly Finding[] {
  if (found.length === 0) return [finding('targets-none', {})];
  const names = new Set(found.map(({ name }) => name.toLowerCase())).size;
  const places = new Set(found.flatMap(({ country }) => country ?? [])).size;
  const findings: Finding[] = [
    finding(
      'targets-count',
      { targets: names, countries: places },
      found.flatMap(({ evidence }) => evidence.slice(0, 1)),
    ),
  ];
  if (actors.length === 0) {
    findings.push(finding('targets-no-actor', {}));
    return findings;
  }
  for (const table of compared) {
    const by = table.columns[0]?.key ?? '';
    if (table.rows.some((row) => row.labels.includes('not compared'))) {
      findings.push(finding('targets-no-report', { by, actors: [...actors] }));
      continue;
    }
    for (const label of ['new', 'confirmed', 'absent'] as const) {
      const rows = table.rows.filter((row) => row.labels.includes(label));
      if (rows.length === 0) continue;
      const listed = rows.slice(0, NAMED).map((row) => String(row.cells[by]));
      findings.push(
        finding(
          `targets-${label}`,
          { by, names: listed, more: rows.length - listed.length },
          rows.flatMap(({ evidence }) => evidence.slice(0, 1)),
        ),
      );
    }
  }
  return findings;
}
