import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileChunks, isWhole } from './file-chunks.ts';
import { probeFile } from './probe.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-chunks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the bytes of a file in pieces', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 300_000])('are those of a file of %d bytes', async (size) => {
    const bytes = Buffer.alloc(size, '0123456789 text\n');
    const path = join(folder, String(size));
    await writeFile(path, bytes);
    const probe = await probeFile(path, 'a.txt');
    expect(isWhole(probe)).toBe(size <= 65_536);
    const pieces: Buffer[] = [];
    for await (const piece of fileChunks({ path, probe }, 100_000)) pieces.push(piece);
    expect(pieces.every(({ length }) => length > 0 && length <= 100_000)).toBe(true);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });
});
