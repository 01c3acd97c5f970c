/** What loaded reports say whom the overlapping actors target, beside what the leak says. */
import type { Evidence } from '../../../model/assertion.ts';
import type { EntityKey, EntityType } from '../../../model/entity.ts';
import type { Conclusion } from '../../../model/overlap.ts';
import { type ListedTerm, termIn } from '../../../model/term-list.ts';
import type { Store } from '../../../ports/store.ts';
import { allOf } from '../../contract/shapes.ts';
import { countryOf } from './countries.ts';
import { grouped, type PatternRow, type PatternTable, spanOf } from './pattern.ts';
import type { Target } from './targets.ts';

interface PublishedTarget {
  readonly actor: string;
  readonly by: 'country' | 'sector';
  readonly value: string;
  readonly evidence: readonly Evidence[];
}

export interface Published {
  /** Actors that an overlap ties to the leak. */
  readonly actors: readonly string[];
  readonly targets: readonly PublishedTarget[];
}

const ACTORS: readonly EntityType[] = ['intrusion-set', 'campaign'];
/** Who is only spoken of, or uses what many use, is not compared. */
const TIED: ReadonlySet<Conclusion> = new Set(['infrastructure-overlap', 'organisational-link', 'same-actor']);
/** Overlaps that are less likely than this lead to anybody. */
const LEAST = 0.2;

/** Targets of every actor that an overlap which holds ties to the leak, by any name that reports claim to be the same. */
export async function publishedTargets(store: Store, sectors: readonly ListedTerm[]): Promise<Published> {
  const keys = new Map<string, EntityKey>();
  for await (const { reference, hops, conclusion, score } of allOf((page) =>
    store.overlaps.list({ rejected: false }, page),
  )) {
    if (!TIED.has(conclusion) || score < LEAST) continue;
    const ends = hops.map(({ to }) => to).filter(({ type }) => ACTORS.includes(type));
    if (ACTORS.includes(reference.type as EntityType))
      ends.push({ type: reference.type as EntityType, value: reference.name });
    for (const end of ends) keys.set(`${end.type} ${end.value.toLowerCase()}`, end);
  }
  const actors = (await store.graph.find([...keys.values()])).flatMap((entity) => entity ?? []);
  const refs = new Map(actors.map(({ ref, value }) => [ref, value]));
  const facts = await store.patterns.facts({
    predicates: ['targets'],
    role: 'reference',
    about: actors.map(({ ref }) => ref),
  });
  const targets = facts.flatMap(({ subject, object, evidence }): PublishedTarget[] => {
    const actor = refs.get(subject.ref);
    if (actor === undefined) return [];
    const country = countryOf(object.value);
    const base = { actor, evidence: evidence.map(spanOf) };
    if (country !== undefined) return [{ ...base, by: 'country', value: country }];
    if (object.type === 'location') return [{ ...base, by: 'country', value: object.value }];
    return [{ ...base, by: 'sector', value: termIn(sectors, object.value)?.group ?? object.value }];
  });
  return { actors: [...new Set(refs.values())].sort(), targets };
}

/** Each country or sector of either side: `confirmed` by a report, `new`, or `absent` from the leak. */
export function comparedTable(
  by: 'country' | 'sector',
  found: readonly Target[],
  { actors, targets }: Published,
): PatternTable {
  const inLeak = grouped(
    found.filter((target) => target[by] !== null),
    (target) => target[by] ?? '',
  );
  const public_ = grouped(
    targets.filter((target) => target.by === by),
    ({ value }) => value,
  );
  const values = actors.length === 0 ? [] : [...new Set([...inLeak.keys(), ...public_.keys()])];
  const rows = values.map((value): PatternRow => {
    const leaks = inLeak.get(value) ?? [];
    const reports = public_.get(value) ?? [];
    const standing =
      public_.size === 0 ? 'not compared' : reports.length === 0 ? 'new' : leaks.length === 0 ? 'absent' : 'confirmed';
    return {
      cells: {
        [by]: value,
        standing,
        targets: new Set(leaks.map(({ name }) => name.toLowerCase())).size,
        actors:
          reports.length === 0
            ? 'not in any loaded report'
            : [...new Set(reports.map(({ actor }) => actor))].join(', '),
      },
      entities: [],
      labels: [standing],
      evidence: [...leaks, ...reports].flatMap(({ evidence }) => evidence.slice(0, 1)),
    };
  });
  const order = ['new', 'confirmed', 'absent'];
  rows.sort(
    (a, b) =>
      order.indexOf(String(a.cells['standing'])) - order.indexOf(String(b.cells['standing'])) ||
      Number(b.cells['targets']) - Number(a.cells['targets']) ||
      String(a.cells[by]).localeCompare(String(b.cells[by])),
  );
  return {
    name: `published-${by === 'country' ? 'countries' : 'sectors'}`,
    title: `${by === 'country' ? 'Countries' : 'Sectors'} beside public reporting on ${actors.join(', ') || 'the overlapping actors'}`,
    columns: [
      { key: by, title: by, kind: 'text' },
      { key: 'standing', title: 'standing', kind: 'text' },
      { key: 'targets', title: 'targets in the leak', kind: 'number' },
      { key: 'actors', title: 'published of', kind: 'text' },
    ],
    rows,
  };
}
