/** Repositories made by git: their history, what was deleted from it, and what damage leaves of it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TelltaleError } from '../../errors.ts';
import { type ReadBytes, readBytesForTest } from '../read-bytes-for-test.ts';

const CORPUS = join(import.meta.dirname, '../../../test/corpus/git');

/** The files of a repository by their names below it. */
async function files(name: string): Promise<Map<string, Buffer>> {
  const { children } = await readBytesForTest(name, await readFile(join(CORPUS, name)));
  return new Map([...children].map(([path, bytes]) => [path.replace(/^\.git\//, ''), bytes]));
}

async function read(repository: ReadonlyMap<string, Buffer>): Promise<ReadBytes> {
  const companions = new Map([...repository].filter(([name]) => /^(?:objects|refs|packed-refs)/.test(name)));
  return readBytesForTest('HEAD', repository.get('HEAD') ?? '', { companions });
}

const textsOf = (reading: ReadBytes): Map<string, string> =>
  new Map([...reading.children].map(([name, bytes]) => [name.slice(11), bytes.toString()]));

test('commits are messages with author, time, message and changed files', async () => {
  const { reader, summary, sink } = await read(await files('repository.tar'));
  expect(reader).toBe('git-repository/1');
  expect(summary).toEqual({
    kind: 'archive',
    mediaType: 'application/x-git',
    properties: { commits: '8', versions: '7' },
  });
  const [refs, ...commits] = sink.passages;
  expect(refs?.text.split('\n').map((line) => line.replace(/ [0-9a-f]{40}$/, ''))).toEqual([
    'HEAD refs/heads/main',
    'refs/heads/main',
    'refs/heads/side',
    'refs/tags/v1',
  ]);
  const wei = 'Wei Chen <wei@example.test>';
  expect(commits.map(({ text, time, sender }) => [time, sender, text])).toEqual([
    ['2021-03-01T09:00:00+08:00', wei, 'first import\n\nA manual.txt\nA src/config.ini\nA 资料/名单.txt'],
    ['2021-03-02T10:00:00+08:00', wei, 'manual: a line\n\nM manual.txt'],
    ['2021-03-03T11:30:00+08:00', wei, 'remove secrets\n\nD src/config.ini'],
    ['2021-03-04T08:00:00+08:00', wei, 'Tag v1 of a1fa6b3cabe540f157a0db3f7e2169e52cf46f1e\nrelease for the client'],
    ['2021-03-05T09:00:00+08:00', wei, 'note, to be taken back\n\nNo branch or tag leads to it.\n\nA note.txt'],
    [
      '2021-03-05T09:00:00+08:00',
      wei,
      'note\n\nCommitted by Ivan <ivan@example.test> 2021-03-05T09:30:00+08:00\n\nA note.txt',
    ],
    ['2021-03-06T09:00:00+08:00', wei, 'more\n\nM manual.txt'],
    ['2021-03-07T09:00:00+08:00', wei, 'merge side\n\nA note.txt'],
  ]);
});

test('every version of every file is a member, deleted ones and those of no branch too', async () => {
  const texts = [...(await read(await files('repository.tar'))).children];
  expect(texts.map(([name, bytes]) => [name.slice(11), bytes.length])).toEqual([
    ['manual.txt', 22_690],
    ['src/config.ini', 36],
    ['资料/名单.txt', 13],
    ['manual.txt', 22_698],
    ['note.txt', 19],
    ['note.txt', 13],
    ['manual.txt', 22_703],
  ]);
  const all = texts.map(([, bytes]) => bytes.toString()).join('\n');
  expect(all).toContain('password = hunter2 on 198.51.100.21');
  expect(all).toContain('c2 at 203.0.113.44');
  expect(all).toContain('客户名单');
});

test('a pack without its index gives the same', async () => {
  const repository = await files('repository.tar');
  const whole = await read(repository);
  for (const name of repository.keys()) if (name.endsWith('.idx')) repository.delete(name);
  const without = await read(repository);
  expect(without.sink.passages).toEqual(whole.sink.passages);
  expect(without.children).toEqual(whole.children);
});

test('a pack that is cut off gives what stands before the cut', async () => {
  const repository = await files('repository.tar');
  for (const [name, bytes] of repository) {
    if (name.endsWith('.idx')) repository.delete(name);
    if (name.endsWith('.pack')) repository.set(name, bytes.subarray(0, 900));
  }
  const reading = await read(repository);
  expect(reading.sink.passages.map(({ text }) => text.split('\n')[0])).toContain('first import');
  expect(textsOf(reading).get('note.txt')).toBeDefined();
  expect(reading.sink.lost.map(({ code }) => code)).toContain('broken-file');
  expect(reading.summary.warnings?.[0]).toMatch(/\.pack: \d+ of its objects cannot be found\.$/);
});

test('ids of SHA-256', async () => {
  const { sink, children } = await read(await files('long-ids.tar'));
  expect(sink.passages[1]).toMatchObject({ text: 'one\n\nA a.txt', sender: 'A <a@example.test>' });
  expect([...children.values()].map(String)).toEqual(['beacon to 198.51.100.22\n']);
});

test('a file that is only named HEAD is a text', async () => {
  expect((await readBytesForTest('HEAD', 'ref: refs/heads/main\n')).reader).toMatch(/^plain-text\//);
});

test('damage anywhere ends in text or in a stated error', async () => {
  const repository = await files('repository.tar');
  const names = [...repository.keys()];
  const place = fc.tuple(
    fc.constantFrom(...names),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 255 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 8 }), async (places) => {
      const damaged = new Map(names.map((name) => [name, Buffer.from(repository.get(name) ?? '')]));
      for (const [name, where, value] of places) {
        const bytes = damaged.get(name);
        if (bytes) bytes[Math.floor(where * (bytes.length - 1))] = value;
      }
      await read(damaged).catch((caught: unknown) => {
        if (!(caught instanceof TelltaleError) || caught.code === 'internal') throw caught;
      });
    }),
    { numRuns: 30 },
  );
}, 60_000);
