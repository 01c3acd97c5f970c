/**
 * A case for the benchmark of the workbench: chats of about the size of a real leak's (15,743 messages in 80 files),
 * one of 20,000 and one of 100,000 messages, each with a gloss, and a reference of 20,000 things and 50,000 statements.
 */
import { join } from 'node:path';
import { openSqliteStore } from '../../src/adapters/store/sqlite/sqlite-store.ts';
import type { Statement } from '../../src/model/assertion.ts';
import type { Collection, CollectionRole } from '../../src/model/collection.ts';
import type { Document } from '../../src/model/document.ts';
import { collectionId, documentId, sha256 } from '../../src/model/ids.ts';
import type { Store } from '../../src/ports/store.ts';
import { mixedText, seeded } from '../corpora/mixed-text.ts';

const CHATS = 80;
const MESSAGES = 15_743;
const LONG = [20_000, 100_000] as const;
export const NODES = 20_000;
export const EDGES = 50_000;
const BATCH = 1000;
const DONE = { first: true, last: true };

export interface MadeCase {
  /** Document ids by the number of their messages. */
  readonly chats: ReadonlyMap<number, string>;
  /** A thing with very many around it. */
  readonly hub: string;
}

/** Makes it in an empty folder. */
export async function makeCase(folder: string): Promise<MadeCase> {
  const store = await openSqliteStore(join(folder, 'case.db'), { mode: 'write' });
  try {
    await store.settings.set('name', 'bench');
    const leak = await collection(store, 'leak');
    const texts = mixedText(MESSAGES);
    const each = Math.ceil(MESSAGES / CHATS);
    for (let chat = 0; chat < CHATS; chat += 1) {
      await writeChat(store, leak, `0/${chat}.md`, texts.slice(chat * each, (chat + 1) * each));
    }
    const chats = new Map<number, string>();
    for (const length of LONG) chats.set(length, await writeChat(store, leak, `long-${length}.md`, mixedText(length)));
    return { chats, hub: await writeGraph(store, await collection(store, 'reference')) };
  } finally {
    await store.close();
  }
}

async function collection(store: Store, role: CollectionRole): Promise<Collection> {
  const id = collectionId(role, 'bench');
  const made = { id, name: 'bench', role, reliability: 'F', tlp: 'clear', added: '2026-01-01T00:00:00Z' } as const;
  await store.collections.put(made);
  return made;
}

async function begin(store: Store, within: Collection, path: string, kind: Document['kind']): Promise<Document> {
  const content = sha256(path);
  const document: Document = {
    id: documentId(within.id, content),
    collection: within.id,
    sha256: content,
    size: 1,
    paths: [path],
    kind,
    mediaType: 'text/plain',
    reader: 'bench/1',
    properties: {},
  };
  await store.documents.begin(document);
  return document;
}

async function finish(store: Store, document: Document): Promise<void> {
  const { collection: within, paths, sha256: content, id } = document;
  const entry = { collection: within, path: paths[0] ?? '', size: 1, outcome: 'read', sha256: content, document: id };
  await store.documents.finish(document, '1', { ledger: [{ ...entry, outcome: 'read' }] });
}

async function writeChat(store: Store, leak: Collection, path: string, texts: readonly string[]): Promise<string> {
  const document = await begin(store, leak, path, 'chat');
  const start = Date.UTC(2020, 0, 1);
  for (let from = 0; from < texts.length; from += BATCH) {
    const part = texts.slice(from, from + BATCH);
    await store.documents.append(document.id, {
      passages: part.map((text, at) => ({
        ordinal: from + at,
        role: 'message',
        text,
        position: { kind: 'message', index: from + at },
        sender: `user${(from + at) % 7}`,
        recipients: ['room'],
        time: new Date(start + (from + at) * 400_000).toISOString().slice(0, 19),
      })),
      statements: [],
    });
  }
  await finish(store, document);
  await store.documents.putUnderstanding(
    document.id,
    { stage: 'understand', version: '1' },
    {
      languages: texts.map((_, ordinal) => ({ ordinal, language: 'zh-Hans' })),
      mentions: texts.flatMap((text, passage) =>
        [...text.matchAll(/\d+(?:\.\d+){3}/g)].map((match) => ({
          passage,
          start: match.index,
          end: match.index + match[0].length,
          type: 'ipv4' as const,
          value: match[0],
          raw: match[0],
          method: 'bench',
          confidence: 1,
          labels: [],
        })),
      ),
      statements: [],
    },
    DONE,
  );
  const glossed = mixedText(500);
  await store.documents.putTranslations(
    document.id,
    { stage: 'translate', version: '1' },
    texts.map((text, ordinal) => ({
      ordinal,
      from: 'zh-Hans',
      to: 'en',
      kind: 'gloss',
      engine: 'gloss/1',
      segments: [{ start: 0, end: text.length, text: glossed[(ordinal * 7) % glossed.length] ?? '' }],
    })),
    DONE,
  );
  return document.id;
}

/** Names of things whose degrees fall off as they do in real libraries: a few hubs, many leaves. */
async function writeGraph(store: Store, reference: Collection): Promise<string> {
  const document = await begin(store, reference, 'graph.csv', 'record-set');
  const random = seeded(3);
  const name = (n: number): string => `host-${n}.example`;
  const pick = (): number => Math.floor(random() ** 3 * NODES);
  const pairs = Array.from({ length: EDGES }, (_, at) =>
    at < NODES - 1 ? [at + 1, Math.floor(random() ** 3 * (at + 1))] : [pick(), pick()],
  );
  for (let from = 0; from < pairs.length; from += BATCH) {
    const part = pairs.slice(from, from + BATCH);
    const statements: Statement[] = part.map(([subject = 0, object = 0], at) => ({
      subject: { type: 'domain', value: name(subject) },
      predicate: 'related-to',
      object: { type: 'domain', value: name(object === subject ? (object + 1) % NODES : object) },
      evidence: [{ passage: from + at, start: 0, end: 1 }],
      method: 'bench',
      confidence: 1,
    }));
    await store.documents.append(document.id, {
      passages: part.map(([subject, object], at) => ({
        ordinal: from + at,
        role: 'record',
        text: `${subject},${object}`,
        position: { kind: 'record', pointer: `/${from + at}` },
      })),
      statements,
    });
  }
  await finish(store, document);
  return name(0);
}
