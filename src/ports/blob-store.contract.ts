/** What every blob store has to keep. An adapter's test calls `describeBlobStore` with a factory. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../model/ids.ts';
import type { BlobStore } from './blob-store.ts';

/** `create` gives a new, empty store that may use a folder of its own. */
export function describeBlobStore(name: string, create: (folder: string) => Promise<BlobStore>): void {
  describe(`${name} as a blob store`, () => {
    let folder: string;
    let blobs: BlobStore;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'telltale-blobs-'));
      blobs = await create(join(folder, 'blobs'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const fileOf = async (bytes: Uint8Array): Promise<string> => {
      const path = join(folder, '文件 name');
      await writeFile(path, bytes);
      return path;
    };

    test.each([0, 1, 65_536, 300_001])('keeps %i bytes under their hash', async (size) => {
      const bytes = randomBytes(size);
      const put = await blobs.putFile(await fileOf(bytes));
      expect(put).toEqual({ sha256: sha256(bytes), size });
      expect(Buffer.from(await blobs.read(put.sha256))).toEqual(bytes);
      expect(await readFile(await blobs.path(put.sha256))).toEqual(bytes);
      expect(await blobs.has(put.sha256)).toBe(true);
    });

    test('tells of a large file how much is copied, and never more than there is', async () => {
      const size = 3_000_001;
      let told = 0;
      await blobs.putFile(await fileOf(randomBytes(size)), (copied) => {
        told += copied;
      });
      expect(told).toBe(size);
    });

    test('gives other digests of a blob', async () => {
      const { sha256: abc } = await blobs.putFile(await fileOf(Buffer.from('abc')));
      expect(await blobs.digests(abc)).toEqual({
        md5: '900150983cd24fb0d6963f7d28e17f72',
        sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
      });
      await expect(blobs.digests(sha256('never put'))).rejects.toMatchObject({ code: 'blob-missing' });
    });

    test.each([1, 3_000_001])('takes %i bytes over: the file is gone', async (size) => {
      const bytes = randomBytes(size);
      for (const _ of ['new', 'known']) {
        const path = await fileOf(bytes);
        expect(await blobs.takeFile(path)).toEqual({ sha256: sha256(bytes), size });
        expect(await readFile(await blobs.path(sha256(bytes)))).toEqual(bytes);
        await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
      }
    });

    test('keeps its copy when the file changes, and the same content once', async () => {
      const path = await fileOf(Buffer.from('one'));
      const { sha256: first } = await blobs.putFile(path);
      expect(await blobs.putFile(path)).toEqual({ sha256: first, size: 3 });
      await writeFile(path, 'two');
      expect(Buffer.from(await blobs.read(first)).toString()).toBe('one');
    });

    test('removes a blob, says what that freed, and takes it again', async () => {
      const bytes = randomBytes(1234);
      const { sha256: kept } = await blobs.putFile(await fileOf(Buffer.from('kept')));
      const { sha256: gone } = await blobs.putFile(await fileOf(bytes));
      expect(await blobs.remove(gone)).toBe(1234);
      expect([await blobs.has(gone), await blobs.has(kept)]).toEqual([false, true]);
      expect(await blobs.remove(gone)).toBe(0);
      await expect(blobs.remove('../../etc/passwd')).rejects.toMatchObject({ code: 'blob-missing' });
      await blobs.putFile(await fileOf(bytes));
      expect(Buffer.from(await blobs.read(gone))).toEqual(bytes);
    });

    test('several copies of one content at once end well', async () => {
      const path = await fileOf(randomBytes(100_000));
      const put = await Promise.all(Array.from({ length: 5 }, () => blobs.putFile(path)));
      expect(new Set(put.map((each) => each.sha256)).size).toBe(1);
      expect((await blobs.read(put[0]?.sha256 ?? '')).length).toBe(100_000);
    });

    test('says what is wrong', async () => {
      await expect(blobs.putFile(join(folder, 'missing'))).rejects.toMatchObject({ code: 'unreadable-file' });
      await expect(blobs.putFile(folder)).rejects.toMatchObject({ code: 'unreadable-file' });
      const absent = sha256('never put');
      expect(await blobs.has(absent)).toBe(false);
      await expect(blobs.path(absent)).rejects.toMatchObject({ code: 'blob-missing' });
      await expect(blobs.read(absent)).rejects.toMatchObject({ code: 'blob-missing' });
      await expect(blobs.read('../../etc/passwd')).rejects.toMatchObject({ code: 'blob-missing' });
      expect(await blobs.has('../../etc/passwd')).toBe(false);
    });
  });
}
