/** Files that are read together: volumes of one archive; one that was missing is found by a later run. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseStatus, ROOT, type StatusJson, type Workplace, workplace } from './telltale.ts';

const VOLUMES = join(ROOT, 'test/corpus/volumes');

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
  await mkdir(join(place.folder, 'dump'));
});
afterEach(() => place.clean());

const put = (name: string): Promise<void> => copyFile(join(VOLUMES, name), join(place.folder, 'dump', name));

async function add(): Promise<StatusJson> {
  const outcome = await place.run(['add', 'dump', '--no-ocr', '--json']);
  return parseStatus(outcome);
}

async function hits(query: string): Promise<string[]> {
  const { stdout } = await place.run(['search', query, '--json']);
  const { hits: found } = JSON.parse(stdout) as { hits: { path: string }[] };
  return found.map(({ path }) => path);
}

test('a missing piece is named, and the whole is read once it is there', async () => {
  for (const name of ['cut.zip.001', 'cut.zip.003', 'spanned.z01', 'spanned.z02', 'spanned.zip']) await put(name);
  await writeFile(
    join(place.folder, 'dump', 'broken.docx'),
    Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      Buffer.alloc(40, 7),
      Buffer.from('left-in-the-bytes'),
      Buffer.alloc(40),
    ]),
  );
  const before = await add();
  const broken = { path: 'dump/broken.docx', code: 'broken-file' };
  expect(before.failures).toMatchObject([broken, { path: 'dump/cut.zip.001', code: 'volume-missing' }]);
  expect(before.collections).toMatchObject([{ found: 8, read: 3, skipped: 3, failed: 2 }]);
  // A damaged file has failed, and its strings are found all the same.
  expect(await hits('left-in-the-bytes')).toEqual(['dump/broken.docx']);
  expect(await hits('198.51.100.7')).toEqual(['dump/spanned.zip!/letter.txt']);
  await put('cut.zip.002');
  const after = await add();
  expect(after.failures).toMatchObject([broken]);
  expect(await hits('198.51.100.8')).toEqual(['dump/cut.zip.001!/cut.zip!/letter.txt']);
}, 120_000);

test('inside an archive, too: volumes, and the history of a repository', async () => {
  const corpus = join(ROOT, 'test/corpus');
  await copyFile(join(corpus, 'git/repository.tar'), join(place.folder, 'dump', 'repository.tar'));
  const names = ['cut.7z.001', 'cut.7z.002', 'cut.7z.003', 'cut.7z.004'];
  const members = new Map<string, Buffer>();
  for (const name of names) members.set(`in/${name}`, await readFile(join(VOLUMES, name)));
  await writeFile(join(place.folder, 'dump', 'outer.zip'), zip(members));
  const { failures } = await add();
  expect(failures).toEqual([]);
  expect(await hits('198.51.100.10')).toEqual(['dump/outer.zip!/in/cut.7z.001!/cut.7z!/letter.txt']);
  expect(await hits('198.51.100.21')).toEqual(['dump/repository.tar!/.git/HEAD!/ec7ac51f05/src/config.ini']);
}, 120_000);

/** A zip with its members stored or packed, without more than it needs. */
function zip(members: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  for (const [name, content] of members) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.write('PK\u0003\u0004', 'latin1');
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    parts.push(head, Buffer.from(name), packed);
  }
  return Buffer.concat(parts);
}

test('a volume that stays alone stays failed, however often it is tried, and its strings are found', async () => {
  await writeFile(
    join(place.folder, 'dump', 'lone.part2.rar'),
    Buffer.concat([
      Buffer.from('Rar!\x1a\x07\x00', 'latin1'),
      Buffer.alloc(40, 1),
      Buffer.from('left-in-the-volume'),
      Buffer.alloc(40, 1),
    ]),
  );
  for (const _ of ['first', 'second', 'third']) {
    const { failures, collections } = await add();
    expect(failures).toMatchObject([{ path: 'dump/lone.part2.rar', code: 'volume-missing' }]);
    expect(collections).toMatchObject([{ found: 1, read: 0, failed: 1 }]);
    expect(await hits('left-in-the-volume')).toEqual(['dump/lone.part2.rar']);
  }
}, 120_000);
