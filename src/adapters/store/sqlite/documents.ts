/** Documents: from the first byte read to the last translation. */
import type { Document, DocumentLink, PathLink } from '../../../model/document.ts';
import type { Passage } from '../../../model/passage.ts';
import type { DocumentPart, DocumentStore, ReadOutcome } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import { putSketch } from './duplicates.ts';
import type { Keys } from './keys.ts';
import { putLedger } from './ledger.ts';
import { facets, people } from './overviews.ts';
import { pageOf } from './pages.ts';
import { clearDocument, clearPassagesFrom, putPassages } from './passage-writer.ts';
import {
  DOCUMENT_COLUMNS,
  DOCUMENT_TABLES,
  defined,
  integer,
  OWN_PASSAGE_COLUMNS,
  PASSAGE_COLUMNS,
  PASSAGE_TABLES,
  passageOf,
  text,
  toDocument,
  toPassage,
} from './rows.ts';
import { spellingsOf } from './spellings.ts';
import { markStage } from './stages.ts';
import { StatementBatch } from './statement-batch.ts';
import { bestTranslations, putTranslations } from './translations.ts';
import { collectionOf, passageIds, putUnderstanding } from './understanding.ts';
import { putWarninglists } from './warninglists.ts';

/**
 * Statements of one document that are written together. A document that is being read counts for nothing before it is
 * finished, so they may wait; a feed of millions does not fit into memory.
 */
const STATEMENTS_AT_ONCE = 100_000;

/** Stages whose results depend on a document's text: due again when it grows. */
const TEXT_STAGES = ['understand', 'translate', 'names', 'relate'] as const;

