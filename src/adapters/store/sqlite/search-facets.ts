/** What the matching passages of a search consist of: where they are, from whom and when, what they mention, how their documents are marked. */
import type { EntityType } from '../../../model/entity.ts';
import type { FacetCount, SearchFacets } from '../../../ports/search-index.ts';
import type { Database } from './driver.ts';
import { integer, optional, text } from './rows.ts';
import type { Plan } from './search-plan.ts';

/** Values of each facet. */
const FACET_VALUES = 50;

export function facetsOf(db: Database, { unranked, shown: found, values }: Plan): SearchFacets {
  // What matches is looked for once, whatever is then counted of it; a table of this connection alone. It comes first in
  // each join: the planner knows nothing of its size and would walk over all mentions of the case for a few hits.
  db.exec('CREATE TEMP TABLE IF NOT EXISTS search_hits (id INTEGER PRIMARY KEY); DELETE FROM search_hits;');
  db.run(`INSERT INTO search_hits ${unranked} SELECT id FROM ${found}`, ...values);
  const shown = 'search_hits';
  // The values are few, so that their combinations are counted and then added up.
  const rows = db.all(
    `SELECT c.key AS collection, d.kind AS kind, coalesce(m.language, 'und') AS language, m.sender, m.month, m.n
     FROM (
       SELECT p.document, p.language, p.sender, substr(p.time, 1, 7) AS month, count(*) AS n
       FROM ${shown} s CROSS JOIN passages p ON p.id = s.id GROUP BY 1, 2, 3, 4
     ) m JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection`,
  );
  const by = (column: string): readonly FacetCount[] => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = optional(row, column);
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + integer(row, 'n'));
    }
    return [...counts]
      .map(([value, passages]) => ({ value, passages }))
      .sort((a, b) => b.passages - a.passages || (a.value < b.value ? -1 : 1))
      .slice(0, FACET_VALUES);
  };
  const counted = (select: string): readonly FacetCount[] =>
    db.all(`${select} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${FACET_VALUES}`).map((row) => ({
      value: text(row, 'value'),
      passages: integer(row, 'n'),
    }));
  const marked =
    'JOIN passages p ON p.id = s.id JOIN documents d ON d.id = p.document JOIN marks k ON k.document = d.key';
  return {
    collections: by('collection'),
    kinds: by('kind'),
    languages: by('language'),
    senders: by('sender'),
    months: by('month'),
    tags: counted(`SELECT k.text AS value, count(*) AS n FROM ${shown} s ${marked} AND k.kind = 'tag'`),
    states: statesOf(db),
    types: counted(
      `SELECT e.type AS value, count(DISTINCT m.passage) AS n FROM ${shown} s CROSS JOIN mentions m ON m.passage = s.id
       CROSS JOIN entities e ON e.id = m.entity`,
    ),
    entities: db
      .all(
        `WITH counted AS (
         SELECT m.entity, count(DISTINCT m.passage) AS n FROM ${shown} s CROSS JOIN mentions m ON m.passage = s.id GROUP BY 1)
       SELECT e.type, e.value, n FROM counted CROSS JOIN entities e ON e.id = counted.entity
       WHERE e.type NOT IN ('amount', 'date', 'data-size') ORDER BY n DESC, e.value, e.type LIMIT ${FACET_VALUES}`,
      )
      .map((row) => ({
        type: text(row, 'type') as EntityType,
        value: text(row, 'value'),
        passages: integer(row, 'n'),
      })),
    labels: counted(
      `WITH labelled AS (
         SELECT m.passage, l.value AS label FROM ${shown} s CROSS JOIN mentions m ON m.passage = s.id AND m.labels <> '[]'
           CROSS JOIN json_each(m.labels) l
         UNION ALL
         SELECT m.passage, l.value ->> 'label' FROM ${shown} s CROSS JOIN mentions m ON m.passage = s.id
           CROSS JOIN entities e ON e.id = m.entity AND e.labels IS NOT NULL CROSS JOIN json_each(e.labels) l)
       SELECT label AS value, count(DISTINCT passage) AS n FROM labelled`,
    ),
  };
}

/** `read`, `unread`, `starred`, `noted`: passages of documents in each state. */
function statesOf(db: Database): FacetCount[] {
  const marked = (kind: string): string =>
    `count(*) FILTER (WHERE EXISTS (SELECT 1 FROM marks k WHERE k.document = d.key AND k.kind = '${kind}'))`;
  const row = db.get(
    `SELECT ${marked('read')} AS read, ${marked('starred')} AS starred, ${marked('note')} AS noted,
       count(*) AS n FROM search_hits s CROSS JOIN passages p ON p.id = s.id JOIN documents d ON d.id = p.document`,
  );
  const count = (column: string): number => integer(row ?? {}, column) || 0;
  return [
    { value: 'unread', passages: count('n') - count('read') },
    { value: 'read', passages: count('read') },
    { value: 'starred', passages: count('starred') },
    { value: 'noted', passages: count('noted') },
  ];
}
