/** A case made by hand through the store's own port, for the contract suites. */
import type { Statement } from '../model/assertion.ts';
import type { Collection, CollectionRole } from '../model/collection.ts';
import type { Document } from '../model/document.ts';
import { collectionId, documentId, passageId, sha256 } from '../model/ids.ts';
import type { Mention } from '../model/mention.ts';
import type { Passage } from '../model/passage.ts';
import type { Store } from './store.ts';

/** What an adapter's test supplies: a new, empty store each time. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes the store and opens the same case again, as the next run of the program does. */
  reopen(): Promise<Store>;
  /** Closes it and leaves nothing behind. */
  remove(): Promise<void>;
}
export type CreateStore = () => Promise<StoreUnderTest>;

/** A passage by its text alone, or with more. */
export type PassageText = string | (Partial<Passage> & { readonly text: string });
/** A mention by what it says; where it stands is looked up in the passage's text. */
export type MentionText = Pick<Mention, 'type' | 'raw'> & Partial<Mention> & { readonly passage: number };

export const ONLY_CHUNK = { first: true, last: true } as const;

export function collectionOf(role: CollectionRole, name: string, more: Partial<Collection> = {}): Collection {
  const id = collectionId(role, name);
  return { id, name, role, reliability: 'B', tlp: 'clear', added: '2026-01-01T00:00:00Z', ...more };
}

export function documentOf(collection: string, path: string, more: Partial<Document> = {}): Document {
  const content = sha256(path);
  return {
    id: documentId(collection, content),
    collection,
    sha256: content,
    size: path.length,
    paths: [path],
    kind: 'text',
    mediaType: 'text/plain',
    reader: 'contract/1',
    properties: {},
    ...more,
  };
}

export function passagesOf(texts: readonly PassageText[], from = 0): Passage[] {
  return texts.map((given, at) => ({
    ordinal: from + at,
    role: 'paragraph',
    position: { kind: 'line', line: from + at + 1 },
    ...(typeof given === 'string' ? { text: given } : given),
  }));
}

/** A message of a chat. */
export function message(sender: string, recipients: readonly string[], text: string, time?: string): PassageText {
  return {
    role: 'message',
    sender,
    recipients,
    text,
    position: { kind: 'message', index: 0 },
    ...(time ? { time } : {}),
  };
}

export async function addCollection(store: Store, role: CollectionRole, name: string): Promise<Collection> {
  const collection = collectionOf(role, name);
  await store.collections.put(collection);
  return collection;
}

/** Reads a document to its end; gives it as stored. */
export async function addDocument(
  store: Store,
  collection: Collection,
  path: string,
  texts: readonly PassageText[],
  more: { statements?: readonly Statement[]; about?: Partial<Document> } = {},
): Promise<Document> {
  const document = documentOf(collection.id, path, more.about);
  await store.documents.begin(document);
  await store.documents.append(document.id, { passages: passagesOf(texts), statements: more.statements ?? [] });
  await store.documents.finish(document, '1', {
    ledger: [{ collection: collection.id, path, size: document.size, outcome: 'read', document: document.id }],
  });
  return document;
}

/** Stores mentions as the stage `understand` finds them. */
export async function addMentions(
  store: Store,
  document: Document,
  mentions: readonly MentionText[],
  statements: readonly Statement[] = [],
  stage = 'understand',
): Promise<void> {
  const placed = await Promise.all(
    mentions.map(async (mention) => {
      const passage = await store.documents.passage(passageId(document.id, mention.passage));
      const start = passage?.text.indexOf(mention.raw) ?? -1;
      if (start < 0) throw new Error(`${mention.raw} does not stand in passage ${mention.passage}`);
      return {
        value: mention.raw,
        method: 'scan',
        confidence: 1,
        labels: [],
        start,
        end: start + mention.raw.length,
        ...mention,
      };
    }),
  );
  await store.documents.putUnderstanding(
    document.id,
    { stage, version: '1' },
    { languages: [], mentions: placed, statements },
    ONLY_CHUNK,
  );
}

/** A statement that cites the first characters of a passage. */
export function statementOf(
  subject: Statement['subject'],
  predicate: string,
  object: Statement['object'],
  more: Partial<Statement> = {},
): Statement {
  return {
    subject,
    predicate,
    object,
    evidence: [{ passage: 0, start: 0, end: 1 }],
    method: 'facts',
    confidence: 1,
    ...more,
  };
}

/** All pages of a listing. */
export async function everyEntry<T>(
  list: (page: { limit: number; cursor?: string }) => Promise<{ entries: readonly T[]; cursor: string | null }>,
  limit: number,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: { entries: readonly T[]; cursor: string | null } = await list({ limit, ...(cursor ? { cursor } : {}) });
    if (page.entries.length > limit) throw new Error('a page holds more than was asked for');
    all.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== null);
  return all;
}
