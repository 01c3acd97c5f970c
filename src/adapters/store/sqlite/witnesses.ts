/** What references say of values, by document and origin or as a sample: for telling copies, and what comes about by chance. */
import { type EntityRef, type EntityType, OBSERVABLE_TYPES } from '../../../model/entity.ts';
import type { BesideDigest, GraphStore } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import { defined, integer, text, toOrigin } from './rows.ts';

/**
 * A number made of a value's own letters from all over it, so that neither the alphabet nor an ending gathers in one place;
 * row numbers would depend on what came first.
 */
const LETTERS = [
  ["substr(key || '#', -1)", 7919],
  ["substr('##' || key, -2, 1)", 104_729],
  ["substr('###' || key, -3, 1)", 1_299_709],
  ["substr(key || '#', 1 + length(key) / 2, 1)", 15_485_863],
  ["substr(key || '#', 1 + length(key) / 3, 1)", 32_452_843],
] as const;
const SPREAD = `(${LETTERS.map(([letter, times]) => `unicode(${letter}) * ${times}`).join(' + ')} + length(key) * 31) * 48271 % 2147483647`;

export function createWitnesses(
  db: Database,
): Pick<GraphStore, 'valuesIn' | 'listed' | 'besideDigests' | 'linksTo' | 'size' | 'sample'> {
  return {
    async size() {
      return integer(db.get('SELECT coalesce(max(id), 0) AS n FROM entities') ?? {}, 'n');
    },
    async sample(type, count) {
      const all = integer(db.get('SELECT count(*) AS n FROM entities WHERE type = ?', type) ?? {}, 'n');
      const every = Math.max(1, Math.floor(all / (count * 2)));
      return db
        .all(
          `SELECT value FROM (
             SELECT value FROM (
               SELECT id, value, key, ${SPREAD} AS spread FROM entities WHERE type = ?1 AND ${SPREAD} % ?2 = 0 ORDER BY spread, key LIMIT ?3) e
             WHERE EXISTS (SELECT 1 FROM assertions a JOIN collections c ON c.id = a.collection
                 WHERE a.subject = e.id AND c.role = 'reference' AND NOT (a.method >= 'rule:' AND a.method < 'rule;'))
               OR EXISTS (SELECT 1 FROM mentions m JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection
                 WHERE m.entity = e.id AND c.role = 'reference')
             ORDER BY spread, key LIMIT ?4)
           ORDER BY value`,
          type,
          every,
          count * 4,
          count,
        )
        .map((row) => text(row, 'value'));
    },
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
    async listed(reports) {
      return new Map(reports.map((report) => [report, Math.max(statedIn(db, report), mentionedIn(db, report))]));
    },
    async besideDigests(digests) {
      return db.all(BESIDE, JSON.stringify(digests)).map(toBeside);
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

function statedIn(db: Database, report: EntityRef): number {
  const row = db.get(
    "SELECT count(DISTINCT subject) AS n FROM assertions WHERE object = ? AND predicate = 'listed-in'",
    report,
  );
  return integer(row ?? {}, 'n');
}

/** Of the texts by which rules tell that the report lists or mentions something. */
function mentionedIn(db: Database, report: EntityRef): number {
  const row = db.get(
    `SELECT count(DISTINCT m.entity) AS n
     FROM (SELECT DISTINCT p.document FROM assertions a JOIN evidence v ON v.assertion = a.id JOIN passages p ON p.id = v.passage
           WHERE a.object = ?1 AND a.predicate IN ('listed-in', 'mentioned-in') AND a.method >= 'rule:' AND a.method < 'rule;') t
       JOIN passages p ON p.document = t.document JOIN mentions m ON m.passage = p.id JOIN entities e ON e.id = m.entity
     WHERE e.type IN (SELECT value FROM json_each(?2))`,
    report,
    JSON.stringify(OBSERVABLE_TYPES),
  );
  return integer(row ?? {}, 'n');
}

const DIGEST = "IN ('md5', 'sha1', 'sha256', 'sha512')";

/** Rows of record sets state their values, rows of other documents mention them. */
const BESIDE = `WITH wanted AS (SELECT value AS entity FROM json_each(?1)),
  stated AS (
    SELECT DISTINCT a.subject AS entity, v.passage, v.start, v."end", a.origin FROM wanted w JOIN assertions a ON a.subject = w.entity
      JOIN evidence v ON v.assertion = a.id
    WHERE a.predicate IN ('listed-in', 'indicates') AND NOT (a.method >= 'rule:' AND a.method < 'rule;')
  ),
  mentioned AS (SELECT w.entity, m.passage, m.start, m."end" FROM wanted w JOIN mentions m ON m.entity = w.entity),
  beside AS (
    SELECT s.*, a.subject AS other, v.start AS other_start, v."end" AS other_end
    FROM stated s JOIN evidence v ON v.passage = s.passage JOIN assertions a ON a.id = v.assertion AND a.predicate IN ('listed-in', 'indicates')
    UNION
    SELECT s.entity, s.passage, s.start, s."end", 0, m.entity, m.start, m."end" FROM mentioned s JOIN mentions m ON m.passage = s.passage
  )
  SELECT b.entity AS digest, e.type, b.other, x.type AS other_type, d.key || '.' || p.ordinal AS passage, c.key AS collection, o.json AS origin_json,
    max(b.origin), b.start, b."end", b.other_start, b.other_end
  FROM beside b JOIN entities e ON e.id = b.entity JOIN entities x ON x.id = b.other AND x.id <> b.entity AND x.type ${DIGEST}
    JOIN passages p ON p.id = b.passage AND p.position ->> '$.kind' IN ('row', 'record') JOIN documents d ON d.id = p.document
    JOIN collections c ON c.id = d.collection AND c.role = 'reference' JOIN origins o ON o.id = b.origin
  GROUP BY b.entity, b.passage, b.other ORDER BY b.entity, d.key, p.ordinal, x.type, x.key`;

function toBeside(row: Row): BesideDigest {
  return defined<BesideDigest>({
    digest: integer(row, 'digest'),
    type: text(row, 'type') as EntityType,
    other: integer(row, 'other'),
    otherType: text(row, 'other_type') as EntityType,
    passage: text(row, 'passage'),
    collection: text(row, 'collection'),
    origin: toOrigin(row),
    spans: [
      { start: integer(row, 'start'), end: integer(row, 'end') },
      { start: integer(row, 'other_start'), end: integer(row, 'other_end') },
    ],
  });
}
