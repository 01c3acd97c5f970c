/** Full text over passages and their translations, on FTS5 with our own tokens. */
import { passageId } from '../../../model/ids.ts';
import type { SearchHit, SearchIndex } from '../../../ports/search-index.ts';
import type { Database, Row, Value } from './driver.ts';
import type { Keys } from './keys.ts';
import { offsetOf } from './pages.ts';
import { findHits, ftsExpression, type ParsedQuery, parseQuery } from './query.ts';
import { integer, text } from './rows.ts';
import { translationText } from './translations.ts';

/** UTF-16 units of a snippet before the first hit, and in all. */
const SNIPPET_BEFORE = 60;
const SNIPPET_LENGTH = 240;

const MATCHED = `
  matched AS (
    SELECT id, min(score) AS score, min(layer) AS layer FROM (
      SELECT rowid AS id, bm25(text_index) AS score, 0 AS layer FROM text_index WHERE text_index MATCH ?1
      UNION ALL
      SELECT rowid, bm25(translation_index) * 0.9, 1 FROM translation_index WHERE translation_index MATCH ?1
    ) GROUP BY id
  )`;
const EVERYTHING = 'matched AS (SELECT id, 0.0 AS score, 0 AS layer FROM passages WHERE ?1 IS NULL)';

const FILTERED = `FROM matched JOIN passages p ON p.id = matched.id JOIN documents d ON d.id = p.document
  JOIN collections c ON c.id = d.collection
  WHERE (?2 IS NULL OR c.role = ?2) AND (?3 IS NULL OR d.collection = ?3) AND (?4 IS NULL OR d.key = ?4)
    AND (?5 IS NULL OR d.kind = ?5) AND (?6 IS NULL OR p.language = ?6 OR p.language LIKE ?6 || '-%')
    AND (?7 IS NULL OR p.sender = ?7)`;

export function createSearch(db: Database, keys: Keys): SearchIndex {
  return {
    async search(query) {
      const parsed = parseQuery(query.text);
      const expression = ftsExpression(parsed) ?? null;
      const source = expression === null ? EVERYTHING : MATCHED;
      const values: Value[] = [
        expression,
        query.role ?? parsed.fields.in ?? null,
        query.collection === undefined ? null : keys.collection(query.collection),
        query.document ?? null,
        parsed.fields.type ?? null,
        parsed.fields.lang ?? null,
        parsed.fields.from ?? null,
      ];
      const offset = offsetOf(query.cursor);
      const total = integer(db.get(`WITH ${source} SELECT count(*) AS n ${FILTERED}`, ...values) ?? {}, 'n');
      const rows = db.all(
        `WITH ${source} SELECT p.id, p.ordinal, p.text, d.key AS document_key, matched.score, matched.layer ${FILTERED}
         ORDER BY matched.score, d.key, p.ordinal LIMIT ?8 OFFSET ?9`,
        ...values,
        query.limit,
        offset,
      );
      return {
        total,
        cursor: offset + rows.length < total ? String(offset + rows.length) : null,
        hits: rows.map((row) => toHit(db, parsed, row)),
      };
    },
  };
}

function toHit(db: Database, query: ParsedQuery, row: Row): SearchHit {
  const document = text(row, 'document_key');
  const original = cut(query, text(row, 'text'));
  const translated = translationText(db, integer(row, 'id'));
  const translation = translated && cut(query, translated.text);
  return {
    passage: passageId(document, integer(row, 'ordinal')),
    document,
    score: -Number(row['score']),
    matched: integer(row, 'layer') === 0 ? 'original' : 'translation',
    snippet: original.slice,
    hits: original.hits,
    translation: translation?.slice ?? null,
    translationHits: translation?.hits ?? [],
  };
}

/** A slice around the first hit, with the hits as offsets into it. Never splits a surrogate pair. */
function cut(query: ParsedQuery, whole: string): { slice: string; hits: [number, number][] } {
  const hits = findHits(query, whole);
  let from = Math.max(0, (hits[0]?.[0] ?? 0) - SNIPPET_BEFORE);
  if (whole.length <= SNIPPET_LENGTH) from = 0;
  let to = Math.min(whole.length, from + SNIPPET_LENGTH);
  if (isLowSurrogate(whole, from)) from -= 1;
  if (isLowSurrogate(whole, to)) to -= 1;
  return {
    slice: whole.slice(from, to),
    hits: hits.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - from, end - from]),
  };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
