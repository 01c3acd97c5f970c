/** What the library's names are in a text does not depend on the order in which references came, nor on what was interrupted. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stageContext } from '../../test/support/stage-context.ts';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.ts';
import { TelltaleError } from '../errors.ts';
import { namesStage } from '../pipeline/names-stage.ts';
import type { NamesTask } from '../pipeline/tasks.ts';
import type { Alias, Store } from '../ports/store.ts';
import { addCollection, addDocument, statementOf } from '../ports/store-contract-case.ts';
import { createNameMatcher } from '../understand/extract/library-names.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-names-'));
});
afterEach(() => rm(folder, { recursive: true }));

const LONG = 7_000;
/** Long enough for four chunks; the later library's names stand in two of them. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'long.txt': Array.from({ length: LONG }, (_, at) => {
    if (at % 500 === 3) return `The backdoor NetWire was deployed by Night Heron, message ${at}.`;
    if (at === 2_500 || at === 6_999) return `They use Heron Loader and the Zorgling malware, ${at}.`;
    return at % 7 === 0 ? `heron and net are only words here, ${at}` : `nothing of note in line ${at}`;
  }),
  'early.txt': ['Only NetWire is here.', 'And nothing there.'],
  'late.txt': ['Zorgling is a backdoor used by Night Heron.'],
  'none.txt': ['Neither here.'],
};

type Library = Readonly<Record<string, string>>;
const FIRST: Library = { NetWire: 'NetWire RAT', 'Night Heron': 'APT 99', Heron: 'APT 99' };
const SECOND: Library = { Zorgling: 'Zorgling', 'Heron Loader': 'Heron Loader' };

async function addLibrary(store: Store, name: string, library: Library): Promise<void> {
  const reference = await addCollection(store, 'reference', name);
  const statements = Object.entries(library).map(([alias, value]) =>
    statementOf({ type: 'name', value: alias }, 'alias-of', { type: 'malware', value }),
  );
  await addDocument(store, reference, `${name}.json`, [Object.keys(library).join(', ')], {
    statements,
    about: { kind: 'record-set' },
  });
}

async function caseOf(name: string): Promise<Store> {
  const store = await openSqliteStore(join(folder, `${name}.db`), { mode: 'write' });
  const leak = await addCollection(store, 'leak', 'leak');
  for (const [path, texts] of Object.entries(TEXTS)) await addDocument(store, leak, path, texts);
  return store;
}

/** Runs the stage; gives how many passages were matched. Stops after `most` tasks where there are more. */
async function run(store: Store, most = Number.POSITIVE_INFINITY): Promise<number> {
  let matched = 0;
  let tasks = 0;
  const extract = async ({ passages, aliases }: NamesTask) => {
    tasks += 1;
    if (tasks > most) throw new TelltaleError('interrupted', 'Stopped.');
    matched += passages.length;
    const known = JSON.parse(await readFile(aliases, 'utf8')) as readonly Alias[];
    return { languages: [], ...(await createNameMatcher(known).extract(passages)) };
  };
  const context = stageContext({
    store,
    tasks: { size: 1, run: (_kind, input) => extract(input as NamesTask) as never, close: async () => {} },
    scratch: folder,
    versions: {
      readers: new Set(),
      ocr: '1',
      understand: '1',
      translate: '1',
      translateAlso: [],
      names: '1',
      connect: '1',
    },
  });
  await namesStage(context);
  return matched;
}

async function found(store: Store): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const { id } of (await store.documents.list({}, { limit: 100 })).entries) {
    all.push(...(await store.mentions.ofDocument(id)));
  }
  return all;
}

test('a further reference has only those stretches matched again that may hold one of its names', async () => {
  const store = await caseOf('again');
  await addLibrary(store, 'first', FIRST);
  const passages = Object.values(TEXTS).flat().length;
  expect(await run(store)).toBe(passages);
  const before = await found(store);
  await addLibrary(store, 'second', SECOND);
  const matched = await run(store);
  expect(matched).toBeGreaterThan(3);
  expect(matched).toBeLessThan(passages * 0.6);
  expect(await run(store)).toBe(0);

  const atOnce = await caseOf('at-once');
  await addLibrary(atOnce, 'first', FIRST);
  await addLibrary(atOnce, 'second', SECOND);
  expect(await run(atOnce)).toBe(passages);
  const expected = await found(atOnce);
  expect(await found(store)).toEqual(expected);
  expect(expected).not.toEqual(before);

  const interrupted = await caseOf('interrupted');
  await addLibrary(interrupted, 'first', FIRST);
  await run(interrupted);
  await addLibrary(interrupted, 'second', SECOND);
  await expect(run(interrupted, 1)).rejects.toMatchObject({ code: 'interrupted' });
  await run(interrupted);
  expect(await found(interrupted)).toEqual(expected);
  for (const each of [store, atOnce, interrupted]) await each.close();
});
