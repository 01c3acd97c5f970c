/**
 * Search over mixed Chinese and English text: `node bench/search.ts [PASSAGES]`. Prints how fast the index is built,
 * how long queries take, and both against plain FTS5 (unicode61) on the same passages, which cannot find Chinese words.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import { collectionId, documentId, sha256 } from '../src/model/ids.ts';
import type { Store } from '../src/ports/store.ts';
import { mixedText } from './corpora/mixed-text.ts';

const PASSAGES = Number(process.argv[2] ?? 20_000);
const IN_DOCUMENT = 100;
const QUERIES = [
  '邮箱',
  '服务器',
  '公安厅项目',
  '数',
  'server',
  'malware AND infrastructure',
  '"remote access"',
  'infra*',
  '74.120.172.10',
  'mailnotes.online',
  '邮件 OR server',
  'server -malware',
  '合同 type:chat',
];

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly bytes: number;
}

function quantile(times: readonly number[], at: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

async function measureOurs(store: Store, path: string, texts: readonly string[]): Promise<Measured> {
  const collection = {
    id: collectionId('leak', 'bench'),
    name: 'bench',
    role: 'leak',
    reliability: 'F',
    tlp: 'clear',
    added: '2026-01-01T00:00:00Z',
  } as const;
  await store.collections.put(collection);
  const began = performance.now();
  for (let from = 0; from < texts.length; from += IN_DOCUMENT) {
    const content = sha256(String(from));
    const document = {
      id: documentId(collection.id, content),
      collection: collection.id,
      sha256: content,
      size: 1,
      paths: [`${from}.json`],
      kind: 'chat',
      mediaType: 'application/json',
      reader: 'bench/1',
      properties: {},
    } as const;
    await store.documents.begin(document);
    const passages = texts.slice(from, from + IN_DOCUMENT).map(
      (text, ordinal) =>
        ({
          ordinal,
          role: 'message',
          text,
          position: { kind: 'message', index: ordinal },
          sender: `user${ordinal % 20}`,
          recipients: ['room'],
        }) as const,
    );
    await store.documents.append(document.id, { passages, statements: [] });
    await store.documents.finish(document, '1', { ledger: [] });
  }
  const perSecond = texts.length / ((performance.now() - began) / 1000);
  const times: number[] = [];
  for (const text of QUERIES) {
    const own: number[] = [];
    let total = 0;
    for (let round = 0; round < 8; round += 1) {
      const start = performance.now();
      ({ total } = await store.search.search({ text, limit: 20 }));
      own.push(performance.now() - start);
    }
    times.push(...own.slice(1));
    process.stdout.write(
      `  ${text.padEnd(28)} ${String(total).padStart(7)} found  ${quantile(own.slice(1), 0.5).toFixed(1)} ms\n`,
    );
  }
  return { perSecond, p50: quantile(times, 0.5), p95: quantile(times, 0.95), bytes: (await stat(path)).size };
}

async function measurePlain(path: string, texts: readonly string[]): Promise<Measured> {
  const db = new DatabaseSync(path);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE passages (id INTEGER PRIMARY KEY, text TEXT);',
  );
  db.exec("CREATE VIRTUAL TABLE plain USING fts5 (text, content = 'passages', content_rowid = 'id')");
  const put = db.prepare('INSERT INTO passages (id, text) VALUES (?, ?)');
  const index = db.prepare('INSERT INTO plain (rowid, text) VALUES (?, ?)');
  const began = performance.now();
  for (let from = 0; from < texts.length; from += IN_DOCUMENT) {
    db.exec('BEGIN');
    texts.slice(from, from + IN_DOCUMENT).forEach((text, at) => {
      put.run(from + at + 1, text);
      index.run(from + at + 1, text);
    });
    db.exec('COMMIT');
  }
  const perSecond = texts.length / ((performance.now() - began) / 1000);
  const count = db.prepare('SELECT count(*) AS n FROM plain WHERE plain MATCH ?');
  const best = db.prepare(
    "SELECT rowid, snippet(plain, 0, '', '', '', 32) FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 20",
  );
  const times: number[] = [];
  for (const text of QUERIES.filter((query) => !query.includes(':') && !query.includes(' -')).map((query) =>
    query.includes('.') ? `"${query}"` : query,
  )) {
    for (let round = 0; round < 8; round += 1) {
      const start = performance.now();
      count.get(text);
      best.all(text);
      if (round > 0) times.push(performance.now() - start);
    }
  }
  db.close();
  return { perSecond, p50: quantile(times, 0.5), p95: quantile(times, 0.95), bytes: (await stat(path)).size };
}

const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'));
try {
  const texts = mixedText(PASSAGES);
  const path = join(folder, 'case.db');
  const store = await openSqliteStore(path, { mode: 'write' });
  const ours = await measureOurs(store, path, texts);
  await store.close();
  const plain = await measurePlain(join(folder, 'plain.db'), texts);
  const show = (name: string, measured: Measured): void => {
    process.stdout.write(
      `${name}: ${Math.round(measured.perSecond)} passages/s, query p50 ${measured.p50.toFixed(1)} ms, p95 ${measured.p95.toFixed(1)} ms, ${(measured.bytes / 1e6).toFixed(0)} MB\n`,
    );
  };
  show('case store', ours);
  show('plain FTS5', plain);
  process.stdout.write(
    `ratio: build ${(ours.perSecond / plain.perSecond).toFixed(2)} of plain FTS5, query p50 ${(ours.p50 / plain.p50).toFixed(2)} times as long\n`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
