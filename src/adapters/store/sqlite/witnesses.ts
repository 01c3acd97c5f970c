/** What a document of a reference says of values, by origin: for telling sources that copy one another. */
import type { GraphStore } from '../../../ports/store.ts';
import type { Database } from './driver.ts';
import { integer, text } from './rows.ts';

export function createWitnesses(db: Database): Pick<GraphStore, 'valuesIn' | 'linksTo'> {
  return {
    async valuesIn(document, types) {
      const byOrigin = new Map<string, number[]>();
      for (const row of db.iterate(
        `SELECT coalesce(CASE o.id WHEN 0 THEN NULL ELSE coalesce(o.json ->> '$.url', o.json ->> '$.name') END, '') AS origin, a.subject AS entity
         FROM documents d JOIN passages p ON p.document = d.id JOIN evidence v ON v.passage = p.id
           JOIN assertions a ON a.id = v.assertion JOIN origins o ON o.id = a.origin JOIN entities e ON e.id = a.subject
         WHERE d.key = ?1 AND NOT (a.method >= 'rule:' AND a.method < 'rule;') AND e.type IN (SELECT value FROM json_each(?2))
         UNION
         SELECT '', m.entity FROM documents d JOIN passages p ON p.document = d.id JOIN mentions m ON m.passage = p.id
           JOIN entities e ON e.id = m.entity
         WHERE d.key = ?1 AND d.kind <> 'record-set' AND e.type IN (SELECT value FROM json_each(?2))`,
        document,
        JSON.stringify(types),
      )) {
        const origin = text(row, 'origin');
        const values = byOrigin.get(origin) ?? [];
        values.push(integer(row, 'entity'));
        byOrigin.set(origin, values);
      }
      return byOrigin;
    },
    async linksTo(document, urls) {
      return (
        db.get(
          `SELECT 1 FROM json_each(?2) w JOIN entities e ON e.type = 'url' AND e.key = w.value JOIN mentions m ON m.entity = e.id
             JOIN documents d ON d.id = m.document WHERE d.key = ?1 LIMIT 1`,
          document,
          JSON.stringify(urls),
        ) !== undefined
      );
    },
  };
}
