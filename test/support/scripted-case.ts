/** A case in a temporary folder, filled by hand: leaks as lines with marked mentions, references as facts. For tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/adapters/store/sqlite/sqlite-store.ts';
import { connect } from '../../src/connect/connect.ts';
import type { Collection, CollectionRole, Reliability } from '../../src/model/collection.ts';
import type { EntityKey } from '../../src/model/entity.ts';
import { collectionId, documentId, sha256 } from '../../src/model/ids.ts';
import type { Overlap } from '../../src/model/overlap.ts';
import type { Warninglist } from '../../src/model/warninglist.ts';
import type { Store } from '../../src/ports/store.ts';
import { readForTest } from '../../src/read/reference/read-for-test.ts';

export interface Line {
  readonly text: string;
  readonly time?: string;
  /** What the line mentions: type, value as written in the text, and how surely. */
  readonly mentions: readonly (EntityKey & { raw?: string; confidence?: number; labels?: readonly string[] })[];
}

export class ScriptedCase {
  readonly store: Store;
  private readonly folder: string;
  private count = 0;
  /** Whether the last `connect` looked at all of the case. */
  lookedAtEverything = false;

  private constructor(store: Store, folder: string) {
    this.store = store;
    this.folder = folder;
  }

  static async open(): Promise<ScriptedCase> {
    const folder = await mkdtemp(join(tmpdir(), 'telltale-case-'));
    return new ScriptedCase(await openSqliteStore(join(folder, 'case.db'), { mode: 'write' }), folder);
  }

  /** A text document of a collection, one passage a line. */
  async text(
    role: CollectionRole,
    name: string,
    lines: readonly Line[],
    about: Partial<Collection> = {},
  ): Promise<string> {
    const collection = await this.collection(role, name, about);
    const content = sha256(`${name} ${this.count++} ${lines.map((line) => line.text).join('\n')}`);
    const document = this.document(collection, content, `${name}-${this.count}.txt`, 'text');
    await this.store.documents.begin(document);
    await this.store.documents.append(document.id, {
      passages: lines.map((line, ordinal) => ({
        ordinal,
        role: 'paragraph',
        text: line.text,
        position: { kind: 'line', line: ordinal + 1 },
        ...(line.time ? { time: line.time } : {}),
      })),
      statements: [],
    });
    await this.finish(document);
    const mentions = lines.flatMap((line, passage) =>
      line.mentions.map(({ type, value, raw, confidence, labels }) => {
        const written = raw ?? value;
        const start = line.text.indexOf(written);
        if (start < 0) throw new RangeError(`«${written}» does not stand in «${line.text}».`);
        return {
          passage,
          start,
          end: start + written.length,
          type,
          value,
          raw: written,
          method: 'test',
          confidence: confidence ?? 1,
          labels: labels ?? [],
        };
      }),
    );
    await this.store.documents.putUnderstanding(
      document.id,
      { stage: 'understand', version: '1' },
      { languages: [], mentions, statements: [] },
      { first: true, last: true },
    );
    return document.id;
  }

  /** A file of a leak by its digests, with text or without. */
  async file(leak: string, path: string, digests: readonly EntityKey[], text?: string): Promise<void> {
    const collection = await this.collection('leak', leak, {});
    const content = digests.find(({ type }) => type === 'sha256')?.value ?? sha256(path);
    const document = this.document(collection, content, path, 'text');
    await this.store.documents.begin(document);
    if (text !== undefined) {
      const passage = { ordinal: 0, role: 'paragraph', text, position: { kind: 'line', line: 1 } } as const;
      await this.store.documents.append(document.id, { passages: [passage], statements: [] });
    }
    await this.finish(document, [], digests);
  }

  /** Takes a document away again, with all that it said. */
  async drop(document: string): Promise<void> {
    await this.store.documents.fail(document, []);
  }

  /** A reference file, read by the reader that takes it. */
  async reference(name: string, content: unknown, about: Partial<Collection> = {}): Promise<void> {
    const collection = await this.collection('reference', about.name ?? name, about);
    const reading = await readForTest(name, content, { path: name, collection: collection.name });
    if (!reading) throw new RangeError(`No reader takes ${name}.`);
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const document = this.document(collection, sha256(text), name, 'record-set');
    await this.store.documents.begin(document);
    await this.store.documents.append(document.id, reading);
    await this.finish(document, reading.lists);
  }

  /** All overlaps, those that do not hold last. `everything` looks at all of the case again. */
  async connect({ everything = false, copiesCount = false } = {}): Promise<readonly Overlap[]> {
    const settings = { maxHops: 5, copiesCount };
    this.lookedAtEverything = (await connect({ store: this.store, settings, everything })).everything;
    const all: Overlap[] = [];
    for (const rejected of [false, true]) {
      let cursor: string | null | undefined;
      do {
        const page = await this.store.overlaps.list({ rejected }, { limit: 500, ...(cursor ? { cursor } : {}) });
        all.push(...page.entries);
        cursor = page.cursor;
      } while (cursor !== null);
    }
    return all;
  }

  async close(): Promise<void> {
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async collection(role: CollectionRole, name: string, about: Partial<Collection>): Promise<Collection> {
    const reliability: Reliability = 'B';
    const collection: Collection = {
      id: collectionId(role, name),
      name,
      role,
      reliability,
      tlp: 'clear',
      added: '2026-01-01T00:00:00Z',
      ...about,
    };
    await this.store.collections.put(collection);
    return collection;
  }

  private document(collection: Collection, content: string, path: string, kind: 'text' | 'record-set') {
    return {
      id: documentId(collection.id, content),
      collection: collection.id,
      sha256: content,
      size: 1,
      paths: [path],
      kind,
      mediaType: 'text/plain',
      reader: 'test/1',
      properties: {},
    } as const;
  }

  private async finish(
    document: ReturnType<ScriptedCase['document']>,
    lists: readonly Warninglist[] = [],
    digests: readonly EntityKey[] = [],
  ): Promise<void> {
    await this.store.documents.finish(document, '1', {
      ledger: [
        {
          collection: document.collection,
          path: document.paths[0],
          size: 1,
          outcome: 'read',
          sha256: document.sha256,
          document: document.id,
        },
      ],
      lists,
      digests,
    });
  }
}
