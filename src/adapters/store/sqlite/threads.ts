/** Conversations of mails, from the headers that the readers kept. */
import { threadOf } from '../../../model/mail-thread.ts';
import type { ThreadedMail } from '../../../ports/browse-store.ts';
import type { Database } from './driver.ts';
import { defined, optional, text } from './rows.ts';

/** Heads of all mails that are read in the document's collection, by date; those without one come last. */
export function threadIn(db: Database, document: string): readonly ThreadedMail[] {
  const rows = db.all(
    `SELECT d.key, d.title, json_extract(d.properties, '$.from') AS "from", json_extract(d.properties, '$.date') AS date,
       coalesce(json_extract(d.properties, '$."message-id"'), '') AS message_id,
       coalesce(json_extract(d.properties, '$."in-reply-to"'), '') AS in_reply_to,
       coalesce(json_extract(d.properties, '$.references'), '') AS refs,
       (SELECT path FROM paths WHERE document = d.id ORDER BY ordinal LIMIT 1) AS path
     FROM documents open JOIN documents d ON d.collection = open.collection
     WHERE open.key = ? AND open.kind = 'mail' AND d.kind = 'mail' AND (d.state = 'read' OR d.id = open.id)
     ORDER BY datetime(date) IS NULL, datetime(date), d.key`,
    document,
  );
  const heads = rows.map((row) => ({
    id: text(row, 'key'),
    subject: optional(row, 'title') ?? '',
    messageId: text(row, 'message_id'),
    inReplyTo: text(row, 'in_reply_to'),
    references: text(row, 'refs'),
  }));
  const places = new Map(threadOf(heads, document).map(({ id, by }) => [id, by]));
  return rows.flatMap((row) => {
    const by = places.get(text(row, 'key'));
    if (!by) return [];
    return defined<ThreadedMail>({
      document: text(row, 'key'),
      path: optional(row, 'path') ?? '',
      title: optional(row, 'title'),
      from: optional(row, 'from'),
      date: optional(row, 'date'),
      by,
    });
  });
}
