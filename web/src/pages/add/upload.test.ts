import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/client.ts';
import type { ChosenFile } from './chosen-files.ts';
import { upload } from './upload.ts';

const MIB = 2 ** 20;

function file(path: string, size: number): ChosenFile {
  return { path, file: new File([new Uint8Array(size)], path) };
}

/** A server that remembers: file sizes by path, and what it was asked to do. */
function server(refuse?: string) {
  const sizes = new Map<string, number>();
  const asked: string[] = [];
  return {
    sizes,
    asked,
    post: async <T>(path: string, _body?: unknown, method = 'POST') => {
      asked.push(`${method} ${path}`);
      return { upload: 'u' } as T;
    },
    putPart: async (_path: string, query: { path: string; offset: number }, part: ArrayBuffer) => {
      if (query.path === refuse) throw new ApiError('disk-full', 'full', 507);
      expect(query.offset).toBe(sizes.get(query.path) ?? 0);
      sizes.set(query.path, query.offset + part.byteLength);
    },
  };
}

const free = { signal: new AbortController().signal, ready: async () => {} };

describe('upload', () => {
  it('sends every file whole, in parts, and starts the run once', async () => {
    const there = server();
    const states: number[] = [];
    const files = [file('a/big', 20 * MIB), file('a/empty', 0), file('a/b/small', 5)];
    await upload(files, { role: 'leak', name: 'a' }, free, (state) => states.push(state.bytesDone), there);
    expect(Object.fromEntries(there.sizes)).toEqual({ 'a/big': 20 * MIB, 'a/empty': 0, 'a/b/small': 5 });
    expect(there.asked).toEqual(['POST /uploads', 'POST /uploads/u/add']);
    expect(states.at(-1)).toBe(20 * MIB + 5);
  });

  it('drops what arrived when it is refused or stopped', async () => {
    const there = server('b');
    await expect(upload([file('a', 1), file('b', 1)], { role: 'leak' }, free, () => {}, there)).rejects.toMatchObject({
      code: 'disk-full',
    });
    expect(there.asked).toEqual(['POST /uploads', 'DELETE /uploads/u']);
    const stopped = new AbortController();
    stopped.abort();
    const other = server();
    await expect(
      upload([file('a', 1)], { role: 'leak' }, { ...free, signal: stopped.signal }, () => {}, other),
    ).rejects.toThrow();
    expect(other.sizes.size).toBe(0);
    expect(other.asked).toContain('DELETE /uploads/u');
  });
});
