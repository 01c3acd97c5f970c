import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from './driver.ts';

let folder: string;
let db: Database;
let other: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-driver-'));
  db = openDatabase(join(folder, 'case.db'), false);
  db.exec('CREATE TABLE values_ (value TEXT NOT NULL UNIQUE)');
  other = openDatabase(join(folder, 'case.db'), true);
});

afterEach(() => {
  other.close();
  db.close();
  rmSync(folder, { recursive: true });
});

const put = (value: string | null): void => db.run('INSERT INTO values_ VALUES (?)', value);
const stored = (from: Database): unknown[] =>
  from.all('SELECT value FROM values_ ORDER BY rowid').map(({ value }) => value);

test('what is grouped is committed once the process waits', async () => {
  db.grouped(() => put('a'));
  db.grouped(() => put('b'));
  expect(stored(db)).toEqual(['a', 'b']);
  expect(stored(other)).toEqual([]);
  await nextTurn();
  expect(stored(other)).toEqual(['a', 'b']);
});

test.each<[string, () => void]>([
  ['a transaction', () => db.transaction(() => put('b'))],
  ['a single statement', () => put('b')],
  ['closing', () => db.close()],
])('%s commits what was grouped before it', (_, write) => {
  db.grouped(() => put('a'));
  write();
  expect(stored(other)[0]).toBe('a');
});

test('a transaction that fails takes nothing of the group along', () => {
  db.grouped(() => put('a'));
  const fails = (): void => {
    put('b');
    put(null);
  };
  expect(() => db.transaction(fails)).toThrow(/NOT NULL/);
  expect(stored(other)).toEqual(['a']);
});

test('work that fails leaves the others of its group, and more can be added', async () => {
  db.grouped(() => put('a'));
  expect(() => db.grouped(() => put('a'))).toThrow(/UNIQUE/);
  db.grouped(() => put('b'));
  await nextTurn();
  expect(stored(other)).toEqual(['a', 'b']);
});

test('a long group is committed without waiting', () => {
  const began = Date.now();
  for (let n = 0; stored(other).length === 0 && Date.now() - began < 10_000; n += 1) db.grouped(() => put(String(n)));
  expect(stored(other)).toHaveLength(stored(db).length);
  expect(stored(other).length).toBeGreaterThan(1);
});

test('a full disk loses the group whole, and whoever writes later is told', async () => {
  db.grouped(() => put('kept'));
  await nextTurn();
  const { page_count: pages } = db.get('PRAGMA page_count') ?? {};
  db.exec(`PRAGMA max_page_count = ${Number(pages) + 2}`);
  db.grouped(() => put('lost'));
  const full = expect.objectContaining({ code: 'disk-full' });
  expect(() => db.grouped(() => put('x'.repeat(100_000)))).toThrow(full);
  expect(() => db.grouped(() => put('later'))).toThrow(full);
  expect(() => put('later')).toThrow(full);
  expect(() => db.transaction(() => put('later'))).toThrow(full);
  expect(stored(other)).toEqual(['kept']);
  expect(() => db.close()).toThrow(full);
});