export function createDocuments(db: Database, keys: Keys): DocumentStore {
  const find = (id: string): Row | undefined =>
    db.get(`SELECT ${DOCUMENT_COLUMNS} FROM ${DOCUMENT_TABLES} WHERE d.key = ?`, id);

  function putPaths(document: number, paths: readonly string[]): void {
    const known = new Set(
      db.all('SELECT path FROM paths WHERE document = ?', document).map((row) => text(row, 'path')),
    );
    for (const path of paths) {
      if (known.has(path)) continue;
      db.run('INSERT INTO paths (document, ordinal, path) VALUES (?, ?, ?)', document, known.size, path);
      known.add(path);
    }
  }

  /** `isNew` when there was no such document: nothing hangs on it that would have to be cleared. */
  function describe(document: Document, state: 'reading' | 'read'): { id: number; isNew: boolean } {
    const isNew = db.get('SELECT 1 FROM documents WHERE key = ?', document.id) === undefined;
    const row = db.get(
      `INSERT INTO documents (key, collection, sha256, size, kind, media_type, reader, title, properties, ocr_pages, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, media_type = excluded.media_type, reader = excluded.reader,
         title = excluded.title, properties = excluded.properties, ocr_pages = excluded.ocr_pages, state = excluded.state
       RETURNING id`,
      document.id,
      keys.collection(document.collection),
      document.sha256,
      document.size,
      document.kind,
      document.mediaType,
      document.reader,
      document.title ?? null,
      JSON.stringify(document.properties),
      document.ocrPages ? JSON.stringify(document.ocrPages) : null,
      state,
    );
    const id = integer(row ?? {}, 'id');
    putPaths(id, document.paths);
    return { id, isNew };
  }

  /** A transaction after whose failure no number in memory is trusted. */
  function write<T>(work: () => T): T {
    try {
      return db.transaction(work);
    } catch (caught) {
      keys.forget();
      throw caught;
    }
  }

  /** Reading, which commits several documents together: after a failure the document counts as one of which reading has only begun. */
  function gather(document: string, work: () => void): void {
    db.grouped(() => {
      try {
        work();
      } catch (caught) {
        const row = db.get("UPDATE documents SET state = 'reading' WHERE key = ? RETURNING id", document);
        if (row) waiting.delete(integer(row, 'id'));
        throw caught;
      }
    });
  }

  /** Statements of documents that are being read, by row number. */
  const waiting = new Map<number, StatementBatch>();

  /** Stores the passages of a part at once; what they state waits for its turn. */
  function putPart(document: number, { passages, statements, sketch }: DocumentPart, isFirst: boolean): void {
    const ids = putPassages(db, keys, document, passages);
    if (sketch) putSketch(db, document, sketch, isFirst);
    if (statements.length === 0 && !passages.some(({ stated }) => stated?.length)) return;
    const batch = waiting.get(document) ?? new StatementBatch(db, keys);
    const rows = passageIds(db, document, ids);
    for (const statement of statements) batch.add(statement, rows);
    for (const passage of passages) batch.addStated(passage, ids.get(passage.ordinal) ?? 0, document);
    waiting.set(document, batch);
    if (batch.size >= STATEMENTS_AT_ONCE) batch.write(collectionOf(db, document), 'read');
  }

  function writeStatements(document: number): void {
    waiting.get(document)?.write(collectionOf(db, document), 'read');
    waiting.delete(document);
  }

  return {
    async begin(document) {
      gather(document.id, () => {
        const { id, isNew } = describe(document, 'reading');
        waiting.delete(id);
        if (!isNew) clearDocument(db, id);
      });
    },
    async append(document, part) {
      gather(document, () => {
        const id = keys.document(document);
        putPart(id, part, false);
      });
    },
    async finish(document, version, outcome) {
      gather(document.id, () => {
        const { id, isNew } = describe(document, 'read');
        if (outcome.whole) {
          waiting.delete(id);
          if (!isNew) clearDocument(db, id);
          putPart(id, outcome.whole, true);
        }
        writeStatements(id);
        markStage(db, id, { stage: 'read', version });
        for (const digest of outcome.digests ?? []) {
          db.run('INSERT OR IGNORE INTO file_digests (document, entity) VALUES (?, ?)', id, keys.entity(digest));
        }
        putOutcome(db, keys, document, outcome);
      });
    },
    async fail(document, ledger) {
      gather(document, () => {
        const row = db.get('SELECT id FROM documents WHERE key = ?', document);
        if (row) {
          waiting.delete(integer(row, 'id'));
          clearDocument(db, integer(row, 'id'));
          db.run('DELETE FROM links WHERE to_document = ?', document);
          db.run('DELETE FROM paths WHERE document = ?', integer(row, 'id'));
          db.run('DELETE FROM documents WHERE id = ?', integer(row, 'id'));
        }
        putLedger(db, keys, ledger);
      });
    },
    async addPath(document, path, ledger) {
      db.grouped(() => {
        putPaths(keys.document(document), [path]);
        putLedger(db, keys, [ledger]);
      });
    },
    async get(id) {
      const row = find(id);
      return row && toDocument(row);
    },
    async state(id) {
      const row = db.get('SELECT state FROM documents WHERE key = ?', id);
      return row ? (text(row, 'state') as 'reading' | 'read') : 'absent';
    },
    async list(filter, page) {
      const collection = filter.collection === undefined ? null : keys.collection(filter.collection);
      return pageOf(page, (limit, offset) =>
        db
          .all(
            `SELECT ${DOCUMENT_COLUMNS} FROM ${DOCUMENT_TABLES}
             WHERE c.role <> 'removed' AND (?1 IS NULL OR d.collection = ?1) AND (?2 IS NULL OR d.kind = ?2) AND (?3 IS NULL OR d.state = ?3)
             ORDER BY c.role, c.key, d.key LIMIT ?4 OFFSET ?5`,
            collection,
            filter.kind ?? null,
            filter.state ?? null,
            limit,
            offset,
          )
          .map(toDocument),
      );
    },
    async count(collection) {
      const id = keys.collection(collection);
      const one = (sql: string): number => integer(db.get(sql, id) ?? {}, 'n');
      return {
        documents: one("SELECT count(*) AS n FROM documents WHERE collection = ? AND state = 'read'"),
        passages: one(
          'SELECT count(*) AS n FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = ?',
        ),
        messages: one(
          "SELECT count(*) AS n FROM passages p JOIN documents d ON d.id = p.document WHERE d.collection = ? AND p.role = 'message' AND NOT EXISTS (SELECT 1 FROM repeated_messages again WHERE again.passage = p.id)",
        ),
        mentions: one(
          'SELECT count(*) AS n FROM mentions m JOIN passages p ON p.id = m.passage JOIN documents d ON d.id = p.document WHERE d.collection = ?',
        ),
      };
    },
    async link(links) {
      write(() => {
        for (const link of links) putLink(db, link);
      });
    },
    async resolveLinks(collection) {
      return write(() => resolveLinks(db, keys.collection(collection)));
    },
    async links(document) {
      const order = 'ORDER BY relation, position, from_document, to_document';
      return {
        from: db.all(`SELECT * FROM links WHERE from_document = ? ${order}`, document).map(toLink),
        to: db.all(`SELECT * FROM links WHERE to_document = ? ${order}`, document).map(toLink),
      };
    },
    async linkedBy(relation) {
      return db
        .all('SELECT * FROM links WHERE relation = ? ORDER BY from_document, position, to_document', relation)
        .map(toLink);
    },
    async findByPath(collection, path) {
      const row = db.get(
        'SELECT d.key FROM paths p JOIN documents d ON d.id = p.document WHERE p.path = ? AND d.collection = ?',
        path,
        keys.collection(collection),
      );
      return row && text(row, 'key');
    },
    async passages(document, page = {}) {
      const of = db.get(
        'SELECT d.id, c.key AS collection FROM documents d JOIN collections c ON c.id = d.collection WHERE d.key = ?',
        document,
      );
      if (!of) return [];
      const collection = text(of, 'collection');
      // What all of them share is fetched once.
      const layouts = new Map<unknown, string | undefined>([[null, undefined]]);
      return db
        .all(
          `SELECT ${OWN_PASSAGE_COLUMNS} FROM passages p WHERE p.document = ? AND p.ordinal >= ? ORDER BY p.ordinal LIMIT ?`,
          integer(of, 'id'),
          page.from ?? 0,
          page.limit ?? -1,
        )
        .map((row) => {
          const id = row['layout'] ?? null;
          if (!layouts.has(id))
            layouts.set(id, text(db.get('SELECT json FROM row_layouts WHERE id = ?', id) ?? {}, 'json'));
          return passageOf(row, { document, collection, layout: layouts.get(id) });
        });
    },
    async languages(document) {
      return db
        .all(
          `SELECT DISTINCT p.language FROM passages p JOIN documents d ON d.id = p.document
           WHERE d.key = ? AND p.language IS NOT NULL AND p.role NOT IN ('code', 'strings') ORDER BY p.language`,
          document,
        )
        .map((row) => text(row, 'language'));
    },
    async passage(id) {
      return findPassage(db, id);
    },
    async passagesById(ids) {
      return ids.flatMap((id) => findPassage(db, id) ?? []);
    },
    async putRecognised(document, stage, passages, chunk) {
      write(() => {
        const id = keys.document(document);
        if (chunk.first) clearPassagesFrom(db, id, { onlyRecognised: true });
        const last = db.get('SELECT max(ordinal) AS n FROM passages WHERE document = ?', id)?.['n'];
        const from = last === null || last === undefined ? 0 : Number(last) + 1;
        const numbered: Passage[] = passages.map((passage, at) => ({ ...passage, ordinal: from + at }));
        putPassages(db, keys, id, numbered);
        if (!chunk.last) return;
        for (const depending of TEXT_STAGES) {
          db.run('DELETE FROM stages WHERE document = ? AND stage = ?', id, depending);
        }
        markStage(db, id, stage);
      });
    },
    async putUnderstanding(document, stage, understanding, chunk) {
      const spellings = await spellingsOf(understanding.mentions);
      write(() => putUnderstanding(db, keys, keys.document(document), stage, understanding, spellings, chunk));
    },
    async putTranslations(document, stage, translations, chunk, termRevision = 0) {
      write(() => putTranslations(db, keys.document(document), stage, translations, chunk, termRevision));
    },
    async translations(document, to, page) {
      return bestTranslations(db, keys.document(document), to, page);
    },
    async people(collection) {
      return people(db, collection === undefined ? undefined : keys.collection(collection));
    },
    async facets(collection) {
      return facets(db, collection === undefined ? undefined : keys.collection(collection));
    },
  };
}

