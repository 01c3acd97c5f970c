/** Entities and assertions as a graph: one indexed look-up in each direction a hop. */
import { TelltaleError } from '../../../errors.ts';
import type { Assertion } from '../../../model/assertion.ts';
import type { EntityKey, EntityRef, EntityType } from '../../../model/entity.ts';
import { passageId } from '../../../model/ids.ts';
import type { Money } from '../../../model/money.ts';
import type { DerivedAssertion, Edge, GraphStore } from '../../../ports/store.ts';
import { createAnchors } from './anchors.ts';
import type { Database, Row } from './driver.ts';
import { toEntity } from './entity-row.ts';
import { createGraphSteps, documentsOf } from './graph-steps.ts';
import type { Keys } from './keys.ts';
import { defined, integer, optional, text, toOrigin } from './rows.ts';
import { putAssertion, putEvidence } from './statement-batch.ts';
import { warninglists } from './warninglists.ts';
import { createWitnesses } from './witnesses.ts';

export function createGraph(db: Database, keys: Keys): GraphStore {
  const edgesOf = (entities: readonly EntityRef[]): Map<EntityRef, Edge[]> => {
    const found = new Map<EntityRef, Edge[]>(entities.map((entity) => [entity, []]));
    const wanted = JSON.stringify(entities);
    const columns = 'a.id, a.subject, a.predicate, a.object, a.method, a.confidence, c.key AS collection_key';
    for (const inverse of [false, true]) {
      const own = inverse ? 'object' : 'subject';
      const rows = db.all(
        `SELECT ${columns} FROM json_each(?) w JOIN assertions a ON a.${own} = w.value JOIN collections c ON c.id = a.collection ORDER BY a.id`,
        wanted,
      );
      for (const row of rows) {
        const from = integer(row, own);
        found.get(from)?.push({
          assertion: integer(row, 'id'),
          from,
          to: integer(row, inverse ? 'subject' : 'object'),
          predicate: text(row, 'predicate'),
          inverse,
          collection: text(row, 'collection_key'),
          method: text(row, 'method'),
          confidence: Number(row['confidence']),
        });
      }
    }
    return found;
  };

  return {
    async entity(key) {
      const ref = keys.findEntity(key);
      const row = ref === undefined ? undefined : db.get('SELECT * FROM entities WHERE id = ?', ref);
      return row && toEntity(row);
    },
    async entities(refs) {
      const byRef = new Map(
        db
          .all('SELECT e.* FROM json_each(?) w JOIN entities e ON e.id = w.value', JSON.stringify(refs))
          .map((row) => [integer(row, 'id'), toEntity(row)]),
      );
      return refs.flatMap((ref) => byRef.get(ref) ?? []);
    },
    async entitiesOfRole(role, types) {
      return db
        .all(
          `SELECT e.* FROM entities e WHERE e.id IN (
             SELECT entity FROM mentions INDEXED BY mentions_entity WHERE ${documentsOf(role)}
             UNION SELECT entity FROM handles INDEXED BY handles_entity WHERE ${documentsOf(role)}
             UNION SELECT subject FROM assertions WHERE collection IN (SELECT id FROM collections WHERE role = ?1)
             UNION SELECT object FROM assertions WHERE collection IN (SELECT id FROM collections WHERE role = ?1)
           ) AND (?2 IS NULL OR e.type IN (SELECT value FROM json_each(?2)))
           ORDER BY e.type, e.key`,
          role,
          types ? JSON.stringify(types) : null,
        )
        .map(toEntity);
    },
    async aliases() {
      return db
        .all(
          `SELECT DISTINCT s.value AS name, o.type, o.value, c.key AS collection_key
           FROM assertions a JOIN entities s ON s.id = a.subject JOIN entities o ON o.id = a.object JOIN collections c ON c.id = a.collection
           WHERE a.predicate = 'alias-of' AND s.type = 'name' AND c.role = 'reference'
           ORDER BY name, o.type, o.value, collection_key`,
        )
        .map((row) => ({
          name: text(row, 'name'),
          entity: { type: text(row, 'type') as EntityType, value: text(row, 'value') },
          collection: text(row, 'collection_key'),
        }));
    },
    async replaceDerived(assertions) {
      db.transaction(() => {
        const noting = db.get('SELECT generation FROM tracking');
        db.run('DELETE FROM tracking');
        db.run(`DELETE FROM evidence WHERE assertion IN (SELECT id FROM assertions WHERE ${DERIVED})`);
        db.run(`DELETE FROM assertions WHERE ${DERIVED}`);
        putDerived(db, keys, assertions);
        // Whoever replaces all of them looks at everything: nothing of this is a change that is still to be looked at.
        if (noting) db.run('INSERT INTO tracking (generation) VALUES (?)', integer(noting, 'generation'));
      });
    },
    async changeDerived(dropped, added) {
      db.transaction(() => {
        for (const id of dropped) {
          db.run('DELETE FROM evidence WHERE assertion = ?', id);
          db.run(`DELETE FROM assertions WHERE id = ? AND ${DERIVED}`, id);
        }
        putDerived(db, keys, added);
      });
    },
    async derivedAt(entities, side, methods) {
      return db
        .all(
          `SELECT a.*, o.json AS origin_json, c.key AS collection_key FROM json_each(?1) w JOIN assertions a ON a.${side} = w.value
             JOIN collections c ON c.id = a.collection JOIN origins o ON o.id = a.origin
           WHERE a.method IN (SELECT value FROM json_each(?2)) ORDER BY a.id`,
          JSON.stringify(entities),
          JSON.stringify(methods),
        )
        .map((row) => toAssertion(db, row));
    },
    async edges(entity) {
      return edgesOf([entity]).get(entity) ?? [];
    },
    async edgesOf(entities) {
      return edgesOf(entities);
    },
    async assertions(refs) {
      return refs.flatMap((ref) => {
        const row = db.get(
          `SELECT a.*, o.json AS origin_json, c.key AS collection_key FROM assertions a
             JOIN collections c ON c.id = a.collection JOIN origins o ON o.id = a.origin WHERE a.id = ?`,
          ref,
        );
        return row ? [toAssertion(db, row)] : [];
      });
    },
    async spread(entities) {
      const wanted = JSON.stringify(entities);
      const rows = db.all(
        `SELECT entity, count(DISTINCT collection) AS collections, count(DISTINCT origin) AS origins, count(DISTINCT document) AS documents
         FROM (
           SELECT w.value AS entity, d.collection, -d.collection AS origin, d.id AS document
           FROM json_each(?1) w JOIN mentions m ON m.entity = w.value JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection WHERE c.role = 'reference'
           UNION ALL
           SELECT w.value, a.collection, iif(a.origin = 0, -a.collection, a.origin), p.document
           FROM json_each(?1) w JOIN assertions a ON a.subject = w.value JOIN collections c ON c.id = a.collection
             LEFT JOIN evidence v ON v.assertion = a.id LEFT JOIN passages p ON p.id = v.passage
           WHERE c.role = 'reference'
           UNION ALL
           SELECT w.value, a.collection, iif(a.origin = 0, -a.collection, a.origin), p.document
           FROM json_each(?1) w JOIN assertions a ON a.object = w.value JOIN collections c ON c.id = a.collection
             LEFT JOIN evidence v ON v.assertion = a.id LEFT JOIN passages p ON p.id = v.passage
           WHERE c.role = 'reference'
         ) GROUP BY entity`,
        wanted,
      );
      const counted = new Map(
        rows.map((row) => [
          integer(row, 'entity'),
          {
            collections: integer(row, 'collections'),
            origins: integer(row, 'origins'),
            documents: integer(row, 'documents'),
          },
        ]),
      );
      return new Map(
        entities.map((entity) => [entity, counted.get(entity) ?? { collections: 0, origins: 0, documents: 0 }]),
      );
    },
    async putLabels(labels) {
      db.transaction(() => {
        for (const [entity, its] of labels) {
          db.run('UPDATE entities SET labels = ? WHERE id = ?', its.length > 0 ? JSON.stringify(its) : null, entity);
        }
      });
    },
    async warninglists() {
      return warninglists(db);
    },
    async otherDigests(digests) {
      const found = new Map<EntityRef, EntityKey[]>();
      for (const row of db.all(
        `SELECT DISTINCT w.value AS digest, e.type, e.value FROM json_each(?) w JOIN file_digests f ON f.entity = w.value
           JOIN file_digests o ON o.document = f.document AND o.entity <> f.entity JOIN entities e ON e.id = o.entity
         ORDER BY digest, e.type, e.value`,
        JSON.stringify(digests),
      )) {
        const others = found.get(integer(row, 'digest')) ?? [];
        others.push({ type: text(row, 'type') as EntityType, value: text(row, 'value') });
        found.set(integer(row, 'digest'), others);
      }
      return found;
    },
    ...createAnchors(db),
    ...createGraphSteps(db, keys),
    ...createWitnesses(db),
  };
}

