/** What the search for chains asks of the graph: where chains may begin, and steps along some predicates. */
import type { CollectionRole } from '../../../model/collection.ts';
import { type Entity, type EntityRef, entityKey, QUANTITY_TYPES } from '../../../model/entity.ts';
import type { GraphStore, SharedEntity, Step } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import { toEntity } from './entity-row.ts';
import type { Keys } from './keys.ts';
import { defined, integer, json, optional, text, toOrigin } from './rows.ts';

/** Assertions at one hub that are looked at; a hub with more has a weight near nothing anyway. */
const MOST_ROWS = 20_000;
const SCANNED = 5_000;

/** Holds for the assertions that chains may use: what references state, and what rules derive. */
const WALKABLE = "(c.role = 'reference' OR (a.method >= 'rule:' AND a.method < 'rule;'))";

/** An amount or a date that two texts share says nothing of either. */
const QUANTITIES = QUANTITY_TYPES.map((type) => `'${type}'`).join(', ');

/** Holds for mentions and handles in documents of collections of a role. */
export function documentsOf(role: CollectionRole): string {
  return `document IN (SELECT d.id FROM documents d JOIN collections c ON c.id = d.collection WHERE c.role = '${role}')`;
}

export function createGraphSteps(
  db: Database,
  keys: Keys,
): Pick<GraphStore, 'ensure' | 'find' | 'scan' | 'shared' | 'steps'> {
  return {
    async ensure(wanted) {
      return db.transaction(() => wanted.map((key) => keys.entity(key)));
    },
    async find(wanted) {
      return wanted.map((key) => {
        const row = db.get('SELECT * FROM entities WHERE type = ? AND key = ?', key.type, entityKey(key));
        return row && toEntity(row);
      });
    },
    async *scan({ types, role, dots, among }) {
      const conditions = ['type IN (SELECT value FROM json_each(?1))'];
      if (among) conditions.push('id IN (SELECT value FROM json_each(?2))');
      if (role && among) {
        conditions.push(`(EXISTS (SELECT 1 FROM mentions WHERE entity = entities.id AND ${documentsOf(role)})
          OR EXISTS (SELECT 1 FROM handles WHERE entity = entities.id AND ${documentsOf(role)}))`);
      } else if (role) {
        conditions.push(`id IN (
          SELECT entity FROM mentions INDEXED BY mentions_entity WHERE ${documentsOf(role)}
          UNION SELECT entity FROM handles INDEXED BY handles_entity WHERE ${documentsOf(role)})`);
      }
      if (dots) conditions.push(`key LIKE '${'%.'.repeat(dots)}%'`);
      let batch: Entity[] = [];
      for (const row of db.iterate(
        `SELECT * FROM entities WHERE ${conditions.join(' AND ')} ORDER BY type, key`,
        JSON.stringify(types),
        ...(among ? [JSON.stringify(among)] : []),
      )) {
        batch.push(toEntity(row));
        if (batch.length < SCANNED) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
    async shared(among) {
      const only = among ? 'AND entity IN (SELECT value FROM json_each(?1))' : '';
      return db
        .all(
          `WITH met AS (
             SELECT entity, sum(mentions) AS mentions, min(first) AS first, max(last) AS last, max(confidence) AS confidence,
               json_group_array(DISTINCT c.key) AS leaks, count(DISTINCT c.key) AS leak_count
             FROM (
               SELECT entity, document, count(*) AS mentions, min(time) AS first, max(time) AS last, max(confidence) AS confidence
               FROM mentions INDEXED BY mentions_entity WHERE ${documentsOf('leak')} ${only} GROUP BY entity, document
               UNION ALL
               SELECT entity, document, count(*), min(time), max(time), 1
               FROM handles INDEXED BY handles_entity WHERE ${documentsOf('leak')} ${only} GROUP BY entity, document
             ) found JOIN documents d ON d.id = found.document JOIN collections c ON c.id = d.collection GROUP BY entity
           ), marked AS (
             SELECT met.*,
               EXISTS (SELECT 1 FROM assertions a JOIN collections c ON c.id = a.collection WHERE a.subject = met.entity AND ${WALKABLE})
               OR EXISTS (SELECT 1 FROM assertions a JOIN collections c ON c.id = a.collection WHERE a.object = met.entity AND ${WALKABLE})
                 AS asserted,
               EXISTS (
                 SELECT 1 FROM mentions m JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection
                 WHERE m.entity = met.entity AND c.role = 'reference' AND d.kind <> 'record-set'
               ) AS referenced
             FROM met
           )
           SELECT e.*, marked.* FROM marked JOIN entities e ON e.id = marked.entity
           WHERE (asserted OR referenced OR leak_count > 1) AND e.type NOT IN (${QUANTITIES}) ORDER BY e.type, e.key`,
          ...(among ? [JSON.stringify(among)] : []),
        )
        .map(toShared);
    },
    async steps(entities, along) {
      return new Map(entities.map((entity) => [entity, stepsOf(db, entity, along)]));
    },
  };
}

function stepsOf(
  db: Database,
  entity: EntityRef,
  along: { forward: readonly string[]; inverse: readonly string[]; limit: number },
): readonly Step[] {
  const steps: Step[] = [];
  for (const inverse of [false, true]) {
    const [own, other] = inverse ? ['object', 'subject'] : ['subject', 'object'];
    const rows = db.all(
      `SELECT a.*, o.json AS origin_json, c.key AS collection_key, e.type, e.key
       FROM assertions a JOIN collections c ON c.id = a.collection JOIN origins o ON o.id = a.origin
         JOIN entities e ON e.id = a.${other}
       WHERE a.${own} = ? AND a.predicate IN (SELECT value FROM json_each(?)) AND ${WALKABLE} LIMIT ${MOST_ROWS}`,
      entity,
      JSON.stringify(inverse ? along.inverse : along.forward),
    );
    // By content, not by row number: rows are numbered as readers happened to finish.
    const sorted = rows.map((row) => ({ row, order: orderOf(row) })).sort((a, b) => (a.order < b.order ? -1 : 1));
    const reached = new Map<string, Set<number>>();
    for (const { row } of sorted) {
      const predicate = text(row, 'predicate');
      const seen = reached.get(predicate) ?? new Set();
      reached.set(predicate, seen.add(integer(row, other)));
    }
    const given = new Map<string, number>();
    for (const { row } of sorted) {
      const predicate = text(row, 'predicate');
      const count = (given.get(predicate) ?? 0) + 1;
      given.set(predicate, count);
      if (count <= along.limit)
        steps.push(toStep(row, entity, integer(row, other), inverse, reached.get(predicate)?.size ?? 1));
    }
  }
  return steps;
}

function orderOf(row: Row): string {
  return ['predicate', 'type', 'key', 'collection_key', 'method', 'origin_json']
    .map((column) => text(row, column))
    .join('\0');
}

function toStep(row: Row, from: EntityRef, to: EntityRef, inverse: boolean, fanOut: number): Step {
  return defined<Step>({
    assertion: integer(row, 'id'),
    from,
    to,
    predicate: text(row, 'predicate'),
    inverse,
    collection: text(row, 'collection_key'),
    method: text(row, 'method'),
    confidence: Number(row['confidence']),
    firstSeen: optional(row, 'first_seen'),
    lastSeen: optional(row, 'last_seen'),
    withdrawn: optional(row, 'withdrawn'),
    origin: toOrigin(row),
    fanOut,
  });
}

function toShared(row: Row): SharedEntity {
  return {
    ...toEntity(row),
    mentions: integer(row, 'mentions'),
    first: optional(row, 'first') ?? null,
    last: optional(row, 'last') ?? null,
    confidence: Number(row['confidence']),
    leaks: json<string[]>(row, 'leaks').sort(),
    asserted: integer(row, 'asserted') === 1,
    referenced: integer(row, 'referenced') === 1,
  };
}
