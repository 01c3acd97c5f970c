/**
 * Import of reference indicators into the library: how many a second the store takes as one long feed and as files of
 * 10,000, beside the same rows as plain SQL inserts into the same tables (values, assertions and evidence only, without
 * text or search). Each run is a process of its own; memory is its peak.
 * `node bench/import.ts [INDICATORS]`, by default 2,000,000 (takes about 2 GB of disk at a time).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from '../src/adapters/store/sqlite/schema.ts';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import type { Statement } from '../src/model/assertion.ts';
import type { EntityKey } from '../src/model/entity.ts';
import { collectionId, documentId, sha256 } from '../src/model/ids.ts';
import type { Passage } from '../src/model/passage.ts';
import type { Store } from '../src/ports/store.ts';

const PER_PASSAGE = 25;
/** Rows that a worker hands over at a time. */
const PER_PART = 10_000;
const PER_REPORT = 10_000;
const MODES = ['plain', 'feed', 'files'] as const;
type Mode = (typeof MODES)[number];

/** Half addresses, the rest domains and hashes, in no order. */
function indicator(index: number): EntityKey {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  switch (index % 10) {
    case 0:
    case 1:
      return { type: 'sha256', value: mixed.toString(16).padStart(8, '0').repeat(8) };
    case 2:
    case 3:
      return { type: 'domain', value: `h${mixed.toString(36)}.${['com', 'net', 'org', 'info'][index % 4]}` };
    default:
      return {
        type: 'ipv4',
        value: [20 + ((mixed >>> 24) % 100), (mixed >>> 16) & 255, (mixed >>> 8) & 255, mixed & 255].join('.'),
      };
  }
}

function partOf(from: number, to: number, firstOrdinal: number): { passages: Passage[]; statements: Statement[] } {
  const passages: Passage[] = [];
  const statements: Statement[] = [];
  const name = `Report ${Math.floor(from / PER_REPORT)}`;
  for (let index = from; index < to; index += PER_PASSAGE) {
    const ordinal = firstOrdinal + passages.length;
    let text = '';
    for (let row = index; row < Math.min(to, index + PER_PASSAGE); row += 1) {
      const subject = indicator(row);
      if (text !== '') text += '\n';
      const start = text.length;
      text += subject.value;
      statements.push({
        subject,
        predicate: 'listed-in',
        object: { type: 'report', value: name },
        evidence: [{ passage: ordinal, start, end: text.length }],
        method: 'bench',
        confidence: 1,
        origin: { name, published: '2022-01-01' },
      });
    }
    passages.push({ ordinal, role: 'record', text, position: { kind: 'record', pointer: `rows ${index}` } });
  }
  return { passages, statements };
}

async function importThrough(store: Store, count: number, perDocument: number): Promise<void> {
  const collection = collectionId('reference', 'feeds');
  await store.collections.put({
    id: collection,
    name: 'feeds',
    role: 'reference',
    reliability: 'B',
    tlp: 'clear',
    added: '2026-01-01T00:00:00Z',
  });
  for (let from = 0; from < count; from += perDocument) {
    const name = `feed-${from}.csv`;
    const document = {
      id: documentId(collection, sha256(name)),
      collection,
      sha256: sha256(name),
      size: 1,
      paths: [name],
      kind: 'record-set' as const,
      mediaType: 'text/csv',
      reader: 'bench/1',
      properties: {},
    };
    const end = Math.min(count, from + perDocument);
    await store.documents.begin(document);
    for (let part = from; part < end; part += PER_PART) {
      const ordinal = (part - from) / PER_PASSAGE;
      await store.documents.append(document.id, partOf(part, Math.min(end, part + PER_PART), ordinal));
    }
    await store.documents.finish(document, '1', {
      ledger: [{ collection, path: name, size: 1, outcome: 'read', sha256: document.sha256, document: document.id }],
    });
  }
}

/** What one would write by hand: prepared statements, a transaction every 10,000 rows, the case's own indexes. */
function insertPlainly(path: string, count: number): void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;');
  for (const migration of MIGRATIONS) db.exec(migration);
  const entity = db.prepare('INSERT INTO entities (id, type, key, value) VALUES (?, ?, ?, ?)');
  const assertion = db.prepare(
    `INSERT INTO assertions (id, subject, predicate, object, collection, method, confidence, origin) VALUES (?, ?, 'listed-in', ?, 1, 'bench', 1, 1)`,
  );
  const evidence = db.prepare(
    `INSERT INTO evidence (assertion, passage, start, "end", stage) VALUES (?, ?, ?, ?, 'read')`,
  );
  db.exec('BEGIN');
  for (let index = 0; index < count; index += 1) {
    const { type, value } = indicator(index);
    entity.run(index + 1, type, value, value);
    assertion.run(index + 1, index + 1, count + 1 + Math.floor(index / PER_REPORT));
    evidence.run(index + 1, Math.floor(index / PER_PASSAGE), 0, value.length);
    if (index % PER_PART === PER_PART - 1) db.exec('COMMIT; BEGIN');
  }
  db.exec('COMMIT');
  db.close();
}

async function measure(mode: Mode, count: number, path: string): Promise<void> {
  const began = performance.now();
  if (mode === 'plain') insertPlainly(path, count);
  else {
    const store = await openSqliteStore(path, { mode: 'write' });
    await importThrough(store, count, mode === 'feed' ? count : PER_REPORT);
    await store.close();
  }
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({
      seconds: (performance.now() - began) / 1000,
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      peak: maxRSS * 1024,
    }),
  );
}

function main(count: number): void {
  const rates = new Map<Mode, number>();
  for (const mode of MODES) {
    const folder = mkdtempSync(join(tmpdir(), 'telltale-import-'));
    try {
      const args = [import.meta.filename, '--measure', mode, String(count), join(folder, 'case.db')];
      const found = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
        seconds: number;
        cpu: number;
        peak: number;
      };
      rates.set(mode, count / found.seconds);
      const beside =
        mode === 'plain'
          ? ''
          : `, ${((rates.get(mode) ?? 0) / (rates.get('plain') ?? 1)).toFixed(2)} times the plain inserts`;
      console.log(
        `${mode.padEnd(5)} ${count.toLocaleString('en')} indicators in ${found.seconds.toFixed(1)} s (${found.cpu.toFixed(1)} CPU-s): ` +
          `${Math.round(count / found.seconds).toLocaleString('en')} a second, ${Math.round(count / found.cpu).toLocaleString('en')} a CPU-second, ` +
          `peak ${Math.round(found.peak / 1e6)} MB${beside}`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

const [first, mode, count, path] = process.argv.slice(2);
if (first === '--measure') await measure(mode as Mode, Number(count), path ?? '');
else main(Number(first ?? 2_000_000));
