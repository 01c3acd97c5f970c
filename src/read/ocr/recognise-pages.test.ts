/** OCR passages by an engine that knows the lines in advance: grouping, boxes, cutting, failures. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Passage } from '../../model/passage.ts';
import type { OcrEngine, OcrLine, Picture } from '../../ports/ocr-engine.ts';
import { probeFile } from '../probe.ts';
import { cutTall } from './cut-tall.ts';
import { groupLines, OTHER, OWNER } from './group-lines.ts';
import { type RecognisedPage, recognisePages } from './recognise-pages.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-ocr-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (text: string, x: number, y: number, width: number, height = 30, confidence = 0.99): OcrLine => ({
  text,
  confidence,
  box: [x, y, width, height],
});

/** Tells what it saw, one line a picture. */
const sizeTeller: OcrEngine = {
  name: 'size-teller/1',
  recognise: async ({ width, height }) => ({ lines: [line(`${width}x${height}`, 10, 20, 100)] }),
  close: async () => undefined,
};

async function pagesOf(
  bytes: Uint8Array,
  name: string,
  { pages = [1], engine = sizeTeller }: { pages?: number[]; engine?: OcrEngine } = {},
): Promise<RecognisedPage[]> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const probe = await probeFile(path, name);
  return Array.fromAsync(recognisePages({ path, probe, pages, passwords: [], engine }));
}

async function recognised(bytes: Uint8Array, name: string): Promise<Omit<Passage, 'ordinal'>[]> {
  return (await pagesOf(bytes, name)).flatMap((page) => ('passages' in page ? page.passages : []));
}

test('a picture gives passages with boxes in its own pixels', async () => {
  const [passage] = await recognised(await createCanvas(300, 200).encode('png'), 'a.png');
  expect(passage).toMatchObject({
    text: '300x200',
    ocrEngine: 'size-teller/1',
    ocrConfidence: 0.99,
    position: { kind: 'page', page: 1, width: 300, height: 200, lines: [{ start: 0, end: 7, box: [10, 20, 100, 30] }] },
  });
});

test('a picture that was scaled down gives boxes of the whole one', async () => {
  const [passage] = await recognised(await createCanvas(6000, 8000).encode('jpeg', 50), 'large.jpg');
  expect(passage?.text).toBe('3000x4000');
  expect(passage?.position).toMatchObject({ width: 6000, height: 8000, lines: [{ box: [20, 40, 200, 60] }] });
});

test('a page that cannot be decoded says so with a code', async () => {
  const bytes = (await createCanvas(300, 200).encode('png')).subarray(0, 40);
  expect(await pagesOf(bytes, 'cut.png')).toMatchObject([{ page: 1, failure: { code: 'broken-file' } }]);
});

test('a page that the engine fails on does not stop the others', async () => {
  let asked = 0;
  const engine: OcrEngine = {
    ...sizeTeller,
    async recognise(picture) {
      asked += 1;
      if (asked === 1) throw new Error('no memory for the picture');
      return sizeTeller.recognise(picture);
    },
  };
  const bytes = await createCanvas(300, 200).encode('png');
  expect(await pagesOf(bytes, 'b.png', { pages: [1, 1], engine })).toMatchObject([
    { page: 1, failure: { code: 'ocr-failed' } },
    { page: 1, passages: [{ text: '300x200' }] },
  ]);
});

test('a tall screenshot is cut on quiet rows and nothing is lost', () => {
  const canvas = createCanvas(200, 1500);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 200, 1500);
  context.fillStyle = '#000';
  for (let y = 5; y < 1500; y += 40) for (let x = 0; x < 200; x += 8) context.fillRect(x, y, 4, 30);
  const { data } = context.getImageData(0, 0, 200, 1500);
  const picture: Picture = { width: 200, height: 1500, pixels: new Uint8Array(data.buffer) };
  const slices = cutTall(picture);
  expect(slices.length).toBeGreaterThan(2);
  expect(slices.reduce((sum, slice) => sum + slice.picture.height, 0)).toBe(1500);
  for (const { top } of slices.slice(1)) expect((top - 5 + 1) % 40).toBeGreaterThanOrEqual(30);
});

test('lines below each other are a paragraph, lines side by side a row', () => {
  const groups = groupLines(
    [
      line('第一行文字一直写到行尾', 50, 50, 700),
      line('第二行', 50, 90, 200),
      line('另一段', 50, 200, 690),
      line('编号', 50, 300, 60),
      line('名称', 300, 302, 60),
      line('金额', 600, 299, 60),
    ],
    800,
  );
  expect(groups.map(({ role, lines }) => [role, lines.map(({ text }) => text)])).toEqual([
    ['paragraph', ['第一行文字一直写到行尾', '第二行']],
    ['paragraph', ['另一段']],
    ['row', ['编号', '名称', '金额']],
  ]);
});

test('bubbles on both sides are messages of two people', () => {
  const groups = groupLines(
    [
      line('沟通群', 350, 20, 110),
      line('在吗', 110, 120, 90),
      line('报表发我一份', 110, 220, 240),
      line('稍等', 560, 320, 90),
      line('14:32', 360, 400, 80),
      line('我在开会，晚一点', 330, 480, 320),
      line('发你', 330, 516, 80),
      line('好', 110, 620, 40),
    ],
    780,
  );
  expect(groups.filter(({ role }) => role === 'message').map(({ sender, lines }) => [sender, lines.length])).toEqual([
    [OTHER, 1],
    [OTHER, 1],
    [OWNER, 1],
    [OWNER, 2],
    [OTHER, 1],
  ]);
});

test('two columns of running text are read one after the other', () => {
  const lines = Array.from({ length: 8 }, (_, row) => [
    line(`left ${row}`, 50, 50 + row * 40, 330),
    line(`right ${row}`, 430, 50 + row * 40, 330),
  ]).flat();
  const texts = groupLines(lines, 800).flatMap((group) => group.lines.map(({ text }) => text));
  expect(texts.slice(0, 8)).toEqual(Array.from({ length: 8 }, (_, row) => `left ${row}`));
});
