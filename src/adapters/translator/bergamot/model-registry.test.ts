/** Models from a registry that speaks Mozilla's shape, from its mirror and from a folder. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listModels, verifyModel } from './model-folder.ts';
import { availablePairs, pullModel } from './model-registry.ts';

const MODEL = Buffer.from('the weights '.repeat(5000));
const VOCAB = Buffer.from('the vocabulary');
const SHORTLIST = Buffer.from('the shortlist');
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const FILES: Readonly<Record<string, Buffer>> = {
  '/files/models/zh-en/model.zhen.intgemm.alphas.bin.gz': gzipSync(MODEL, { level: 0 }),
  '/files/models/zh-en/vocab.zhen.spm.gz': gzipSync(VOCAB),
  '/files/models/zh-en/lex.50.50.zhen.s2t.bin.gz': gzipSync(SHORTLIST),
};

function model(architecture: string, releaseStatus: string, hash = sha(MODEL)) {
  const path = 'models/zh-en/model.zhen.intgemm.alphas.bin.gz';
  return {
    architecture,
    releaseStatus,
    sourceLanguage: 'zh',
    targetLanguage: 'en',
    files: {
      model: { path, uncompressedSize: MODEL.length, uncompressedHash: hash },
      vocab: { path: 'models/zh-en/vocab.zhen.spm.gz' },
      lexicalShortlist: { path: 'models/zh-en/lex.50.50.zhen.s2t.bin.gz' },
    },
  };
}

let folder: string;
let server: Server;
let base: string;
let index: unknown;
let ranges: (string | undefined)[];
/** Bytes after which the server breaks off; 0 for never. */
let breakAfter = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-models-'));
  ranges = [];
  breakAfter = 0;
  server = createServer((request, response) => {
    if (request.url === '/models.json') return response.end(JSON.stringify(index));
    const bytes = FILES[request.url ?? ''];
    if (bytes === undefined) return response.writeHead(404).end();
    ranges.push(request.headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    if (breakAfter > 0) {
      const sent = rest.subarray(0, breakAfter);
      breakAfter = 0;
      // The client has what was sent before the line breaks.
      return response.write(sent, () => setTimeout(() => response.destroy(), 200));
    }
    return response.end(rest);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  index = {
    generated: '2026-01-01',
    baseUrl: `${base}/files`,
    models: { 'zh-en': [model('tiny', 'Release'), model('base-memory', 'Release Desktop')], 'ru-en': [] },
  };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const pull = (more: object = {}) => pullModel({ folder, pair: 'zh-en', mirror: `${base}/models.json`, ...more });

describe('pulling', () => {
  test('files unpacked and checked, a manifest, progress, nothing else left', async () => {
    const seen: string[] = [];
    const installed = await pull({ progress: (file: string, bytes: number) => seen.push(`${file} ${bytes > 0}`) });
    expect(installed).toMatchObject({ pair: 'zh-en', from: 'zh', to: 'en', architecture: 'base-memory' });
    expect(await readFile(installed.files.model)).toEqual(MODEL);
    expect(seen).toContain('model.zhen.intgemm.alphas.bin true');
    expect((await readdir(join(folder, 'zh-en'))).sort()).toEqual([
      'lex.50.50.zhen.s2t.bin',
      'model.json',
      'model.zhen.intgemm.alphas.bin',
      'vocab.zhen.spm',
    ]);
    expect(await listModels(folder)).toEqual([installed]);
    await expect(verifyModel(installed)).resolves.toBeUndefined();
  });

  test('a download that broke off goes on where it stopped', async () => {
    breakAfter = 20_000;
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
    expect(await listModels(folder)).toEqual([]);
    expect(await readFile((await pull()).files.model)).toEqual(MODEL);
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test('a wrong checksum is model-corrupt and leaves no model', async () => {
    index = { baseUrl: `${base}/files`, models: { 'zh-en': [model('base', 'Release', sha(VOCAB))] } };
    await expect(pull()).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(await listModels(folder)).toEqual([]);
  });

  test.each([
    ['model-missing', { pair: 'ru-en' }],
    ['model-missing', { pair: 'xx-en' }],
    ['offline', { offline: true }],
    ['download-failed', { mirror: 'http://127.0.0.1:1/models.json' }],
  ])('%s: %j', async (code, more) => {
    await expect(pull(more)).rejects.toMatchObject({ code });
  });

  test('a file that the server lacks is download-failed', async () => {
    index = { baseUrl: `${base}/elsewhere`, models: { 'zh-en': [model('base', 'Release')] } };
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
  });

  test('no index is download-failed', async () => {
    index = { models: 3 };
    await expect(pull()).rejects.toMatchObject({ code: 'download-failed' });
  });

  test('what a registry has', async () => {
    expect(await availablePairs({ mirror: `${base}/models.json` })).toEqual(['ru-en', 'zh-en']);
  });
});

test('from a folder, flat and without network', async () => {
  const from = join(folder, 'usb');
  await mkdir(from);
  await writeFile(join(from, 'models.json'), JSON.stringify(index));
  for (const [path, bytes] of Object.entries(FILES)) await writeFile(join(from, path.split('/').at(-1) ?? ''), bytes);
  const models = join(folder, 'models');
  const installed = await pullModel({ folder: models, pair: 'zh-en', from, offline: true });
  expect(await readFile(installed.files.model)).toEqual(MODEL);
  expect(ranges).toEqual([]);
  await rm(join(from, 'vocab.zhen.spm.gz'));
  await expect(pullModel({ folder: models, pair: 'zh-en', from })).rejects.toMatchObject({ code: 'model-missing' });
});

test('verify sees a changed file and a lost one', async () => {
  const installed = await pull();
  await writeFile(installed.files.model, 'changed');
  await expect(verifyModel(installed)).rejects.toMatchObject({ code: 'model-corrupt' });
  await rm(installed.files.model);
  await expect(verifyModel(installed)).rejects.toMatchObject({ code: 'model-missing' });
});
