/** What people are and where they work, as signatures, tables and texts state it; and what files they wrote. */
import type { Entity } from '../../../model/entity.ts';
import type { Fact } from '../../../ports/pattern-store.ts';
import { grouped, type PatternRow, type PatternTable } from './pattern.ts';

/** Posts that tables and texts state. */
export function roleTable(facts: readonly Fact[], positions: readonly Fact[]): PatternTable {
  const held = grouped(positions, ({ subject }) => subject.ref);
  const stated = facts.map((fact) => {
    const [person, body] = fact.predicate === 'employs' ? [fact.object, fact.subject] : [fact.subject, fact.object];
    return { person, body: body as Entity | undefined, facts: [fact] };
  });
  const placed = new Set(stated.map(({ person }) => person.ref));
  const others = [...held.values()].flatMap((its) => {
    const [one] = its;
    return one === undefined || placed.has(one.subject.ref)
      ? []
      : [{ person: one.subject, body: undefined, facts: its }];
  });
  return {
    name: 'employment',
    title: 'Who is said to work where, and as what',
    columns: [
      { key: 'person', title: 'person', kind: 'text' },
      { key: 'position', title: 'position', kind: 'text' },
      { key: 'organisation', title: 'organisation', kind: 'text' },
      { key: 'since', title: 'when', kind: 'date' },
    ],
    rows: [...stated, ...others].map(({ person, body, facts: its }) => {
      const [fact] = its;
      const posts = held.get(person.ref) ?? [];
      return {
        cells: {
          person: person.value,
          position: [...new Set(posts.map(({ object }) => object.value))].join('; ') || null,
          organisation: body?.value ?? null,
          since: fact?.firstSeen ?? null,
        },
        entities: [person, ...(body ? [body] : [])].map(({ type, value }) => ({ type, value })),
        labels: (fact?.confidence ?? 0) < 0.6 ? ['doubtful-reading'] : [],
        evidence: [...new Set([...its, ...posts])].flatMap(({ evidence }) => evidence),
      };
    }),
  };
}

/** Who wrote and edited files, by the properties of the files; most files first. */
export function fileTable(facts: readonly Fact[]): PatternTable {
  const filesOf = (its: readonly Fact[], predicate: string): number =>
    new Set(its.filter((fact) => fact.predicate === predicate).map(({ subject }) => subject.ref)).size;
  const rows = [...grouped(facts, ({ object }) => object.ref).values()].flatMap((its): PatternRow[] => {
    const [one] = its;
    if (one === undefined) return [];
    const { type, value } = one.object;
    return [
      {
        cells: { person: value, wrote: filesOf(its, 'written-by'), edited: filesOf(its, 'edited-by') },
        entities: [{ type, value }],
        labels: [],
        evidence: its.flatMap(({ evidence }) => evidence),
      },
    ];
  });
  const files = ({ cells }: PatternRow): number => Number(cells['wrote']) + Number(cells['edited']);
  return {
    name: 'files',
    title: 'Who wrote and last edited files, by their properties',
    columns: [
      { key: 'person', title: 'person', kind: 'text' },
      { key: 'wrote', title: 'files written', kind: 'number' },
      { key: 'edited', title: 'files edited', kind: 'number' },
    ],
    rows: rows.sort((a, b) => files(b) - files(a)),
  };
}
