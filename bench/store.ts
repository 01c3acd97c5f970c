/**
 * The case store at the size of a feed: `node bench/store.ts [INDICATORS] [MENTIONS]`. Prints the bulk rate of an import,
 * the join of a leak's observables with the library, and three hops in the graph; beside each, the same rows through
 * bare `node:sqlite`, which says what the store's own work costs.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import type { Collection, CollectionRole } from '../src/model/collection.ts';
import type { Document } from '../src/model/document.ts';
import { collectionId, documentId, sha256 } from '../src/model/ids.ts';
import type { Store } from '../src/ports/store.ts';
import { seeded } from './corpora/mixed-text.ts';

const INDICATORS = Number(process.argv[2] ?? 50_000);
const MENTIONS = Number(process.argv[3] ?? 50_000);
const BATCH = 1000;
const LAST = { first: false, last: true };

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (began: number): number => (performance.now() - began) / 1000;

function collectionOf(role: CollectionRole): Collection {
  const id = collectionId(role, 'bench');
  return { id, name: 'bench', role, reliability: 'F', tlp: 'clear', added: '2026-01-01T00:00:00Z' };
}

function documentOf(collection: Collection, name: string, kind: Document['kind']): Document {
  const content = sha256(name);
  const id = documentId(collection.id, content);
  return {
    id,
    collection: collection.id,
    sha256: content,
    size: 1,
    paths: [name],
    kind,
    mediaType: 'text/plain',
    reader: 'bench/1',
    properties: {},
  };
}

/** Indicators of some thousand reports; the address `n` is the same on every run. */
const addressOf = (n: number): string => [11 + (n >> 24), (n >> 16) & 255, (n >> 8) & 255, n & 255].join('.');

async function importFeed(store: Store, reference: Collection): Promise<void> {
  const document = documentOf(reference, 'feed.csv', 'record-set');
  await store.documents.begin(document);
  for (let from = 0; from < INDICATORS; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, INDICATORS - from) }, (_, at) => from + at);
    await store.documents.append(document.id, {
      passages: numbers.map(
        (n) =>
          ({
            ordinal: n,
            role: 'record',
            text: `${addressOf(n)},report-${n % 4000}`,
            position: { kind: 'record', pointer: `/${n}` },
          }) as const,
      ),
      statements: numbers.map((n) => ({
        subject: { type: 'ipv4', value: addressOf(n) } as const,
        predicate: n % 3 === 0 ? 'indicates' : 'related-to',
        object:
          n % 3 === 0
            ? ({ type: 'malware', value: `family ${n % 4000}` } as const)
            : ({ type: 'domain', value: `host${n % 30_000}.example` } as const),
        evidence: [{ passage: n, start: 0, end: addressOf(n).length }],
        method: 'csv',
        confidence: 1,
        origin: { name: `report-${n % 4000}`, published: '2024-01-01' },
      })),
    });
  }
  await store.documents.finish(document, '1', { ledger: [] });
}

async function importLeak(store: Store, leak: Collection): Promise<void> {
  const random = seeded(3);
  const perDocument = 5000;
  for (let from = 0; from < MENTIONS; from += perDocument) {
    const document = documentOf(leak, `chat-${from}.json`, 'chat');
    const count = Math.min(perDocument, MENTIONS - from);
    const values = Array.from({ length: count }, () => addressOf(Math.floor(random() ** 2 * INDICATORS * 4)));
    await store.documents.begin(document);
    await store.documents.append(document.id, {
      passages: values.map(
        (value, ordinal) =>
          ({
            ordinal,
            role: 'message',
            text: `login at ${value} now`,
            position: { kind: 'message', index: ordinal },
            time: `2021-0${1 + (ordinal % 9)}-01T10:00:00`,
            sender: `user${ordinal % 50}`,
            recipients: ['room'],
          }) as const,
      ),
      statements: [],
    });
    await store.documents.finish(document, '1', { ledger: [] });
    const mentions = values.map(
      (value, passage) =>
        ({
          passage,
          start: 9,
          end: 9 + value.length,
          type: 'ipv4',
          value,
          raw: value,
          method: 'scan',
          confidence: 0.9,
          labels: [],
        }) as const,
    );
    await store.documents.putUnderstanding(
      document.id,
      { stage: 'understand', version: '1' },
      { languages: [], mentions, statements: [] },
      { ...LAST, first: true },
    );
  }
}

async function timed<T>(what: string, work: () => Promise<T>, show: (result: T) => string): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`${what.padEnd(34)} ${((performance.now() - began) / 1).toFixed(1).padStart(9)} ms   ${show(result)}`);
  return result;
}

