import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TelltaleError } from '../errors.ts';
import { type Case, openCaseToWrite } from './case.ts';
import { exportFormats, exportOf, writeExport } from './export.ts';
import { serveCase } from './serve.ts';

let folder: string;
let theCase: Case;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-export-'));
  theCase = await openCaseToWrite(join(folder, 'case'));
});
afterAll(async () => {
  await theCase.close();
  await rm(folder, { recursive: true, force: true });
});

it.each(exportFormats().map((format) => format.name))('an empty case exports to %s', async (name) => {
  const file = join(folder, `empty-${name}`);
  await writeExport(exportOf(theCase, name, { unmasked: false, now: new Date('2026-11-24T10:00:00Z') }).content, file);
  expect((await readFile(file, 'utf8')).length).toBeGreaterThan(40);
});

it('leaves no half a file behind', async () => {
  async function* broken(): AsyncGenerator<string> {
    yield 'half';
    throw new TelltaleError('case-broken', 'The case cannot be read.');
  }
  const file = join(folder, 'half.csv');
  await expect(writeExport(broken(), file)).rejects.toMatchObject({ code: 'case-broken' });
  expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([]);
  const { content } = exportOf(theCase, 'ledger.csv', { unmasked: false });
  await expect(writeExport(content, join(folder, 'no', 'where.csv'))).rejects.toMatchObject({ code: 'path-missing' });
});

it('is served as a file to save, and only to who has the link', async () => {
  const serving = await serveCase(theCase.folder, { offline: true });
  try {
    const link = new URL(serving.url);
    const ask = (name: string, token = link.searchParams.get('token') ?? '') =>
      fetch(new URL(`/api/export/${name}`, link), { headers: { authorization: `Bearer ${token}` } });
    const stix = await ask('stix');
    expect(stix.status).toBe(200);
    expect(stix.headers.get('content-type')).toBe('application/stix+json;version=2.1');
    expect(stix.headers.get('content-disposition')).toBe('attachment; filename="stix.json"');
    expect(await stix.json()).toMatchObject({ type: 'bundle' });
    expect(await (await ask('ledger.csv')).text()).toMatch(/^collection,role,path/);
    expect((await ask('pdf')).status).toBe(404);
    expect((await ask('stix', 'guess')).status).toBe(403);
  } finally {
    await serving.close();
  }
});
