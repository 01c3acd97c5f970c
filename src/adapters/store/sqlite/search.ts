/** Full text over passages and their translations, on FTS5 with our own tokens. */
import { passageId } from '../../../model/ids.ts';
import type { SearchFacets, SearchHit, SearchIndex, SearchResult, SearchScope } from '../../../ports/search-index.ts';
import type { Database, Row, Value } from './driver.ts';
import type { Keys } from './keys.ts';
import { offsetOf } from './pages.ts';
import { findHits, ftsExpression, mergeSpans, type ParsedQuery, parseQuery } from './query.ts';
import { integer, json, optional, text } from './rows.ts';
import { translationText } from './translations.ts';
import { type Rendered, vocabularyOf } from './vocabulary.ts';

/** UTF-16 units of a snippet before the first hit, and in all. */
const SNIPPET_BEFORE = 60;
const SNIPPET_LENGTH = 240;
/** Values of each facet. */
const FACET_VALUES = 50;
/** Documents with hits that are named. */
const DOCUMENTS = 1000;
/** Found words that are given. */
const WORDS = 200;
/** Hits of an export that are made at a time. */
const EXPORTED = 500;

/** A passage that matches in both layers counts as one in its original. */
const MATCHED = `
  SELECT rowid AS id, bm25(text_index) AS score, 0 AS layer FROM text_index WHERE text_index MATCH ?1
  UNION ALL
  SELECT rowid, bm25(translation_index) * 0.9, 1 FROM translation_index
  WHERE translation_index MATCH ?1 AND rowid NOT IN (SELECT rowid FROM text_index WHERE text_index MATCH ?1)`;
/** The same without ranks, which cost more than the rest. */
const MATCHED_UNRANKED = `
  SELECT rowid AS id FROM text_index WHERE text_index MATCH ?1
  UNION ALL
  SELECT rowid FROM translation_index
  WHERE translation_index MATCH ?1 AND rowid NOT IN (SELECT rowid FROM text_index WHERE text_index MATCH ?1)`;
const EVERYTHING = 'SELECT id, 0.0 AS score, 0 AS layer FROM passages WHERE ?1 IS NULL';

const JOINS = `JOIN passages p ON p.id = matched.id JOIN documents d ON d.id = p.document
  JOIN collections c ON c.id = d.collection`;

/** What is kept without what its leader or an earlier export shows as well. */
const FOLDED = `, leading AS MATERIALIZED (
    SELECT DISTINCT p.document FROM kept JOIN passages p ON p.id = kept.id
    WHERE p.document IN (SELECT leader FROM near_duplicates)),
  folded AS MATERIALIZED (
    SELECT kept.* FROM kept JOIN passages p ON p.id = kept.id
    LEFT JOIN near_duplicates n ON n.document = p.document
    LEFT JOIN repeated_messages again ON again.passage = kept.id
    WHERE (n.document IS NULL OR n.leader = n.document OR n.leader NOT IN (SELECT document FROM leading))
      AND (again.passage IS NULL OR again.first NOT IN (SELECT id FROM kept)))`;

interface Plan {
  readonly query: ParsedQuery;
  /** The words for FTS5, then the values of the conditions: parameters of every statement here. */
  readonly values: readonly Value[];
  /** Matching passages, and joins and conditions that narrow them. */
  readonly ranked: string;
  readonly unranked: string;
  readonly narrowed: string;
}

