/** What every source of public intelligence has to keep. A test supplies a source whose server answers, and one whose server does not. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IntelligenceSource } from './intelligence-source.ts';

export interface SourceUnderTest {
  readonly answering: IntelligenceSource;
  readonly silent: IntelligenceSource;
}

export function describeIntelligenceSource(name: string, create: () => Promise<SourceUnderTest>): void {
  describe(`${name} as a source of intelligence`, () => {
    let folder: string;
    let made: SourceUnderTest;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'telltale-source-'));
      made = await create();
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    test('says what it is, under whose licence, and how far it is to be trusted', () => {
      const { answering } = made;
      expect(answering.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(answering.reliability).toMatch(/^[A-F]$/);
      for (const words of [answering.title, answering.publisher, answering.licence, answering.renewed])
        expect(words).not.toBe('');
      expect(answering.url).toMatch(/^https?:\/\//);
    });

    test('gives files inside the folder, and counts the bytes upwards', async () => {
      const counted: number[] = [];
      const paths = await made.answering.fetch(folder, (bytes) => counted.push(bytes));
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) {
        expect(resolve(path).startsWith(resolve(folder) + sep)).toBe(true);
        expect((await stat(path)).size).toBeGreaterThan(0);
      }
      expect(counted).toEqual([...counted].sort((a, b) => a - b));
    });

    test('gives the same files again', async () => {
      const first = await made.answering.fetch(folder, () => {});
      expect(await made.answering.fetch(folder, () => {})).toEqual(first);
    });

    test('a server that does not answer is download-failed', async () => {
      await expect(made.silent.fetch(folder, () => {})).rejects.toMatchObject({ code: 'download-failed' });
    });
  });
}
