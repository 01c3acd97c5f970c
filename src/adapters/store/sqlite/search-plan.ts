/** A search as SQL: the passages that its words match, narrowed by its fields and its scope, without copies where they are folded away. */
import { type EntityType, NAMED_TYPES, nameKey, OBSERVABLE_TYPES, QUANTITY_TYPES } from '../../../model/entity.ts';
import type { SearchScope } from '../../../ports/search-index.ts';
import type { Database, Value } from './driver.ts';
import type { Keys } from './keys.ts';
import { type Field, type FieldTerm, ftsExpression, type ParsedQuery, parseQuery, type Vocabulary } from './query.ts';
import { hasSuperseded } from './superseded.ts';

/**
 * A passage that matches in both layers counts as one in its original. What holds the words as they were written comes
 * before what holds other forms of them.
 */
function matchedBy(asWritten: string | undefined): string {
  const bonus = (index: string): string =>
    asWritten === undefined
      ? ''
      : ` - (CASE WHEN rowid IN (SELECT rowid FROM ${index} WHERE ${index} MATCH ${asWritten}) THEN ${AS_WRITTEN} ELSE 0 END)`;
  return `
  SELECT rowid AS id, bm25(text_index)${bonus('text_index')} AS score, 0 AS layer FROM text_index WHERE text_index MATCH ?1
  UNION ALL
  SELECT rowid, bm25(translation_index) * 0.9${bonus('translation_index')}, 1 FROM translation_index
  WHERE translation_index MATCH ?1 AND rowid NOT IN (SELECT rowid FROM text_index WHERE text_index MATCH ?1)`;
}
/** Higher than any rank by words. */
const AS_WRITTEN = 100;
/** The same without ranks, which cost more than the rest. */
const MATCHED_UNRANKED = `
  SELECT rowid AS id FROM text_index WHERE text_index MATCH ?1
  UNION ALL
  SELECT rowid FROM translation_index
  WHERE translation_index MATCH ?1 AND rowid NOT IN (SELECT rowid FROM text_index WHERE text_index MATCH ?1)`;
const EVERYTHING = 'SELECT id, 0.0 AS score, 0 AS layer FROM passages WHERE ?1 IS NULL';

const JOINS = `JOIN passages p ON p.id = matched.id JOIN documents d ON d.id = p.document
  JOIN collections c ON c.id = d.collection`;

/**
 * What is kept without what its leader or an earlier export shows as well. A case that has none of one of the two pays
 * nothing for it: to know a hit's document its passage is looked up, which costs as much as all the ranks.
 */
function foldedOf(db: Database): string {
  const has = (table: string): boolean => db.get(`SELECT 1 FROM ${table} LIMIT 1`) !== undefined;
  const [near, repeated] = [has('near_duplicates'), has('repeated_messages')];
  if (!near && !repeated) return ', folded AS (SELECT * FROM kept)';
  const leading = `, leading AS MATERIALIZED (
    SELECT DISTINCT p.document FROM kept JOIN passages p ON p.id = kept.id
    WHERE p.document IN (SELECT leader FROM near_duplicates))`;
  const joins = [
    near ? 'JOIN passages p ON p.id = kept.id LEFT JOIN near_duplicates n ON n.document = p.document' : '',
    repeated ? 'LEFT JOIN repeated_messages again ON again.passage = kept.id' : '',
  ];
  const conditions = [
    near ? '(n.document IS NULL OR n.leader = n.document OR n.leader NOT IN (SELECT document FROM leading))' : '1',
    repeated ? '(again.passage IS NULL OR again.first NOT IN (SELECT id FROM kept))' : '1',
  ];
  return `${near ? leading : ''}, folded AS MATERIALIZED (
    SELECT kept.* FROM kept ${joins.join(' ')} WHERE ${conditions.join(' AND ')})`;
}

export interface Plan {
  readonly query: ParsedQuery;
  /** The words for FTS5, then the values of the conditions: parameters of every statement with one of the tables below. */
  readonly values: readonly Value[];
  /** Common tables that lead to `shown`, with `id`, `score` and `layer`, or with `id` alone, which is cheaper. */
  readonly ranked: string;
  readonly unranked: string;
  /** Name of the table of matching passages. */
  readonly shown: 'kept' | 'folded';
}

const TYPES: readonly EntityType[] = [...OBSERVABLE_TYPES, ...NAMED_TYPES, ...QUANTITY_TYPES];
/** Of these a passage has one value: several that are asked for are alternatives. Of all others each must hold. */
const EITHER: ReadonlySet<Field> = new Set(['type', 'lang', 'from', 'in']);