export function createSearch(db: Database, keys: Keys, lexicon: readonly Rendered[]): SearchIndex {
  const vocabulary = vocabularyOf(db, lexicon);

  function plan(scope: SearchScope): Plan {
    const query = parseQuery(scope.text, vocabulary);
    const expression = ftsExpression(query) ?? null;
    const values: Value[] = [expression];
    const conditions: string[] = [];
    const narrow = (condition: (parameter: string) => string, value: Value | undefined): void => {
      if (value === undefined) return;
      values.push(value);
      conditions.push(condition(`?${values.length}`));
    };
    const { type, lang, from, in: within, since, until } = query.fields;
    if (db.get("SELECT 1 FROM collections WHERE role = 'removed'")) conditions.push("c.role <> 'removed'");
    narrow((it) => `c.role = ${it}`, scope.role);
    narrow(
      (it) => `d.collection = ${it}`,
      scope.collection === undefined ? undefined : keys.collection(scope.collection),
    );
    narrow((it) => `d.key = ${it}`, scope.document);
    narrow((it) => `d.kind = ${it}`, type);
    narrow((it) => `lower(p.language) = ${it} OR lower(p.language) LIKE ${it} || '-%'`, lang?.toLowerCase());
    narrow(
      (it) => `EXISTS (SELECT 1 FROM handles h WHERE h.passage = p.id AND h.entity = ${it} AND h.recipient = 0)`,
      from === undefined ? undefined : handle(from),
    );
    narrow((it) => `c.role = ${it} OR c.name = ${it}`, within);
    narrow((it) => `p.time >= ${it}`, since);
    narrow((it) => `substr(p.time, 1, length(${it})) <= ${it}`, until);
    narrow((it) => `p.id > ${it}`, scope.newer);
    return {
      query,
      values,
      ranked: expression === null ? EVERYTHING : MATCHED,
      unranked: expression === null ? EVERYTHING : MATCHED_UNRANKED,
      narrowed: conditions.length === 0 ? '' : `${JOINS} WHERE ${conditions.map((each) => `(${each})`).join(' AND ')}`,
    };
  }

  /** A handle that nobody has sends nothing. */
  function handle(name: string): number {
    return keys.findEntity({ type: 'handle', value: name }) ?? -1;
  }

  function count({ unranked, narrowed, values }: Plan, fold: boolean): number {
    const kept = `SELECT matched.id FROM (${unranked}) matched ${narrowed}`;
    const row = db.get(
      fold
        ? `WITH kept AS MATERIALIZED (${kept})${FOLDED} SELECT count(*) AS n FROM folded`
        : `SELECT count(*) AS n FROM (${kept})`,
      ...values,
    );
    return integer(row ?? {}, 'n');
  }

  /**
   * A page of hits, and how many there are in all. Only what may stand on the page is joined and sorted in full: ranks
   * decide nearly all, ties need the documents.
   */
  function page(planned: Plan, fold: boolean, limit: number, offset: number): Omit<SearchResult, 'cursor'> {
    const { query, ranked, narrowed, values } = planned;
    const shown = fold ? 'folded' : 'kept';
    const [limitAt, offsetAt] = [`?${values.length + 1}`, `?${values.length + 2}`];
    const rows = db.all(
      `WITH kept AS MATERIALIZED (SELECT matched.id, matched.score, matched.layer FROM (${ranked}) matched ${narrowed})
       ${fold ? FOLDED : ''},
       worst AS (SELECT max(score) AS score FROM (SELECT score FROM ${shown} ORDER BY score LIMIT ${limitAt} + ${offsetAt}))
       SELECT p.id, p.ordinal, p.text, d.key AS document_key, s.score, s.layer, (SELECT count(*) FROM ${shown}) AS total
       FROM ${shown} s CROSS JOIN passages p ON p.id = s.id CROSS JOIN documents d ON d.id = p.document
       WHERE s.score <= (SELECT score FROM worst)
       ORDER BY s.score, d.key, p.ordinal LIMIT ${limitAt} OFFSET ${offsetAt}`,
      ...values,
      limit,
      offset,
    );
    const first = rows[0];
    const total = first ? integer(first, 'total') : offset === 0 ? 0 : count(planned, fold);
    const words = new Map<string, string>();
    return { total, hits: rows.map((row) => toHit(db, query, row, words)), words: [...words.values()] };
  }

  return {
    async search(asked) {
      const planned = plan(asked);
      const offset = offsetOf(asked.cursor);
      const { total, hits, words } = page(planned, asked.fold ?? false, asked.limit, offset);
      const end = offset + hits.length;
      return { total, cursor: hits.length > 0 && end < total ? String(end) : null, hits, words };
    },
    async facets(scope) {
      return facetsOf(db, plan(scope));
    },
    async *all(scope) {
      const planned = plan(scope);
      const rows = db.all(
        `SELECT kept.* FROM (
           SELECT matched.id, matched.score, matched.layer FROM (${planned.ranked}) matched ${planned.narrowed}
         ) kept JOIN passages p ON p.id = kept.id JOIN documents d ON d.id = p.document
         ORDER BY kept.score, d.key, p.ordinal`,
        ...planned.values,
      );
      for (let at = 0; at < rows.length; at += EXPORTED) {
        for (const ranked of rows.slice(at, at + EXPORTED)) {
          const row = db.get(
            `SELECT p.id, p.ordinal, p.text, d.key AS document_key FROM passages p JOIN documents d ON d.id = p.document
             WHERE p.id = ?`,
            integer(ranked, 'id'),
          );
          // A passage may have gone since: its document is being read again.
          if (row) yield toHit(db, planned.query, { ...ranked, ...row });
        }
      }
    },
    async count(scope) {
      const { unranked, narrowed, values } = plan(scope);
      const row = db.get(
        `SELECT count(*) AS passages, count(DISTINCT p.document) AS documents
         FROM (SELECT matched.id FROM (${unranked}) matched ${narrowed}) matched JOIN passages p ON p.id = matched.id`,
        ...values,
      );
      return { passages: integer(row ?? {}, 'passages'), documents: integer(row ?? {}, 'documents') };
    },
    async documents(scope) {
      const { ranked, narrowed, values } = plan(scope);
      const rows = db.all(
        `WITH kept AS MATERIALIZED (SELECT matched.id, matched.score FROM (${ranked}) matched ${narrowed})
         SELECT d.key, count(*) AS passages, min(p.ordinal) AS first, max(p.ordinal) AS last, count(*) OVER () AS total
         FROM kept JOIN passages p ON p.id = kept.id JOIN documents d ON d.id = p.document
         GROUP BY d.id ORDER BY min(kept.score), d.key LIMIT ${DOCUMENTS}`,
        ...values,
      );
      return {
        total: rows[0] ? integer(rows[0], 'total') : 0,
        documents: rows.map((row) => ({
          document: text(row, 'key'),
          passages: integer(row, 'passages'),
          first: integer(row, 'first'),
          last: integer(row, 'last'),
        })),
      };
    },
    async mark() {
      return integer(db.get('SELECT coalesce(max(id), 0) AS mark FROM passages') ?? {}, 'mark');
    },
    saved: {
      async put(search) {
        parseQuery(search.text);
        db.run('INSERT OR REPLACE INTO saved_searches (name, json) VALUES (?, ?)', search.name, JSON.stringify(search));
      },
      async list() {
        return db.all('SELECT json FROM saved_searches ORDER BY name').map((row) => json(row, 'json'));
      },
      async remove(name) {
        db.run('DELETE FROM saved_searches WHERE name = ?', name);
      },
    },
  };
}

