/** Aggregates for people and overviews. */
import type { Facets, People } from '../../../ports/overviews.ts';
import type { Database } from './driver.ts';
import { integer, optional, text } from './rows.ts';

/** Of the leaks, or of one collection. */
const SCOPE = `h.document IN (SELECT d.id FROM documents d JOIN collections c ON c.id = d.collection
  WHERE (?1 IS NULL AND c.role = 'leak') OR d.collection = ?1)
  AND NOT EXISTS (SELECT 1 FROM repeated_messages again WHERE again.passage = h.passage)`;

export function people(db: Database, collection: number | undefined): People {
  const scope = collection ?? null;
  const participants = db
    .all(
      `SELECT e.value AS handle, counted.* FROM (
         SELECT h.entity, sum(h.recipient = 0) AS sent, sum(h.recipient = 1) AS received, min(h.time) AS first, max(h.time) AS last
         FROM handles h INDEXED BY handles_entity WHERE ${SCOPE} GROUP BY h.entity
       ) counted JOIN entities e ON e.id = counted.entity
       ORDER BY sent DESC, received DESC, handle`,
      scope,
    )
    .map((row) => ({
      handle: text(row, 'handle'),
      sent: integer(row, 'sent'),
      received: integer(row, 'received'),
      first: optional(row, 'first') ?? null,
      last: optional(row, 'last') ?? null,
    }));
  const pairs = db
    .all(
      `SELECT a.value AS "from", b.value AS "to", counted.messages FROM (
         SELECT h.entity AS sender, r.entity AS recipient, count(*) AS messages
         FROM handles h CROSS JOIN handles r ON r.passage = h.passage AND r.recipient = 1
         WHERE h.recipient = 0 AND ${SCOPE} GROUP BY h.entity, r.entity
       ) counted JOIN entities a ON a.id = counted.sender JOIN entities b ON b.id = counted.recipient
       ORDER BY messages DESC, "from", "to"`,
      scope,
    )
    .map((row) => ({ from: text(row, 'from'), to: text(row, 'to'), messages: integer(row, 'messages') }));
  return { participants, pairs };
}

export function facets(db: Database, collection: number | undefined): Facets {
  const scope = collection ?? null;
  const inScope = `JOIN collections c ON c.id = d.collection WHERE d.state = 'read' AND ((?1 IS NULL AND c.role = 'leak') OR d.collection = ?1)`;
  const grouped = (sql: string): { name: string; n: number }[] =>
    db.all(sql, scope).map((row) => ({ name: optional(row, 'name') ?? 'und', n: integer(row, 'n') }));
  return {
    kinds: grouped(
      `SELECT d.kind AS name, count(*) AS n FROM documents d ${inScope} GROUP BY 1 ORDER BY n DESC, 1`,
    ).map(({ name, n }) => ({ kind: name, documents: n })),
    languages: grouped(
      `SELECT coalesce(p.language, 'und') AS name, count(*) AS n FROM passages p JOIN documents d ON d.id = p.document ${inScope} GROUP BY 1 ORDER BY n DESC, 1`,
    ).map(({ name, n }) => ({ language: name, passages: n })),
    mediaTypes: grouped(
      `SELECT d.media_type AS name, count(*) AS n FROM documents d ${inScope} GROUP BY 1 ORDER BY n DESC, 1`,
    ).map(({ name, n }) => ({ mediaType: name, documents: n })),
    months: grouped(
      `SELECT substr(p.time, 1, 7) AS name, count(*) AS n FROM passages p JOIN documents d ON d.id = p.document ${inScope}
       AND p.role = 'message' AND p.time IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM repeated_messages again WHERE again.passage = p.id) GROUP BY 1 ORDER BY 1`,
    ).map(({ name, n }) => ({ month: name, messages: n })),
  };
}
