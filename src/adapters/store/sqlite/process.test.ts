/** What a store does when its process is killed, when two write, and when the file is not what it should be. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './driver.ts';
import { MIGRATIONS, migrate } from './schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-process-'));
  path = join(folder, 'case.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const NODE = process.execPath;
const start = (count: number) =>
  spawn(NODE, [join(import.meta.dirname, 'process-for-test.ts'), path, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
async function runAndKill(count: number, lines: number): Promise<number> {
  const child = start(count);
  let last = -1;
  let killed = false;
  await new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().trim().split('\n')) last = Math.max(last, Number(line));
      if (!killed && last >= lines) {
        killed = true;
        child.kill('SIGKILL');
      }
    });
    child.on('close', () => done());
  });
  return last;
}
function healthy(file: string): void {
  const db = new DatabaseSync(file);
  expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  for (const index of ['text_index', 'translation_index'])
    db.exec(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`);
  for (const [name, sql] of Object.entries({
    mentions: 'SELECT count(*) n FROM mentions WHERE passage NOT IN (SELECT id FROM passages)',
    handles: 'SELECT count(*) n FROM handles WHERE passage NOT IN (SELECT id FROM passages)',
    indexed: 'SELECT abs((SELECT count(*) FROM passages) - (SELECT count(*) FROM text_index_docsize)) n',
  }))
    expect([name, db.prepare(sql).get()?.['n']]).toEqual([name, 0]);
  db.close();
}
test('killed ten times, it loses nothing that it said, and ends with the same counts', async () => {
  const COUNT = 60;
  for (let round = 0; round < 10; round += 1) {
    const last = await runAndKill(COUNT, round * 5 + (round % 3));
    const store = await openSqliteStore(path);
    const listed = await store.documents.list({ state: 'read' }, { limit: 1000 });
    expect(listed.entries.length).toBeGreaterThanOrEqual(last + 1);
    await store.close();
  }
  healthy(path);
  await runAndKill(COUNT, Number.MAX_SAFE_INTEGER);
  const fresh = join(folder, 'fresh.db');
  const killed = path;
  path = fresh;
  await runAndKill(COUNT, Number.MAX_SAFE_INTEGER);
  path = killed;
  const sums = async (file: string) => {
    const s = await openSqliteStore(file);
    const id = (await s.collections.list())[0]?.id ?? '';
    const out = [
      await s.documents.count(id),
      await s.documents.people(),
      (await s.search.search({ text: '邮箱', limit: 1 })).total,
      (await s.mentions.values({}, { limit: 9999 })).entries.map(({ value, mentions }) => [value, mentions]),
    ];
    await s.close();
    return out;
  };
  expect(await sums(path)).toEqual(await sums(fresh));
  healthy(path);
}, 120_000);
test('a second writer is told that the case is busy, until the first one is killed', async () => {
  const child = start(100_000);
  await new Promise<void>((done) => child.stdout.once('data', () => done()));
  await expect(openSqliteStore(path, { mode: 'write' })).rejects.toMatchObject({ code: 'case-busy' });
  const reader = await openSqliteStore(path);
  const times: number[] = [];
  let before = 0;
  for (let n = 0; n < 60; n += 1) {
    const b = performance.now();
    const { total } = await reader.search.search({ text: '邮箱', limit: 5 });
    times.push(performance.now() - b);
    expect(total).toBeGreaterThanOrEqual(before);
    expect(total % 20).toBe(0);
    before = total;
    await new Promise((r) => setTimeout(r, 15));
  }
  times.sort((a, b) => a - b);
  console.log(
    `reads while writing: p50 ${times[30]?.toFixed(1)} ms, p95 ${times[57]?.toFixed(1)} ms, up to ${before} hits`,
  );
  await expect(reader.settings.set('a', 'b')).rejects.toMatchObject({ name: 'TelltaleError' });
  await reader.close();
  const judge = await openSqliteStore(path, { mode: 'judge' });
  await judge.judgements.add({
    id: '1',
    subjectKind: 'overlap',
    subject: 'x',
    verdict: 'accepted',
    rationale: 'r',
    author: 'a',
    time: '2026-01-01T00:00:00Z',
  });
  await judge.close();
  child.kill('SIGKILL');
  await new Promise<void>((done) => child.once('close', () => done()));
  const store = await openSqliteStore(path, { mode: 'write' });
  expect(await store.judgements.latest('overlap')).toHaveLength(1);
  await store.close();
}, 60_000);
test('missing, broken, foreign, newer, unfinished and migrated', async () => {
  await expect(openSqliteStore(path)).rejects.toMatchObject({ code: 'case-missing' });
  await expect(openSqliteStore(join(folder, 'no', 'case.db'), { mode: 'write' })).rejects.toMatchObject({
    name: 'TelltaleError',
  });
  await writeFile(path, 'this is no database at all, but long enough to look at. '.repeat(50));
  for (const mode of ['read', 'write'] as const)
    await expect(openSqliteStore(path, { mode })).rejects.toMatchObject({ code: 'case-broken' });
  const foreign = join(folder, 'f.db');
  const f = new DatabaseSync(foreign);
  f.exec('CREATE TABLE mine (x)');
  f.close();
  await expect(openSqliteStore(foreign, { mode: 'write' })).rejects.toMatchObject({ code: 'case-broken' });
  const g = new DatabaseSync(foreign);
  expect(g.prepare('SELECT count(*) n FROM sqlite_schema').get()?.['n']).toBe(1);
  g.close();
  const newer = join(folder, 'n.db');
  await (await openSqliteStore(newer, { mode: 'write' })).close();
  const n = new DatabaseSync(newer);
  n.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  n.close();
  for (const mode of ['read', 'write'] as const)
    await expect(openSqliteStore(newer, { mode })).rejects.toMatchObject({ code: 'case-newer' });
  const old = join(folder, 'o.db');
  await (await openSqliteStore(old, { mode: 'write' })).close();
  const more = [...MIGRATIONS, 'CREATE TABLE later (x)'];
  const ro = openDatabase(old, true);
  expect(() => migrate(ro, old, true, more)).toThrow(
    expect.objectContaining({ code: 'case-older', message: `${old} has the older format ${MIGRATIONS.length}.` }),
  );
  ro.close();
  const db = openDatabase(old, false);
  expect(() => migrate(db, old, false, [...MIGRATIONS, 'CREATE TABLE half (x); nonsense'])).toThrow();
  expect(db.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
  migrate(db, old, false, more);
  migrate(db, old, false, more);
  expect(db.get('PRAGMA user_version')?.['user_version']).toBe(MIGRATIONS.length + 1);
  db.close();
});
test('a full disk', async () => {
  const db = openDatabase(path, false);
  migrate(db, path, false);
  db.exec('PRAGMA max_page_count = 200');
  db.exec('CREATE TABLE fill (x)');
  expect(() => {
    for (let n = 0; n < 1000; n += 1) db.run('INSERT INTO fill VALUES (?)', 'x'.repeat(10_000));
  }).toThrow(expect.objectContaining({ code: 'disk-full' }));
  db.close();
});
