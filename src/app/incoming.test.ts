import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIncoming, type Incoming, PART_LIMIT } from './incoming.ts';

let folder: string;
let incoming: Incoming;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-incoming-'));
  incoming = createIncoming(join(folder, 'incoming'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe('incoming files', () => {
  it('are put together from parts, and a part may come again', async () => {
    const upload = await incoming.begin(10);
    expect(await incoming.write(upload, '泄露/a/b.txt', 0, bytes('abc', 'def'))).toBe(6);
    expect(await incoming.write(upload, '泄露/a/b.txt', 6, bytes('ghij'))).toBe(10);
    expect(await incoming.write(upload, '泄露/a/b.txt', 6, bytes('GH'))).toBe(8);
    expect(await incoming.write(upload, 'empty', 0, bytes())).toBe(0);
    const roots = await incoming.roots(upload);
    expect(roots.map((root) => basename(root))).toEqual(['empty', '泄露']);
    expect(await readFile(join(roots[1] ?? '', 'a', 'b.txt'), 'utf8')).toBe('abcdefGH');
    await incoming.drop(upload);
    await expect(incoming.roots(upload)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stay below their upload', async () => {
    const upload = await incoming.begin(1);
    for (const path of ['../x', 'a/../../x', '/etc/x', 'a//b', 'a/./b', '', 'a\0b', 'n'.repeat(300)]) {
      await expect(incoming.write(upload, path, 0, bytes('x')), path).rejects.toMatchObject({ code: 'usage' });
    }
    await incoming.write(upload, 'a', 0, bytes('x'));
    await expect(incoming.write(upload, 'a/b', 0, bytes('x'))).rejects.toMatchObject({ code: 'usage' });
    await expect(incoming.write('../..', 'a', 0, bytes('x'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leave no gap, and no part is larger than a part may be', async () => {
    const upload = await incoming.begin(1);
    await incoming.write(upload, 'a', 0, bytes('abc'));
    await expect(incoming.write(upload, 'a', 4, bytes('x'))).rejects.toMatchObject({ code: 'usage' });
    const large = (async function* () {
      for (let sent = 0; sent <= PART_LIMIT; sent += 2 ** 20) yield new Uint8Array(2 ** 20);
    })();
    await expect(incoming.write(upload, 'a', 0, large)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('are refused when the disk cannot hold them', async () => {
    await expect(incoming.begin(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'disk-full' });
    const upload = await incoming.begin(0);
    await expect(incoming.roots(upload)).rejects.toMatchObject({ code: 'empty-input' });
  });
});