/** Matches the partial index of derived assertions, word for word. */
const DERIVED = "method >= 'rule:' AND method < 'rule;'";

function putDerived(db: Database, keys: Keys, assertions: readonly DerivedAssertion[]): void {
  for (const derived of assertions) {
    const id = putAssertion(db, keys, { ...derived, collection: keys.collection(derived.collection) });
    for (const { passage, start, end } of derived.evidence) {
      putEvidence(db, id, passageRow(db, passage), start, end, derived.method);
    }
  }
}

function passageRow(db: Database, id: string): number {
  const dot = id.lastIndexOf('.');
  const row = db.get(
    'SELECT p.id FROM passages p JOIN documents d ON d.id = p.document WHERE d.key = ? AND p.ordinal = ?',
    id.slice(0, dot),
    Number(id.slice(dot + 1)),
  );
  if (!row) throw new TelltaleError('not-found', `There is no passage ${id}.`);
  return integer(row, 'id');
}

export function toMoney(row: Row): Money | undefined {
  const value = row['amount'];
  if (typeof value !== 'number') return undefined;
  const currency = optional(row, 'currency');
  return currency === undefined ? { value } : { value, currency };
}

export function toAssertion(db: Database, row: Row): Assertion {
  return defined<Assertion>({
    ref: integer(row, 'id'),
    subject: integer(row, 'subject'),
    predicate: text(row, 'predicate'),
    object: integer(row, 'object'),
    collection: text(row, 'collection_key'),
    method: text(row, 'method'),
    confidence: Number(row['confidence']),
    evidence: db
      .all(
        `SELECT DISTINCT d.key, p.ordinal, v.start, v."end" FROM evidence v JOIN passages p ON p.id = v.passage JOIN documents d ON d.id = p.document
         WHERE v.assertion = ? ORDER BY d.key, p.ordinal, v.start, v."end"`,
        integer(row, 'id'),
      )
      .map((span) => ({
        passage: passageId(text(span, 'key'), integer(span, 'ordinal')),
        start: integer(span, 'start'),
        end: integer(span, 'end'),
      })),
    firstSeen: optional(row, 'first_seen'),
    lastSeen: optional(row, 'last_seen'),
    withdrawn: optional(row, 'withdrawn'),
    amount: toMoney(row),
    occurrence: optional(row, 'occurrence') || undefined,
    origin: toOrigin(row),
  });
}