/** One walk over the matching passages; the values are few, so that their combinations are counted and then added up. */
function facetsOf(db: Database, { unranked, narrowed, values }: Plan): SearchFacets {
  const rows = db.all(
    `SELECT c.key AS collection, d.kind AS kind, coalesce(p.language, 'und') AS language, p.sender AS sender,
       substr(p.time, 1, 7) AS month, count(*) AS n
     FROM (SELECT matched.id FROM (${unranked}) matched ${narrowed}) matched ${JOINS} GROUP BY 1, 2, 3, 4, 5`,
    ...values,
  );
  const by = (column: string): { value: string; passages: number }[] => {
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
  return {
    collections: by('collection'),
    kinds: by('kind'),
    languages: by('language'),
    senders: by('sender'),
    months: by('month'),
  };
}

/** Expects `id`, `ordinal`, `text`, `document_key`, `score` and `layer`. What was found is added to `words`, by its lower case. */
function toHit(db: Database, query: ParsedQuery, row: Row, words?: Map<string, string>): SearchHit {
  const document = text(row, 'document_key');
  const passage = integer(row, 'id');
  const whole = text(row, 'text');
  const found = mergeSpans([...findHits(query, whole), ...spelledHits(db, query, passage)]);
  const original = cut(whole, found);
  const translated = translationText(db, passage);
  const foundTranslated = translated ? findHits(query, translated.text) : [];
  const translation = translated && cut(translated.text, foundTranslated);
  if (words) {
    collect(words, whole, found);
    if (translated) collect(words, translated.text, foundTranslated);
  }
  return {
    passage: passageId(document, integer(row, 'ordinal')),
    document,
    score: -Number(row['score']),
    matched: integer(row, 'layer') === 0 ? 'original' : 'translation',
    snippet: original.slice,
    hits: original.hits,
    translation: translation?.slice ?? null,
    translationHits: translation?.hits ?? [],
    alike: alike(db, passage),
  };
}

function collect(words: Map<string, string>, whole: string, spans: readonly (readonly [number, number])[]): void {
  for (const [start, end] of spans) {
    if (words.size >= WORDS) return;
    const word = whole.slice(start, end);
    const key = word.toLowerCase();
    if (!words.has(key)) words.set(key, word);
  }
}

function alike(db: Database, passage: number): number {
  const row = db.get(
    `SELECT (SELECT count(*) FROM repeated_messages WHERE first = ?1) + (
       SELECT count(*) FROM near_duplicates mine JOIN near_duplicates other ON other.leader = mine.leader
       WHERE mine.document = (SELECT document FROM passages WHERE id = ?1) AND other.document <> mine.document
     ) AS n`,
    passage,
  );
  return integer(row ?? {}, 'n');
}

/** Where names stand that were asked for by their spelling. */
function spelledHits(db: Database, query: ParsedQuery, passage: number): readonly (readonly [number, number])[] {
  return db
    .all(
      `SELECT m.start, m."end", s.text FROM mentions m JOIN spellings s ON s.entity = m.entity WHERE m.passage = ?
       ORDER BY m.start`,
      passage,
    )
    .filter((row) => findHits(query, text(row, 'text')).length > 0)
    .map((row) => [integer(row, 'start'), integer(row, 'end')] as const);
}

/** A slice around the first hit, with the hits (in order, apart from each other) as offsets into it. Never splits a surrogate pair. */
function cut(
  whole: string,
  hits: readonly (readonly [number, number])[],
): { slice: string; hits: (readonly [number, number])[] } {
  const first = hits[0];
  let from = whole.length <= SNIPPET_LENGTH ? 0 : Math.max(0, (first?.[0] ?? 0) - SNIPPET_BEFORE);
  // A long hit is shown whole.
  let to = Math.min(whole.length, Math.max(from + SNIPPET_LENGTH, first?.[1] ?? 0));
  if (isLowSurrogate(whole, from)) from -= 1;
  if (isLowSurrogate(whole, to)) to -= 1;
  return {
    slice: whole.slice(from, to),
    hits: hits
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start - from, end - from] as const),
  };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
