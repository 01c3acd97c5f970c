import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Finding, findFiles } from './find-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-find-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function all(...paths: string[]): Promise<Finding[]> {
  return Array.fromAsync(findFiles(paths));
}
const show = (finding: Finding) =>
  'file' in finding ? finding.file.path : `${finding.passedOver.path} ${finding.passedOver.code}`;

describe('findFiles', () => {
  it('walks in name order and names what it passes over', async () => {
    await mkdir(join(folder, 'leak', 'b'), { recursive: true });
    await writeFile(join(folder, 'leak', 'b', '资料.md'), 'x');
    await writeFile(join(folder, 'leak', 'a.txt'), 'x');
    await writeFile(join(folder, 'leak', 'empty.txt'), '');
    await writeFile(join(folder, 'leak', '.DS_Store'), 'x');
    await symlink('/etc/passwd', join(folder, 'leak', 'c'));
    expect((await all(join(folder, 'leak'))).map(show)).toEqual([
      'leak/.DS_Store system-file',
      'leak/a.txt',
      'leak/b/资料.md',
      'leak/c special-file',
      'leak/empty.txt empty-file',
    ]);
  });

  it('keeps two folders of one name apart', async () => {
    for (const parent of ['one', 'two']) {
      await mkdir(join(folder, parent, 'leak'), { recursive: true });
      await writeFile(join(folder, parent, 'leak', 'a'), parent);
    }
    const found = await all(join(folder, 'one', 'leak'), join(folder, 'two', 'leak'));
    expect(found.map(show)).toEqual(['one/leak/a', 'two/leak/a']);
  });

  it('refuses a missing path before it finds anything', async () => {
    await writeFile(join(folder, 'a'), 'x');
    await expect(all(join(folder, 'a'), join(folder, 'nothing'))).rejects.toMatchObject({ code: 'path-missing' });
  });

  it('gives what is read with a file before that file', async () => {
    const leak = join(folder, 'leak');
    await mkdir(join(leak, '.git', 'objects', 'ab'), { recursive: true });
    await mkdir(join(leak, '.git', 'refs', 'heads'), { recursive: true });
    const names = ['.git/HEAD', '.git/config', '.git/objects/ab/cd', '.git/refs/heads/main', 'a.7z.001', 'a.7z.002'];
    for (const name of [...names, 'b.db', 'b.db-wal']) await writeFile(join(leak, name), 'x');
    const found = (await all(leak)).map((finding) =>
      'file' in finding ? [finding.file.path, finding.file.readWith] : finding,
    );
    expect(found).toEqual([
      ['leak/.git/objects/ab/cd', 'leak/.git/HEAD'],
      ['leak/.git/refs/heads/main', 'leak/.git/HEAD'],
      ['leak/.git/HEAD', undefined],
      ['leak/.git/config', undefined],
      ['leak/a.7z.002', 'leak/a.7z.001'],
      ['leak/a.7z.001', undefined],
      ['leak/b.db-wal', 'leak/b.db'],
      ['leak/b.db', undefined],
    ]);
  });
});
