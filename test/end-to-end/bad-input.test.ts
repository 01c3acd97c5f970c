/** What a user can get wrong, or a machine can refuse: a clear error with a stable code, and the rest goes on. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBalanced, parseStatus, SAMPLE_LEAK, type Workplace, workplace } from './telltale.ts';

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
});
afterEach(async () => {
  await place.clean();
});

const file = (name: string): string => join(place.folder, name);

describe('bad input', () => {
  it('a missing path', async () => {
    const outcome = await place.run(['add', file('nothing')]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain('[path-missing]');
  });

  it('an empty folder', async () => {
    await mkdir(file('empty'));
    const outcome = await place.run(['add', file('empty')]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('[empty-input]');
  });

  it('an unknown option and an unknown command', async () => {
    expect((await place.run(['add', '--nonsense', '.'])).code).toBe(2);
    expect((await place.run(['ad'])).stderr).toContain('add');
  });

  it('a case that is not there', async () => {
    const outcome = await place.run(['status']);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('[case-missing]');
  });

  it('a case from a newer version, and one that is no database', async () => {
    await writeFile(file('a.txt'), 'hello');
    expect((await place.run(['add', file('a.txt')])).code).toBe(0);
    const db = new DatabaseSync(file('telltale-case/case.db'));
    db.exec('PRAGMA user_version = 9999');
    db.close();
    expect((await place.run(['status'])).stderr).toContain('[case-newer]');
    await mkdir(file('other'));
    await writeFile(file('other/case.db'), 'this is no database, whatever its name says'.repeat(100));
    expect((await place.run(['status', '--case', 'other'])).stderr).toContain('[case-broken]');
  });

  it('a port in use', async () => {
    await writeFile(file('a.txt'), 'hello');
    await place.run(['add', file('a.txt')]);
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const outcome = await place.run(['serve', '--port', String(port), '--no-open']);
    other.close();
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('[port-in-use]');
  });

  it('a broken bundle, a password-protected archive, a damaged file: the rest is read, the ledger says why', async () => {
    await mkdir(file('dump'));
    await writeFile(
      file('dump/bundle.json'),
      '{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--1","pattern":"[',
    );
    await writeFile(file('dump/locked.zip'), lockedZip());
    await writeFile(file('dump/half.docx'), Buffer.from('PK\u0003\u0004 cut short', 'latin1'));
    await writeFile(file('dump/fine.txt'), 'C2 at 198.51.100[.]7');
    const outcome = await place.run(['add', file('dump'), '--as', 'reference', '--json']);
    expect(outcome.code).toBe(0);
    const status = parseStatus(outcome);
    expect(isBalanced(status)).toBe(true);
    const codes = Object.fromEntries(status.failures.map((failure) => [failure.path, failure.code]));
    expect(codes['dump/bundle.json']).toBe('broken-bundle');
    expect(Object.entries(codes).find(([path]) => path.startsWith('dump/locked.zip'))?.[1]).toBe('encrypted');
    expect(codes['dump/half.docx']).toBe('broken-file');
    expect(status.collections[0]?.read).toBeGreaterThanOrEqual(1);
    expect((await place.run(['add', file('dump'), '--as', 'reference', '--strict'])).code).toBe(3);
  });

  it.skipIf(process.getuid?.() === 0)('an unreadable file (root reads everything)', async () => {
    await mkdir(file('dump'));
    await writeFile(file('dump/a.txt'), 'secret');
    await chmod(file('dump/a.txt'), 0o000);
    const status = parseStatus(await place.run(['add', file('dump'), '--json']));
    expect(status.failures).toMatchObject([{ path: 'dump/a.txt', code: 'unreadable-file' }]);
  });

  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
    'a full disk (a small one is mounted, as root)',
    async (context) => {
      await mkdir(file('small'));
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', file('small')], { stdio: 'pipe' });
      } catch {
        return context.skip('mounting is not allowed here');
      }
      try {
        const outcome = await place.run(['add', SAMPLE_LEAK, '--case', file('small/case'), '--no-ocr']);
        expect(outcome.code).toBe(1);
        expect(outcome.stderr).toContain('[disk-full]');
      } finally {
        execFileSync('umount', [file('small')]);
      }
    },
  );

  it('two runs on one case', async () => {
    await writeFile(file('a.txt'), 'hello '.repeat(1000));
    const first = place.run(['add', SAMPLE_LEAK, '--no-ocr']);
    await new Promise((done) => setTimeout(done, 700));
    const second = await place.run(['add', file('a.txt')]);
    expect((await first).code).toBe(0);
    // The second either met the first or came after it.
    if (second.code !== 0) expect(second.stderr).toContain('[case-busy]');
  });
});

/** A stored entry with the encryption flag set. */
function lockedZip(): Buffer {
  const name = Buffer.from('locked.txt');
  const bytes = Buffer.from('0123456789abcdefghijklmn');
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(1, 2);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length - 12, 18);
  header.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), header, name, bytes]);
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), header, Buffer.alloc(14), name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}
