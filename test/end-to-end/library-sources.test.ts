/** Several sources at once, and newer copies of a source of the catalogue, from the command line. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Workplace, workplace } from './telltale.ts';

let work: Workplace;
beforeAll(async () => {
  work = await workplace();
});
afterAll(() => work.clean());

const HEAD = 'indicator,type\n';
const write = (name: string, text: string) => writeFile(join(work.folder, name), text);
async function telltale(caseName: string, ...args: string[]) {
  const { code, stdout, stderr } = await work.run(['library', ...args, '--json', '--case', caseName]);
  return { code, stderr, answer: stdout === '' ? undefined : JSON.parse(stdout) };
}

test('several sources become a reference each; what one meets does not hold up the others', {
  timeout: 60_000,
}, async () => {
  await mkdir(join(work.folder, 'empty'));
  await mkdir(join(work.folder, 'other'));
  await write('one.csv', `${HEAD}one.example,domain\n`);
  await write('two.csv', `${HEAD}two.example,domain\n`);
  await write('other/one.csv', `${HEAD}other.example,domain\n`);
  const first = await telltale(
    'several',
    'add',
    'one.csv',
    'gone.csv',
    'two.csv',
    'empty',
    'attack-ics',
    'other/one.csv',
    '--offline',
  );
  expect(first.code).toBe(1);
  expect(first.answer.references).toMatchObject([
    // The same name is the same reference, as it is when they are added one after another.
    { sources: ['one.csv', 'other/one.csv'], reference: 'one.csv', outcome: 'added' },
    { sources: ['gone.csv'], reference: null, outcome: 'failed', code: 'path-missing' },
    { sources: ['two.csv'], reference: 'two.csv', outcome: 'added' },
    { sources: ['empty'], reference: 'empty', outcome: 'failed', code: 'empty-input' },
    { sources: ['attack-ics'], outcome: 'failed', code: 'offline' },
  ]);
  expect(first.stderr).toMatch(/gone\.csv: .*\[path-missing]/);
  expect(first.answer.collections).toMatchObject([
    { name: 'one.csv', documents: 2 },
    { name: 'two.csv', documents: 1 },
  ]);

  await write('two.csv', `${HEAD}two.example,domain\nthree.example,domain\n`);
  const again = await telltale('several', 'update');
  expect([again.code, again.answer.references.map(({ outcome }: { outcome: string }) => outcome)]).toEqual([
    0,
    ['unchanged', 'updated'],
  ]);

  const together = await telltale('named', 'add', 'one.csv', 'two.csv', '--name', 'ours');
  expect(together.answer.references).toMatchObject([
    { sources: ['one.csv', 'two.csv'], reference: 'ours', outcome: 'added' },
  ]);
  // One alone that fails is an error like any other.
  const alone = await telltale('named', 'add', 'empty');
  expect([alone.code, alone.answer, alone.stderr]).toEqual([2, undefined, expect.stringContaining('[empty-input]')]);
  const wrong = await telltale('named', 'add', 'one.csv', 'two.csv', '--from', 'two.csv');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('[usage]')]);
});

test('a newer copy of a list is an edition of the same list, whatever it is called', { timeout: 60_000 }, async () => {
  const entry = (cveID: string) => ({ cveID, vendorProject: 'Example', product: 'Gate', dateAdded: '2030-01-01' });
  const catalogue = (...ids: string[]) => JSON.stringify({ title: 'KEV', vulnerabilities: ids.map(entry) });
  await write('kev-july.json', catalogue('CVE-2029-10001', 'CVE-2029-10002'));
  await write('kev-august.json', catalogue('CVE-2029-10002', 'CVE-2029-10003'));
  await telltale('kev', 'add', 'cisa-kev', '--from', 'kev-july.json');
  const updated = await telltale('kev', 'update', 'cisa-kev', '--from', 'kev-august.json');
  expect(updated.answer.references).toMatchObject([{ reference: 'cisa-kev', outcome: 'updated' }]);
  const { changes, editions } = (await telltale('kev', 'history', 'cisa-kev', '--edition', '2')).answer;
  expect(editions.map(({ assertions }: { assertions: unknown }) => assertions)).toEqual([
    { added: 2, withdrawn: 0 },
    { added: 1, withdrawn: 1 },
  ]);
  expect(changes).toMatchObject([
    { change: 'withdrawn', subject: { value: 'CVE-2029-10001' } },
    { change: 'added', subject: { value: 'CVE-2029-10003' } },
  ]);
  const same = await telltale('kev', 'update', '--offline');
  expect(same.answer.references).toMatchObject([{ outcome: 'unchanged' }]);
});
