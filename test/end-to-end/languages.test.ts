/** An analyst who reads no Chinese finds it, names terms, and sets right what was misread; all of it lasts. */
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Correction } from '../../src/model/correction.ts';
import { type Workplace, workplace } from './telltale.ts';

interface Found {
  readonly total: number;
  readonly hits: readonly { passage: string; snippet: string; translation: string | null }[];
}

const LINES = ['吴海波给公安部发了报价。', '他們上了遠控，肉雞很多。', '查', '总经理陈诚说下周交付。'];

let place: Workplace;
const file = (): string => join(place.folder, 'chat.txt');
beforeAll(async () => {
  place = await workplace();
  await writeFile(file(), `${LINES.join('\n\n')}\n`);
  expect((await place.run(['add', file(), '--name', 'leak'])).code).toBe(0);
}, 120_000);
afterAll(async () => {
  await place.clean();
});

async function run<T>(args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await place.run([...args, '--json']);
  expect(stderr).not.toContain('telltale:');
  expect(code).toBe(0);
  return JSON.parse(stdout) as T;
}
const search = async (query: string): Promise<readonly string[]> =>
  (await run<Found>(['search', query])).hits.map(({ snippet }) => snippet.trim()).sort();

it.each([
  ['wu haibo', [0]],
  ['wuhaibo', [0]],
  ['吳海波', [0]],
  ['远控', [1]],
  ['查', [2]],
  ['ministry of public security', [0]],
  ['MPS', [0]],
  ['remote access trojan', [1]],
])('%s is found', async (query, lines) => {
  expect(await search(query)).toEqual(lines.map((line) => LINES[line]));
});

it('a term is rendered as the term base says, then as before', async () => {
  const outcome = await run<{ added: number; touched: number }>(['terms', 'add', '肉鸡', 'zombie host']);
  expect(outcome).toMatchObject({ added: 1, touched: 1 });
  const found = await run<Found>(['search', '"zombie host"']);
  expect(found.hits.map(({ translation }) => translation).join()).toContain('zombie host');
  await run(['terms', 'undo']);
  expect(await search('"zombie host"')).toEqual([]);
}, 90_000);

it('corrections last when the document is understood again', async () => {
  const passage = (await run<Found>(['search', '报价'])).hits[0]?.passage ?? '';
  const text = 'Wu Haibo sent the MPS a quotation.';
  const translated = await run<Correction>(['correct', 'translation', passage, text]);
  await run(['correct', 'add', passage, '报价', 'product', '--value', 'Quotation']);
  // Another engine's version makes every document due; more files are read, too.
  await appendFile(file(), '\n\n还有一句。\n');
  await run(['add', place.folder, '--name', 'leak']);
  expect((await run<Found>(['search', 'quotation'])).hits.map(({ translation }) => translation)).toContain(text);
  const mentions = (await place.run(['mentions', '--type', 'product', '--json'])).stdout;
  expect(mentions).toContain('"value":"Quotation"');
  expect(await run<Correction>(['correct', 'withdraw'])).toMatchObject({ kind: 'mention', quote: '报价' });
  expect(await run<Correction>(['correct', 'withdraw', translated.id])).toMatchObject({ text });
  expect((await run<Found>(['search', 'quotation'])).hits.map(({ translation }) => translation)).not.toContain(text);
  expect((await place.run(['mentions', '--type', 'product', '--json'])).stdout).not.toContain('Quotation');
}, 120_000);

it('says what is wrong', async () => {
  const wrong = async (...args: string[]) => (await place.run(args)).stderr;
  expect(await wrong('terms', 'add', 'RAT', 'x')).toContain('[usage]');
  expect(await wrong('terms', 'remove', '没有')).toContain('[not-found]');
  expect(await wrong('terms', 'import', 'nowhere.csv')).toContain('[path-missing]');
  expect(await wrong('correct', 'show', 'doc-0000000000000000.1')).toContain('[not-found]');
  expect(await wrong('correct', 'translation', 'nonsense', 'x')).toContain('[not-found]');
}, 90_000);
