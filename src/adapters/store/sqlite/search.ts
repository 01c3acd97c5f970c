/** Full text over passages and their translations, on FTS5 with our own tokens. */
import { passageId } from '../../../model/ids.ts';
import type { SearchHit, SearchIndex, SearchResult } from '../../../ports/search-index.ts';
import type { Database, Row } from './driver.ts';
import type { Keys } from './keys.ts';
import { offsetOf } from './pages.ts';
import { findHits, mergeSpans, type ParsedQuery, parseQuery } from './query.ts';
import { integer, json, text } from './rows.ts';
import { facetsOf } from './search-facets.ts';
import { createPlanner, type Plan } from './search-plan.ts';
import { translationText } from './translations.ts';
import { type Rendered, vocabularyOf } from './vocabulary.ts';

/** UTF-16 units of a snippet before the first hit, and in all. */
const SNIPPET_BEFORE = 60;
const SNIPPET_LENGTH = 240;
/** Documents with hits that are named. */
const DOCUMENTS = 1000;
/** Found words that are given. */
const WORDS = 200;
/** Hits of an export that are made at a time. */
const EXPORTED = 500;

export function createSearch(db: Database, keys: Keys, lexicon: readonly Rendered[]): SearchIndex {
  const plan = createPlanner(db, keys, vocabularyOf(db, lexicon));

  function count({ unranked, shown, values }: Plan): number {
    return integer(db.get(`${unranked} SELECT count(*) AS n FROM ${shown}`, ...values) ?? {}, 'n');
  }

  /**
   * A page of hits, and how many there are in all. Only what may stand on the page is joined and sorted in full: ranks
   * decide nearly all, ties need the documents.
   */
  function page(planned: Plan, limit: number, offset: number): Omit<SearchResult, 'cursor'> {
    const { query, ranked, shown, values } = planned;
    const [limitAt, offsetAt] = [`?${values.length + 1}`, `?${values.length + 2}`];
    const rows = db.all(
      `${ranked},
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
    const total = first ? integer(first, 'total') : offset === 0 ? 0 : count(planned);
    const words = new Map<string, string>();
    return { total, hits: rows.map((row) => toHit(db, query, row, words)), words: [...words.values()] };
  }

  return {
    async search(asked) {
      const planned = plan(asked);
      const offset = offsetOf(asked.cursor);
      const { total, hits, words } = page(planned, asked.limit, offset);
      const end = offset + hits.length;
      return { total, cursor: hits.length > 0 && end < total ? String(end) : null, hits, words };
    },
    async facets(scope) {
      return facetsOf(db, plan(scope));
    },
    async *all(scope) {
      const planned = plan(scope);
      const rows = db.all(
        `${planned.ranked}
         SELECT s.* FROM ${planned.shown} s JOIN passages p ON p.id = s.id JOIN documents d ON d.id = p.document
         ORDER BY s.score, d.key, p.ordinal`,
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
      const { unranked, shown, values } = plan(scope);
      const row = db.get(
        `${unranked} SELECT count(*) AS passages, count(DISTINCT p.document) AS documents
         FROM ${shown} s JOIN passages p ON p.id = s.id`,
        ...values,
      );
      return { passages: integer(row ?? {}, 'passages'), documents: integer(row ?? {}, 'documents') };
    },
    async documents(scope) {
      const { ranked, shown, values } = plan(scope);
      const rows = db.all(
        `${ranked}
         SELECT d.key, count(*) AS passages, min(p.ordinal) AS first, max(p.ordinal) AS last, count(*) OVER () AS total
         FROM ${shown} s JOIN passages p ON p.id = s.id JOIN documents d ON d.id = p.document
         GROUP BY d.id ORDER BY min(s.score), d.key LIMIT ${DOCUMENTS}`,
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