/** Plans a search. The plan throws `query-syntax` and, of a collection that is not there, `not-found`. */
export function createPlanner(db: Database, keys: Keys, vocabulary: Vocabulary): (scope: SearchScope) => Plan {
  return (scope) => {
    const query = parseQuery(scope.text, vocabulary);
    const expression = ftsExpression(query) ?? null;
    const values: Value[] = [expression];
    const written = ftsExpression(parseQuery(scope.text, (words) => vocabulary(words, { asWritten: true }))) ?? null;
    const place = (value: Value): string => {
      values.push(value);
      return `?${values.length}`;
    };
    const asWritten = written === expression ? undefined : place(written);
    const conditions: string[] = [];
    if (db.get("SELECT 1 FROM collections WHERE role = 'removed'")) conditions.push("c.role <> 'removed'");
    if (!wantsSuperseded(scope, query) && hasSuperseded(db)) conditions.push('d.withdrawn IS NULL');
    if (scope.role !== undefined) conditions.push(`c.role = ${place(scope.role)}`);
    if (scope.collection !== undefined) conditions.push(`d.collection = ${place(keys.collection(scope.collection))}`);
    if (scope.document !== undefined) conditions.push(`d.key = ${place(scope.document)}`);
    if (scope.newer !== undefined) conditions.push(`p.id > ${place(scope.newer)}`);
    const byField = Map.groupBy(query.fields, ({ field, negated }) => (EITHER.has(field) && !negated ? field : ''));
    for (const [field, terms] of byField) {
      const each = terms.map((term) => {
        const condition = conditionOf(term, place, keys);
        return term.negated ? `NOT coalesce((${condition}), 0)` : `(${condition})`;
      });
      conditions.push(each.join(field === '' ? ' AND ' : ' OR '));
    }
    const narrowed =
      conditions.length === 0 ? '' : `${JOINS} WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}`;
    const tables = (columns: string, matched: string): string =>
      `WITH kept AS MATERIALIZED (SELECT ${columns} FROM (${matched}) matched ${narrowed})${scope.fold ? foldedOf(db) : ''}`;
    return {
      query,
      values,
      ranked: tables(
        'matched.id, matched.score, matched.layer',
        expression === null ? EVERYTHING : matchedBy(asWritten),
      ),
      unranked: tables(
        'matched.id',
        expression === null
          ? EVERYTHING
          : // Every statement takes the same values.
            `${MATCHED_UNRANKED}${asWritten === undefined ? '' : ` UNION ALL SELECT 0 WHERE ${asWritten} IS NULL`}`,
      ),
      shown: scope.fold ? 'folded' : 'kept',
    };
  };
}

/** Older editions are searched where they are asked for, and within one of their documents. */
function wantsSuperseded(scope: SearchScope, { fields }: ParsedQuery): boolean {
  const asked = fields.some(({ field, value }) => field === 'is' && value.toLowerCase() === 'superseded');
  return asked || scope.document !== undefined;
}

/** Of a passage `p`, its document `d` and its collection `c`. */
function conditionOf({ field, value }: FieldTerm, place: (value: Value) => string, keys: Keys): string {
  switch (field) {
    case 'type':
      return `d.kind = ${place(value)}`;
    case 'lang': {
      const it = place(value.toLowerCase());
      return `lower(p.language) = ${it} OR lower(p.language) LIKE ${it} || '-%'`;
    }
    case 'from': {
      // A handle that nobody has sends nothing.
      const it = place(keys.findEntity({ type: 'handle', value }) ?? -1);
      return `EXISTS (SELECT 1 FROM handles h WHERE h.passage = p.id AND h.entity = ${it} AND h.recipient = 0)`;
    }
    case 'in': {
      const it = place(value);
      return `c.role = ${it} OR c.name = ${it}`;
    }
    case 'since':
      return `p.time >= ${place(value)}`;
    case 'until': {
      const it = place(value);
      return `substr(p.time, 1, length(${it})) <= ${it}`;
    }
    case 'tag':
      return `d.key IN (SELECT document FROM marks WHERE kind = 'tag' AND lower(text) = lower(${place(value)}))`;
    case 'is':
      return stateCondition(value.toLowerCase());
    case 'entity': {
      const typed = value.replace(/\[\.\]|\(\.\)|\[dot\]/gi, '.').replace(/^hxxp/i, 'http');
      const spellings = [...new Set([typed, typed.toLowerCase(), nameKey(typed)])].map(place).join(', ');
      const types = TYPES.map((type) => `'${type}'`).join(', ');
      const found = `SELECT id FROM entities WHERE type IN (${types}) AND key IN (${spellings})`;
      return `p.id IN (SELECT passage FROM mentions WHERE entity IN (${found})
        UNION ALL SELECT passage FROM handles WHERE entity IN (${found}))`;
    }
    case 'has':
      return `EXISTS (SELECT 1 FROM mentions m JOIN entities e ON e.id = m.entity
        WHERE m.passage = p.id AND e.type = ${place(value.toLowerCase())})`;
    case 'label': {
      const it = place(value);
      return `EXISTS (SELECT 1 FROM mentions m JOIN entities e ON e.id = m.entity WHERE m.passage = p.id AND (
        m.labels <> '[]' AND EXISTS (SELECT 1 FROM json_each(m.labels) WHERE value = ${it})
        OR e.labels IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(e.labels) WHERE value ->> 'label' = ${it})))`;
    }
  }
}

/** A document is read, starred, noted or tagged by a mark, superseded by a newer edition; it is unread as long as nobody has marked it as read. */
function stateCondition(state: string): string {
  const marked = (kind: string): string => `d.key IN (SELECT document FROM marks WHERE kind = '${kind}')`;
  switch (state) {
    case 'unread':
      return `NOT ${marked('read')}`;
    case 'noted':
      return marked('note');
    case 'tagged':
      return marked('tag');
    case 'superseded':
      return 'd.withdrawn IS NOT NULL';
    default:
      return marked(state);
  }
}