async function threeHops(store: Store): Promise<void> {
  const shared = await timed(
    'shared: where chains begin',
    () => store.graph.shared(),
    (found) => `${found.length} entities`,
  );
  const times: number[] = [];
  let reached = 0;
  for (const start of shared.filter((_, at) => at % Math.max(1, Math.floor(shared.length / 100)) === 0).slice(0, 100)) {
    const began = performance.now();
    let edge = [start.ref];
    const seen = new Set(edge);
    for (let hop = 0; hop < 3; hop += 1) {
      const found = await store.graph.edgesOf(edge.slice(0, 200));
      edge = [...found.values()]
        .flatMap((edges) => edges.map(({ to }) => to))
        .filter((to) => !seen.has(to) && seen.add(to));
    }
    reached += seen.size;
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  say(
    `three hops                         p50 ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(1)} ms, ${Math.round(reached / times.length)} entities reached`,
  );
}

/** What `node:sqlite` itself does in a second, with the tables that a statement touches and nothing else. */
function bareRate(path: string): number {
  const db = new DatabaseSync(path);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE e (id INTEGER PRIMARY KEY, type TEXT, key TEXT, UNIQUE (type, key)); CREATE TABLE a (id INTEGER PRIMARY KEY, s INTEGER, p TEXT, o INTEGER, UNIQUE (s, p, o)); CREATE TABLE p (id INTEGER PRIMARY KEY, text TEXT);',
  );
  const entity = db.prepare('INSERT INTO e (type, key) VALUES (?, ?)');
  const assertion = db.prepare('INSERT INTO a (s, p, o) VALUES (?, ?, ?)');
  const passage = db.prepare('INSERT INTO p (text) VALUES (?)');
  const began = performance.now();
  for (let from = 0; from < INDICATORS; from += BATCH) {
    db.exec('BEGIN');
    for (let n = from; n < Math.min(INDICATORS, from + BATCH); n += 1) {
      passage.run(`${addressOf(n)},report-${n % 4000}`);
      entity.run('ipv4', addressOf(n));
      assertion.run(n, 'related-to', n % 30_000);
    }
    db.exec('COMMIT');
  }
  const rate = INDICATORS / seconds(began);
  db.close();
  return rate;
}

const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'));
try {
  const path = join(folder, 'case.db');
  const store = await openSqliteStore(path, { mode: 'write' });
  const [reference, leak] = [collectionOf('reference'), collectionOf('leak')];
  await store.collections.put(reference);
  await store.collections.put(leak);
  let began = performance.now();
  await importFeed(store, reference);
  const rate = INDICATORS / seconds(began);
  const bare = bareRate(join(folder, 'bare.db'));
  say(
    `feed of ${INDICATORS}: ${Math.round(rate)} indicators/s (passage, full text, entities, assertion, evidence); bare rows ${Math.round(bare)}/s, ratio ${(rate / bare).toFixed(2)}`,
  );
  began = performance.now();
  await importLeak(store, leak);
  say(`leak of ${MENTIONS}: ${Math.round(MENTIONS / seconds(began))} messages with a mention/s`);
  await threeHops(store);
  await timed(
    'entitiesOfRole leak',
    () => store.graph.entitiesOfRole('leak'),
    (found) => `${found.length} entities`,
  );
  await timed(
    'values, first page',
    () => store.mentions.values({}, { limit: 100 }),
    (found) => `${found.entries.length} values`,
  );
  await timed(
    'values of the leak',
    () => store.mentions.values({ role: 'leak', type: 'ipv4' }, { limit: 100 }),
    (found) => `${found.entries.length} values`,
  );
  await timed(
    'people',
    () => store.documents.people(),
    (found) => `${found.participants.length} people`,
  );
  await timed(
    'facets',
    () => store.documents.facets(),
    (found) => `${found.months.length} months`,
  );
  const handle = await store.graph.entity({ type: 'handle', value: 'room' });
  await timed(
    'ofEntity of the busiest',
    () => store.mentions.ofEntity(handle?.ref ?? 0, {}, { limit: 50 }),
    (found) => `${found.entries.length} mentions`,
  );
  let scanned = 0;
  await timed(
    'scan of all addresses',
    async () => {
      for await (const batch of store.graph.scan({ types: ['ipv4'] })) scanned += batch.length;
    },
    () => `${scanned} entities`,
  );
  const some = await store.graph.entitiesOfRole('leak', ['ipv4']);
  await timed(
    'spread of 2,000',
    () => store.graph.spread(some.slice(0, 2000).map(({ ref }) => ref)),
    (found) => `${found.size} counts`,
  );
  await store.close();
  say(`${((await stat(path)).size / 1e6).toFixed(0)} MB, ${Math.round(process.memoryUsage().rss / 1e6)} MB of memory`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
