/** What a reader of a case looks at, each answered by one statement. */
import type { EntityRef } from '../../../model/entity.ts';
import { passageId } from '../../../model/ids.ts';
import type { StoredMention } from '../../../model/mention.ts';
import type { Translation, TranslationKind } from '../../../model/translation.ts';
import type { BrowseStore, DrawnEdge } from '../../../ports/browse-store.ts';
import type { Database, Row } from './driver.ts';
import { toEntity } from './entity-row.ts';
import { toAssertion, toMoney } from './graph.ts';
import { keptOutlines } from './outlines.ts';
import { pageOf } from './pages.ts';
import { integer, optional, PASSAGE_COLUMNS, PASSAGE_TABLES, text, toMention, toPassage } from './rows.ts';
import { threadIn } from './threads.ts';
import { overlay, toTranslation } from './translations.ts';

/** Rows of some passages, given as a JSON array of `[document, ordinal]`. */
const WANTED = `json_each(?1) w JOIN documents d ON d.key = json_extract(w.value, '$[0]')
  JOIN passages p ON p.document = d.id AND p.ordinal = json_extract(w.value, '$[1]')`;

const IN_LEAK = "JOIN documents d ON d.id = p.document JOIN collections c ON c.id = d.collection WHERE c.role = 'leak'";

const HOUR = 'CAST(substr(p.time, 12, 2) AS INTEGER) AS hour';