function findPassage(db: Database, id: string): ReturnType<typeof toPassage> | undefined {
  const dot = id.lastIndexOf('.');
  const ordinal = Number(id.slice(dot + 1));
  if (dot < 0 || !Number.isSafeInteger(ordinal)) return undefined;
  const row = db.get(
    `SELECT ${PASSAGE_COLUMNS} FROM ${PASSAGE_TABLES} WHERE d.key = ? AND p.ordinal = ?`,
    id.slice(0, dot),
    ordinal,
  );
  return row && toPassage(row);
}

function putOutcome(db: Database, keys: Keys, document: Document, outcome: ReadOutcome): void {
  putLedger(db, keys, outcome.ledger);
  for (const link of outcome.members ?? []) putLink(db, link);
  const collection = keys.collection(document.collection);
  for (const link of outcome.links ?? []) putPathLink(db, collection, document.id, link);
  putWarninglists(db, document.id, outcome.lists ?? []);
}

function putPathLink(db: Database, collection: number, document: string, link: PathLink): void {
  db.run(
    'INSERT OR REPLACE INTO path_links (collection, document, relation, position, target, passage) VALUES (?, ?, ?, ?, ?, ?)',
    collection,
    document,
    link.relation,
    link.position,
    link.target,
    link.passage ?? null,
  );
}

function putLink(db: Database, link: DocumentLink): void {
  db.run(
    'INSERT OR REPLACE INTO links (from_document, relation, position, to_document, passage) VALUES (?, ?, ?, ?, ?)',
    link.from,
    link.relation,
    link.position,
    link.to,
    link.passage ?? null,
  );
}

function toLink(row: Row): DocumentLink {
  const passage = row['passage'];
  return defined<DocumentLink>({
    from: text(row, 'from_document'),
    to: text(row, 'to_document'),
    relation: text(row, 'relation') as DocumentLink['relation'],
    position: integer(row, 'position'),
    passage: passage === null || passage === undefined ? undefined : Number(passage),
  });
}

function resolveLinks(db: Database, collection: number): number {
  const found = db.all(
    `SELECT l.document AS from_document, l.relation, l.position, l.passage, d.key AS to_document
     FROM path_links l JOIN paths p ON p.path = l.target JOIN documents d ON d.id = p.document AND d.collection = l.collection
     WHERE l.collection = ? AND d.key <> l.document AND d.state = 'read'`,
    collection,
  );
  for (const row of found) putLink(db, toLink(row));
  return found.length;
}
