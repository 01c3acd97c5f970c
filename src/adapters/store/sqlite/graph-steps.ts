/** What the search for chains asks of the graph: where chains may begin, and steps along some predicates. */
import type { CollectionRole } from '../../../model/collection.ts';
import { type EntityRef, type EntityType, entityKey, isNamed, QUANTITY_TYPES } from '../../../model/entity.ts';
import type { GraphStore, Scanned, SharedEntity, Step } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import { toEntity } from './entity-row.ts';
import type { Keys } from './keys.ts';
import { defined, integer, json, optional, text, toLabels, toOrigin } from './rows.ts';

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

/** Entities that collections of a role mention, each once, straight from the indexes. */
function metIn(role: CollectionRole, withHandles: boolean): string {
  const of = (table: string) =>
    `SELECT DISTINCT entity FROM ${table} INDEXED BY ${table}_entity WHERE ${documentsOf(role)}`;
  return ['mentions', 'file_digests', ...(withHandles ? ['handles'] : [])].map(of).join(' UNION ');
}

const walkableAt = (side: string): string =>
  `EXISTS (SELECT 1 FROM assertions a JOIN collections c ON c.id = a.collection WHERE a.${side} = met.entity AND ${WALKABLE})`;
const ASSERTED = `(${walkableAt('subject')} OR ${walkableAt('object')})`;
const REFERENCED = `EXISTS (SELECT 1 FROM mentions m JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection
  WHERE m.entity = met.entity AND c.role = 'reference' AND d.kind <> 'record-set')`;
const collectionsIn = (table: string): string =>
  `SELECT d.collection FROM ${table} m JOIN documents d ON d.id = m.document WHERE m.entity = met.entity AND m.${documentsOf('leak')}`;
const IN_SEVERAL_LEAKS = `(SELECT count(DISTINCT collection) FROM (${['mentions', 'handles', 'file_digests'].map(collectionsIn).join(' UNION ALL ')})) > 1`;

export function createGraphSteps(
  db: Database,
  keys: Keys,
): Pick<GraphStore, 'ensure' | 'find' | 'scan' | 'labelled' | 'shared' | 'steps'> {
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
      const conditions = ['e.type IN (SELECT value FROM json_each(?1))'];
      if (dots) conditions.push(`e.key LIKE '${'%.'.repeat(dots)}%'`);
      if (role && among) {
        conditions.push(`(EXISTS (SELECT 1 FROM mentions WHERE entity = e.id AND ${documentsOf(role)})
          OR EXISTS (SELECT 1 FROM handles WHERE entity = e.id AND ${documentsOf(role)})
          OR EXISTS (SELECT 1 FROM file_digests WHERE entity = e.id AND ${documentsOf(role)}))`);
      }
      const from = among
        ? 'json_each(?2) w JOIN entities e ON e.id = w.value'
        : role
          ? `(${metIn(role, types.includes('handle'))}) met JOIN entities e ON e.id = met.entity`
          : 'entities e';
      // Of observables the key is the value: without a role an index alone answers.
      const value = role || among || types.some(isNamed) ? 'e.value' : 'e.key';
      let batch: Scanned[] = [];
      for (const row of db.iterate(
        `SELECT ${among ? 'DISTINCT' : ''} e.id, e.type, ${value} AS value FROM ${from} WHERE ${conditions.join(' AND ')}`,
        JSON.stringify(types),
        ...(among ? [JSON.stringify(among)] : []),
      )) {
        batch.push({ ref: integer(row, 'id'), type: text(row, 'type') as EntityType, value: text(row, 'value') });
        if (batch.length < SCANNED) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
    async labelled(among) {
      const rows = among
        ? db.all(
            'SELECT e.id, e.labels FROM json_each(?) w JOIN entities e ON e.id = w.value WHERE e.labels IS NOT NULL',
            JSON.stringify(among),
          )
        : db.all('SELECT id, labels FROM entities WHERE labels IS NOT NULL');
      return new Map(rows.map((row) => [integer(row, 'id'), toLabels(row)]));
    },
    async shared(among) {
      const leaks = integer(db.get("SELECT count(*) AS n FROM collections WHERE role = 'leak'") ?? {}, 'n');
      const only = 'AND entity IN (SELECT entity FROM candidates)';
      const candidates = among ? 'SELECT value AS entity FROM json_each(?1)' : metIn('leak', true);
      return db
        .all(
          `WITH candidates AS MATERIALIZED (
             SELECT met.entity, ${ASSERTED} AS asserted, ${REFERENCED} AS referenced FROM (${candidates}) met
             WHERE asserted OR referenced ${leaks > 1 ? `OR ${IN_SEVERAL_LEAKS}` : ''}
           ), met AS (
             SELECT entity, sum(mentions) AS mentions, min(first) AS first, max(last) AS last, max(confidence) AS confidence,
               json_group_array(DISTINCT c.key) AS leaks
             FROM (
               SELECT entity, document, count(*) AS mentions, min(time) AS first, max(time) AS last, max(confidence) AS confidence
               FROM mentions INDEXED BY mentions_entity WHERE ${documentsOf('leak')} ${only} GROUP BY entity, document
               UNION ALL
               SELECT entity, document, count(*), min(time), max(time), 1
               FROM handles INDEXED BY handles_entity WHERE ${documentsOf('leak')} ${only} GROUP BY entity, document
               UNION ALL
               SELECT entity, document, 1, NULL, NULL, 1
               FROM file_digests INDEXED BY file_digests_entity WHERE ${documentsOf('leak')} ${only}
             ) found JOIN documents d ON d.id = found.document JOIN collections c ON c.id = d.collection GROUP BY entity
           )
           SELECT e.*, met.*, candidates.asserted, candidates.referenced
           FROM met JOIN candidates ON candidates.entity = met.entity JOIN entities e ON e.id = met.entity
           WHERE e.type NOT IN (${QUANTITIES}) ORDER BY e.type, e.key`,
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