export function createBrowse(db: Database): BrowseStore {
  const outlines = keptOutlines(db);
  return {
    async sizes(documents) {
      const rows = db.all(
        // Each count is answered from an index alone.
        `SELECT d.key, (SELECT count(*) FROM passages p WHERE p.document = d.id) AS passages,
           (SELECT count(*) FROM passages p WHERE p.document = d.id AND p.role = 'message') AS messages
         FROM json_each(?) w JOIN documents d ON d.key = w.value`,
        JSON.stringify(documents),
      );
      return new Map(
        rows.map((row) => [
          text(row, 'key'),
          { passages: integer(row, 'passages'), messages: integer(row, 'messages') },
        ]),
      );
    },
    async pages(document) {
      const row = db.get(
        `SELECT coalesce(max(json_extract(p.position, '$.page')), 0) AS pages FROM documents d JOIN passages p ON p.document = d.id
         WHERE d.key = ? AND p.position LIKE '%"kind":"page"%'`,
        document,
      );
      return integer(row ?? {}, 'pages');
    },
    async outline(document) {
      return outlines(document);
    },
    async thread(document) {
      return threadIn(db, document);
    },
    async passagesOfPage(document, page) {
      return db
        .all(
          `SELECT ${PASSAGE_COLUMNS} FROM ${PASSAGE_TABLES}
           WHERE d.key = ? AND json_extract(p.position, '$.page') = ? ORDER BY p.ordinal`,
          document,
          page,
        )
        .map(toPassage);
    },
    async mentionsOf(passages) {
      const found = new Map<string, StoredMention[]>(passages.map((id) => [id, []]));
      const rows = db.all(
        `SELECT m.*, e.type, e.value, d.key AS document_key, p.ordinal
         FROM ${WANTED} JOIN mentions m ON m.passage = p.id JOIN entities e ON e.id = m.entity
         ORDER BY p.id, m.start, m."end", e.type, e.value`,
        wantedOf(passages),
      );
      for (const mention of rows.map(toMention)) found.get(mention.passage)?.push(mention);
      return found;
    },
    async translationsOf(passages, to) {
      const layers = new Map<string, Translation[]>();
      const rows = db.all(
        `SELECT d.key AS document_key, p.ordinal, t.language, t.engine, t.kind, t.source, t.segments
         FROM ${WANTED} JOIN translations t ON t.passage = p.id WHERE t.language = ?2 ORDER BY p.id, t.engine`,
        wantedOf(passages),
        to,
      );
      for (const row of rows) {
        const id = passageId(text(row, 'document_key'), integer(row, 'ordinal'));
        layers.set(id, [...(layers.get(id) ?? []), toTranslation(row)]);
      }
      return new Map(
        [...layers].flatMap(([id, each]) => {
          const best = overlay(each);
          return best ? [[id, best]] : [];
        }),
      );
    },
    async translationEngines() {
      return db
        .all(
          `SELECT t.engine, t.kind, t.source, t.language, count(*) AS passages
           FROM translations t JOIN passages p ON p.id = t.passage ${IN_LEAK}
           GROUP BY t.engine, t.kind, t.source, t.language ORDER BY passages DESC, t.engine, t.source, t.language`,
        )
        .map((row) => ({
          engine: text(row, 'engine'),
          kind: text(row, 'kind') as TranslationKind,
          from: text(row, 'source'),
          to: text(row, 'language'),
          passages: integer(row, 'passages'),
        }));
    },
    async activity(sender) {
      return hoursOf(
        db.all(
          `SELECT ${HOUR}, count(*) AS n FROM passages p ${IN_LEAK}
             AND p.role = 'message' AND length(p.time) >= 13 AND (?1 IS NULL OR p.sender = ?1) GROUP BY hour`,
          sender ?? null,
        ),
      );
    },
    async hoursWithoutZone(of) {
      const [where, key] = 'collection' in of ? ['c.key = ?', of.collection] : ['d.key = ?', of.document];
      // Behind the seconds an offset or a Z would stand.
      return hoursOf(
        db.all(
          `SELECT ${HOUR}, count(*) AS n FROM passages p JOIN documents d ON d.id = p.document
             JOIN collections c ON c.id = d.collection
           WHERE ${where} AND p.role = 'message' AND length(p.time) >= 13 AND substr(p.time, 14) NOT GLOB '*[-+Zz]*'
           GROUP BY hour`,
          key,
        ),
      );
    },
    async find(wanted, limit) {
      const folded = wanted.normalize('NFKC').trim().toLowerCase();
      if (folded === '') return [];
      return db
        .all(
          `SELECT e.*, (SELECT count(*) FROM mentions m WHERE m.entity = e.id) AS mentioned
           FROM entities e WHERE instr(lower(e.key), ?1) > 0
           ORDER BY lower(e.key) <> ?1, mentioned DESC, length(e.key), e.type, e.key LIMIT ?2`,
          folded,
          limit,
        )
        .map(toEntity);
    },
    async counts(entity) {
      const row = db.get(
        `SELECT count(*) AS mentions, count(DISTINCT p.document) AS documents, min(p.time) AS first, max(p.time) AS last
         FROM (SELECT passage FROM mentions WHERE entity = ?1 UNION ALL SELECT passage FROM handles WHERE entity = ?1) m
           JOIN passages p ON p.id = m.passage`,
        entity,
      );
      return {
        mentions: integer(row ?? {}, 'mentions'),
        documents: integer(row ?? {}, 'documents'),
        first: (row && optional(row, 'first')) ?? null,
        last: (row && optional(row, 'last')) ?? null,
      };
    },
    async standing(entities) {
      const stands = (role: string): string => `EXISTS (
        SELECT 1 FROM mentions m JOIN passages p ON p.id = m.passage JOIN documents d ON d.id = p.document
          JOIN collections c ON c.id = d.collection WHERE m.entity = w.value AND c.role = '${role}'
        UNION ALL SELECT 1 FROM handles m JOIN passages p ON p.id = m.passage JOIN documents d ON d.id = p.document
          JOIN collections c ON c.id = d.collection WHERE m.entity = w.value AND c.role = '${role}'
        UNION ALL SELECT 1 FROM assertions a JOIN collections c ON c.id = a.collection WHERE a.subject = w.value AND c.role = '${role}'
        UNION ALL SELECT 1 FROM assertions a JOIN collections c ON c.id = a.collection WHERE a.object = w.value AND c.role = '${role}')`;
      const rows = db.all(
        `SELECT w.value AS entity, (SELECT count(*) FROM assertions a WHERE a.subject = w.value)
           + (SELECT count(*) FROM assertions a WHERE a.object = w.value AND a.subject <> w.value) AS edges,
           ${stands('leak')} AS leak, ${stands('reference')} AS reference FROM json_each(?) w`,
        JSON.stringify(entities),
      );
      return new Map(
        rows.map((row) => [
          integer(row, 'entity'),
          {
            edges: integer(row, 'edges'),
            leak: integer(row, 'leak') === 1,
            reference: integer(row, 'reference') === 1,
          },
        ]),
      );
    },
    async whole({ nodes, edges }) {
      const ends = 'SELECT subject AS entity FROM assertions UNION ALL SELECT object FROM assertions';
      const entities = db
        .all(
          `WITH degrees AS (SELECT entity, count(*) AS n FROM (${ends}) GROUP BY entity),
           inLeak AS (SELECT DISTINCT m.entity FROM documents d JOIN collections c ON c.id = d.collection AND c.role = 'leak'
             JOIN passages p ON p.document = d.id JOIN mentions m ON m.passage = p.id)
           SELECT e.* FROM degrees JOIN entities e ON e.id = degrees.entity
           ORDER BY degrees.entity IN (SELECT entity FROM inLeak) DESC, n DESC, e.id LIMIT ?`,
          nodes,
        )
        .map(toEntity);
      const total = db.get(`SELECT count(DISTINCT entity) AS n FROM (${ends})`);
      return {
        entities,
        edges: edgesAmong(
          db,
          entities.map((entity) => entity.ref),
          edges,
        ),
        total: integer(total ?? {}, 'n'),
      };
    },
    async among(entities, edges) {
      return edgesAmong(db, entities, edges);
    },
    async stated({ predicates, role }, page) {
      return pageOf(page, (limit, offset) =>
        db
          .all(
            `SELECT a.*, o.json AS origin_json, c.key AS collection_key FROM assertions a
               JOIN collections c ON c.id = a.collection JOIN origins o ON o.id = a.origin
             WHERE a.predicate IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR c.role = ?2)
             ORDER BY a.confidence DESC, a.predicate, a.id LIMIT ?3 OFFSET ?4`,
            JSON.stringify(predicates),
            role ?? null,
            limit,
            offset,
          )
          .map((row) => toAssertion(db, row)),
      );
    },
  };
}

