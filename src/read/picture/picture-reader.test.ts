/** Pictures: formats by their bytes, properties, bombs and damage. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollectingSink } from '../collecting-sink.ts';
import { probeFile } from '../probe.ts';
import { decodePicture } from './decode-picture.ts';
import { pictureFormat } from './picture-format.ts';
import { pictureReader } from './picture-reader.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-picture-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(bytes: Uint8Array, name = 'picture') {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const sink = createCollectingSink();
  const probe = await probeFile(path, name);
  expect(pictureReader.accepts(probe)).toBe(true);
  const limits = { unpackedBytes: 1e9, unpackRatio: 200, members: 1000, depth: 5, textLength: 1e8 };
  const summary = await pictureReader.read({ probe, path, scratch: folder, limits, passwords: [], role: 'leak' }, sink);
  return { path, summary, passages: sink.passages };
}

/** 60 x 30, red but for a blue left third. */
function flag() {
  const canvas = createCanvas(60, 30);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f00';
  context.fillRect(0, 0, 60, 30);
  context.fillStyle = '#00f';
  context.fillRect(0, 0, 20, 30);
  return canvas;
}

/** A TIFF directory of one orientation and one ASCII time, as EXIF keeps it. */
function withExif(jpeg: Buffer, orientation: number): Buffer {
  const time = Buffer.from('2020:11:25 10:24:13\0', 'latin1');
  const tiff = Buffer.alloc(38 + time.length);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  for (const [at, tag, type, count, value] of [
    [10, 0x112, 3, 1, orientation],
    [22, 0x132, 2, time.length, 38],
  ] as const) {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  }
  time.copy(tiff, 38);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

test.each(['png', 'jpeg', 'webp'] as const)('takes %s for OCR and knows its size', async (format) => {
  const bytes = await (format === 'png' ? flag().encode('png') : flag().encode(format, 90));
  const { summary, path } = await read(bytes);
  expect(summary).toMatchObject({ kind: 'picture', mediaType: `image/${format}`, ocrPages: [1] });
  expect(summary.properties?.pixels).toBe('60 x 30');
  const kind = pictureFormat(bytes);
  const picture = kind && (await decodePicture(path, kind));
  expect(picture).toMatchObject({ width: 60, height: 30 });
  expect(picture?.pixels.length).toBe(60 * 30 * 4);
});

test('turns a photograph as its EXIF says and gives its time', async () => {
  const { summary, path, passages } = await read(withExif(await flag().encode('jpeg', 95), 6));
  expect(summary.properties?.modified).toBe('2020-11-25T10:24:13');
  expect(passages.map(({ text }) => text)).toContain('modified: 2020-11-25T10:24:13');
  const picture = await decodePicture(path, { mediaType: 'image/jpeg' });
  expect([picture.width, picture.height]).toEqual([30, 60]);
  // The left third is the top third now.
  expect(picture.pixels[(5 * 30 + 15) * 4 + 2]).toBeGreaterThan(200);
  expect(picture.pixels[(50 * 30 + 15) * 4]).toBeGreaterThan(200);
});

test('refuses a picture of billions of pixels before it is decoded', async () => {
  const bytes = await flag().encode('png');
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  await expect(read(bytes)).rejects.toMatchObject({ code: 'too-large' });
});

test('a cut-off picture fails as broken', async () => {
  const { path } = await read((await flag().encode('png')).subarray(0, 60));
  await expect(decodePicture(path, { mediaType: 'image/png' })).rejects.toMatchObject({ code: 'broken-file' });
});

test('icons are not sent to OCR', async () => {
  expect((await read(await createCanvas(8, 40).encode('png'))).summary.ocrPages).toEqual([]);
});

test('a head of any length is looked at without harm', async () => {
  const bytes = await flag().encode('webp', 90);
  const heads = [...Array(64).keys()].map((length) => pictureFormat(bytes.subarray(0, length)));
  expect(heads.slice(0, 12).every((found) => found === undefined)).toBe(true);
  expect(heads.at(-1)).toMatchObject({ mediaType: 'image/webp' });
});
