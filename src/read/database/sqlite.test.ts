/** Databases with a log beside them, and databases that are encrypted. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

/** As they lie on the disk while the database is open. */
async function databaseWithLog(): Promise<{ database: Buffer; log: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-wal-'));
  const path = join(folder, 'a.db');
  const open = new DatabaseSync(path);
  try {
    open.exec(
      "PRAGMA journal_mode = WAL; CREATE TABLE notes (text); INSERT INTO notes VALUES ('old'); PRAGMA wal_checkpoint(TRUNCATE)",
    );
    open.exec("INSERT INTO notes VALUES ('only in the log')");
    return { database: await readFile(path), log: await readFile(`${path}-wal`) };
  } finally {
    open.close();
    await rm(folder, { recursive: true });
  }
}

test('rows that stand in the log alone are read', async () => {
  const { database, log } = await databaseWithLog();
  const alone = await readBytesForTest('messages', database);
  expect(alone.sink.passages.map(({ text }) => text)).toEqual(['old']);
  const both = await readBytesForTest('messages', database, { companions: new Map([['messages-wal', log]]) });
  expect(both.sink.passages.map(({ text }) => text)).toEqual(['old', 'only in the log']);
  expect(both.summary.properties).toMatchObject({ log: 'messages-wal' });
});

test('a log that belongs to no state of the database changes nothing', async () => {
  const { database } = await databaseWithLog();
  const companions = new Map([['messages-wal', randomBytes(9000)]]);
  const { sink } = await readBytesForTest('messages', database, { companions });
  expect(sink.passages.map(({ text }) => text)).toEqual(['old']);
});

test('random pages named as a database are encrypted', async () => {
  await expect(readBytesForTest('msg.db', randomBytes(8192))).rejects.toMatchObject({ code: 'encrypted' });
  expect((await readBytesForTest('msg.bin', randomBytes(8192))).reader).toMatch(/^strings\//);
});
