/** A large feed that is stopped in its middle, by Ctrl-C and by a kill, ends in the same counts as one that is left alone. */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LibraryView } from '../../src/tell/views/library-view.ts';
import { isBalanced, parseStatus, type Workplace, workplace } from './telltale.ts';

const ROWS = 8_000;
const ADD = ['library', 'add', 'feed.csv', '--no-ocr'];

let alone: Workplace;
let stopped: Workplace;
beforeAll(async () => {
  [alone, stopped] = await Promise.all([workplace(), workplace()]);
});
afterAll(async () => {
  await Promise.all([alone.clean(), stopped.clean()]);
});

/** Digests and addresses; every third row names one more domain in its comment. */
function feed(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const hex = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
    const comment = index % 3 === 0 ? `contacts x${index}.example-c2.net` : '';
    return `${index % 2 ? 'md5' : 'domain'},${index % 2 ? hex.repeat(4) : `h${hex}.example`},FooRat,${comment}`;
  });
  return `type,value,malware,comment\n${rows.join('\n')}\n`;
}

async function counts(place: Workplace) {
  const [status, list] = await Promise.all([place.run(['status', '--json']), place.run(['library', 'list', '--json'])]);
  const { collections, pending } = parseStatus(status);
  const [reference] = (JSON.parse(list.stdout) as LibraryView).references;
  const { documents, entities, assertions, withdrawnAssertions, editions } = reference ?? {};
  return {
    collections,
    pending,
    reference: { documents, entities, assertions, withdrawnAssertions, editions },
  };
}

/** How many rows the question finds in the case so far; undefined while there is no case. */
async function rowsOf(place: Workplace, question: string): Promise<number | undefined> {
  const path = join(place.folder, 'telltale-case', 'case.db');
  if (!(await stat(path).catch(() => undefined))) return undefined;
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return Number(db.prepare(question).get()?.['n']);
    } finally {
      db.close();
    }
  } catch {
    // It is just being made.
    return undefined;
  }
}

/** Starts adding, and stops it as soon as the question finds more than `rows`. Gives the exit code. */
async function stopWhen(
  place: Workplace,
  signal: NodeJS.Signals,
  question: string,
  rows: number,
): Promise<number | null> {
  const child = place.start(ADD);
  let over = false;
  const code = new Promise<number | null>((done) =>
    child.once('close', (exit) => {
      over = true;
      done(exit);
    }),
  );
  while (!over && ((await rowsOf(place, question)) ?? 0) <= rows) await sleep(5);
  child.kill(signal);
  return code;
}

const READ = 'SELECT count(*) AS n FROM passages';
const UNDERSTOOD = "SELECT count(*) AS n FROM mentions WHERE stage = 'understand'";
const UNFINISHED = "SELECT count(*) AS n FROM documents WHERE state = 'reading'";

test('a feed is stopped while it is read and while it is understood', { timeout: 120_000 }, async () => {
  const text = feed();
  for (const place of [alone, stopped]) await writeFile(join(place.folder, 'feed.csv'), text);
  expect((await alone.run(ADD)).code).toBe(0);

  expect(await stopWhen(stopped, 'SIGKILL', READ, 0)).toBe(null);
  expect(await rowsOf(stopped, UNFINISHED)).toBe(1);
  const left = (await rowsOf(stopped, READ)) ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(await stopWhen(stopped, 'SIGINT', `SELECT max(id) AS n FROM passages`, left)).toBe(130);
  expect(await stopWhen(stopped, 'SIGKILL', UNDERSTOOD, 0)).toBe(null);
  expect((await stopped.run(ADD)).code).toBe(0);

  const expected = await counts(alone);
  expect(isBalanced({ ...expected, failures: [] })).toBe(true);
  expect(expected.reference).toEqual({
    documents: 1,
    // The values, the report that lists them, the malware and its name; what a comment names is mentioned, and stated by nobody.
    entities: ROWS + 3,
    assertions: ROWS * 2 + 1,
    withdrawnAssertions: 0,
    editions: 1,
  });
  expect(await counts(stopped)).toEqual(expected);
  // Once more is quick, and changes nothing.
  const again = await stopped.run([...ADD, '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ references: [{ outcome: 'unchanged' }] });
});