function edgesAmong(db: Database, entities: readonly EntityRef[], limit: number): readonly DrawnEdge[] {
  return db
    .all(
      `WITH wanted AS MATERIALIZED (SELECT value FROM json_each(?1)),
       drawn AS MATERIALIZED (
         SELECT id, subject, object, predicate, confidence, first_seen, last_seen, amount, currency FROM assertions
         WHERE subject IN (SELECT value FROM wanted) AND object IN (SELECT value FROM wanted) AND subject <> object
         ORDER BY confidence DESC, id LIMIT ?2),
       said AS MATERIALIZED (
         SELECT d.id, min(p.time) AS first, max(p.time) AS last
         FROM drawn d JOIN evidence v ON v.assertion = d.id JOIN passages p ON p.id = v.passage
         WHERE d.first_seen IS NULL AND d.last_seen IS NULL GROUP BY d.id)
       SELECT d.*, coalesce(d.first_seen, d.last_seen, s.first) AS first, coalesce(d.last_seen, d.first_seen, s.last) AS last
       FROM drawn d LEFT JOIN said s ON s.id = d.id ORDER BY d.confidence DESC, d.id`,
      JSON.stringify(entities),
      limit,
    )
    .map((row) => ({
      assertion: integer(row, 'id'),
      from: integer(row, 'subject'),
      to: integer(row, 'object'),
      predicate: text(row, 'predicate'),
      confidence: Number(row['confidence']),
      first: optional(row, 'first')?.slice(0, 10) ?? null,
      last: optional(row, 'last')?.slice(0, 10) ?? null,
      amount: toMoney(row) ?? null,
    }));
}

/** Ids that are none are of no document. */
function wantedOf(passages: readonly string[]): string {
  return JSON.stringify(
    passages.map((id) => {
      const dot = id.lastIndexOf('.');
      return [id.slice(0, dot), Number(id.slice(dot + 1))];
    }),
  );
}

/** 24 counts from rows of `hour` and `n`. */
function hoursOf(rows: readonly Row[]): readonly number[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const row of rows) if (integer(row, 'hour') < 24) hours[integer(row, 'hour')] = integer(row, 'n');
  return hours;
}
