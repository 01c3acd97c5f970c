/** Mentions: spans of passages, and the values that they stand for. A message's sender and recipients count as mentions of handles, a file as one of its digests. */
import type { EntityType } from '../../../model/entity.ts';
import { passageId } from '../../../model/ids.ts';
import { FILE_ITSELF, type StoredMention } from '../../../model/mention.ts';
import type { MentionedValue, MentionStore } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import type { Keys } from './keys.ts';
import { pageOf } from './pages.ts';
import { integer, optional, text, toLabels, toMention } from './rows.ts';

const MENTION_COLUMNS =
  'm.start, m."end", m.raw, m.method, m.confidence, m.labels, e.type, e.value, d.key AS document_key, p.ordinal';
/** Below this a value is more likely something else. */
const LIKELY = 0.5;
const MENTION_TABLES = `mentions m JOIN entities e ON e.id = m.entity JOIN passages p ON p.id = m.passage
  JOIN documents d ON d.id = p.document JOIN collections c ON c.id = d.collection`;

export function createMentions(db: Database, keys: Keys): MentionStore {
  return {
    async ofDocument(document, page = {}) {
      const from = page.from ?? 0;
      return db
        .all(
          `SELECT ${MENTION_COLUMNS} FROM ${MENTION_TABLES} WHERE d.key = ? AND p.ordinal >= ? AND p.ordinal < ?
           ORDER BY p.ordinal, m.start, m."end", e.type, e.value`,
          document,
          from,
          page.limit === undefined ? Number.MAX_SAFE_INTEGER : from + page.limit,
        )
        .map(toMention);
    },
    async values(filter, page) {
      const scope = [
        filter.type ?? null,
        filter.role ?? null,
        filter.collection === undefined ? null : keys.collection(filter.collection),
      ] as const;
      const least = filter.likely ? LIKELY : 0;
      const wanted = `(?1 IS NULL OR EXISTS (SELECT 1 FROM entities e WHERE e.id = entity AND e.type = ?1)) AND document IN (
        SELECT d.id FROM documents d JOIN collections c ON c.id = d.collection
        WHERE c.role <> 'removed' AND (?2 IS NULL OR c.role = ?2) AND (?3 IS NULL OR d.collection = ?3))`;
      return pageOf(page, (limit, offset) =>
        db
          .all(
            `WITH counted AS (
               SELECT entity, sum(mentions) AS mentions, count(DISTINCT document) AS documents, min(first) AS first, max(last) AS last,
                 max(surest) AS confidence
               FROM (
                 SELECT entity, document, count(*) AS mentions, min(time) AS first, max(time) AS last, max(confidence) AS surest
                 FROM mentions INDEXED BY mentions_entity WHERE ${wanted} GROUP BY entity, document
                 UNION ALL
                 SELECT entity, document, count(*), min(time), max(time), 1
                 FROM handles INDEXED BY handles_entity WHERE ${wanted} GROUP BY entity, document
               ) GROUP BY entity HAVING confidence >= ?4
             )
             SELECT counted.*, e.id, e.type, e.value, e.labels FROM counted JOIN entities e ON e.id = counted.entity
             ORDER BY mentions DESC, e.type, e.value LIMIT ?5 OFFSET ?6`,
            ...scope,
            least,
            limit,
            offset,
          )
          .map(toValue),
      );
    },
    async ofEntity(entity, filter, page) {
      return pageOf(page, (limit, offset) =>
        db
          .all(
            `SELECT c.key AS collection_key, ${MENTION_COLUMNS} FROM ${MENTION_TABLES} WHERE m.entity = ?1 AND c.role <> 'removed' AND (?2 IS NULL OR c.role = ?2)
             UNION ALL
             SELECT c.key, 0, length(p.text), p.text, iif(h.recipient, 'recipient', 'sender'), 1, '[]', e.type, e.value, d.key, p.ordinal
             FROM handles h JOIN entities e ON e.id = h.entity JOIN passages p ON p.id = h.passage
               JOIN documents d ON d.id = p.document JOIN collections c ON c.id = d.collection
             WHERE h.entity = ?1 AND c.role <> 'removed' AND (?2 IS NULL OR c.role = ?2)
             UNION ALL
             SELECT c.key, 0, 0, '', '${FILE_ITSELF}', 1, '[]', e.type, e.value, d.key, 0
             FROM file_digests f JOIN entities e ON e.id = f.entity JOIN documents d ON d.id = f.document
               JOIN collections c ON c.id = d.collection
             WHERE f.entity = ?1 AND c.role <> 'removed' AND (?2 IS NULL OR c.role = ?2)
             ORDER BY collection_key, document_key, ordinal, start, method LIMIT ?3 OFFSET ?4`,
            entity,
            filter.role ?? null,
            limit,
            offset,
          )
          .map(toMentionOrHandle),
      );
    },
  };
}

/** SQLite counts code points; a handle's span is the whole message in UTF-16 units. */
function toMentionOrHandle(row: Row): StoredMention {
  const method = text(row, 'method');
  if (method !== 'sender' && method !== 'recipient') return toMention(row);
  const raw = text(row, 'raw');
  return {
    passage: passageId(text(row, 'document_key'), integer(row, 'ordinal')),
    start: 0,
    end: raw.length,
    type: text(row, 'type') as EntityType,
    value: text(row, 'value'),
    raw,
    method,
    confidence: 1,
    labels: [],
  };
}

function toValue(row: Row): MentionedValue {
  return {
    ref: integer(row, 'id'),
    type: text(row, 'type') as EntityType,
    value: text(row, 'value'),
    mentions: integer(row, 'mentions'),
    documents: integer(row, 'documents'),
    first: optional(row, 'first') ?? null,
    last: optional(row, 'last') ?? null,
    confidence: Number(row['confidence']),
    labels: toLabels(row),
  };
}
