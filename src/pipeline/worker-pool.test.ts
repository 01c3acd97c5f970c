import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReadTask, TaskRunner } from './tasks.ts';
import { createWorkerPool } from './worker-pool.ts';

const source = resolve(dirname(fileURLToPath(import.meta.url)), '..');
let scratch: string;
let pool: TaskRunner;

/** A worker that does what the file's name says: every way in which a reader can go wrong. */
const WORKER = `
import { serveTasks } from '${join(source, 'pipeline', 'serve-tasks.ts')}';
import { TelltaleError } from '${join(source, 'errors.ts')}';
import net from 'node:net';
import fs from 'node:fs';
import { spawnSync } from 'node:child_process';
const denied = (work) => { try { work(); return 'allowed'; } catch (error) { return error.code; } };
serveTasks({
  async read({ name, path }, emit) {
    const result = (reader) => ({ reader, summary: { kind: 'text', mediaType: '' }, children: [], lost: [], links: [], lists: [] });
    if (name === 'hang') for (;;);
    if (name === 'crash') process.abort();
    if (name === 'hog') { const held = []; for (;;) held.push(Buffer.alloc(8 << 20, 1)); }
    if (name === 'limits') {
      const { core_file_size_blocks: core, data_seg_size_bytes: data, file_size_blocks: file } = process.report.getReport().userLimits;
      return result(JSON.stringify([core.hard, data.hard, file.hard]));
    }
    if (name === 'broken') throw new TelltaleError('encrypted', 'locked');
    if (name === 'escape') {
      const connect = await new Promise((done) => {
        try { net.connect(1, '127.0.0.1').on('error', (error) => done(error.code)).on('connect', () => done('allowed')); }
        catch (error) { done(error.code); }
      });
      return result([denied(() => fs.writeFileSync(path, 'x')), denied(() => fs.readFileSync('/etc/hostname')), denied(() => spawnSync('true')), connect].join(' '));
    }
    if (name === 'at once') {
      const part = (ordinal) => ({ passages: [{ ordinal, role: 'paragraph', text: name, position: { kind: 'line', line: 1 } }], statements: [] });
      await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((ordinal) => emit(part(ordinal))));
      return result('toy/1');
    }
    if (name === 'slow') {
      await emit({ passages: [{ ordinal: 0, role: 'paragraph', text: name, position: { kind: 'line', line: 1 } }], statements: [] });
      await new Promise((done) => setTimeout(done, 3_000));
      return result('slow/1');
    }
    for (let ordinal = 0; ordinal < 20; ordinal += 1) {
      await emit({ passages: [{ ordinal, role: 'paragraph', text: name, position: { kind: 'line', line: 1 } }], statements: [] });
    }
    return result('toy/1');
  },
});
`;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'telltale-pool-'));
  await writeFile(join(scratch, 'worker.mts'), WORKER);
});
afterEach(async () => {
  await pool.close();
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

function start(limits: { timeLimit?: number; memoryLimit?: number } = {}): void {
  pool = createWorkerPool({
    script: join(scratch, 'worker.mts'),
    size: 2,
    scratch,
    readable: [source],
    timeLimit: limits.timeLimit ?? 20_000,
    memoryLimit: limits.memoryLimit ?? 1 << 30,
  });
}

const task = (name: string): ReadTask => ({
  name,
  path: resolve(scratch, '..', 'telltale-pool-escaped'),
  scratch,
  role: 'leak',
  passwords: [],
  limits: { unpackedBytes: 1, unpackRatio: 1, members: 1, depth: 1, textLength: 1 },
});

describe('createWorkerPool', () => {
  it('gives parts in order, each stored before the next, and all before the result', async () => {
    start();
    const seen: number[] = [];
    const result = await pool.run('read', task('fine'), async (part) => {
      const ordinal = part.passages[0]?.ordinal ?? -1;
      await new Promise((done) => setTimeout(done, ordinal % 3));
      seen.push(ordinal);
    });
    expect(result.reader).toBe('toy/1');
    expect(seen).toEqual([...Array(20).keys()]);
  });

  it('passes the reader’s own error on', async () => {
    start();
    await expect(pool.run('read', task('broken'))).rejects.toMatchObject({ code: 'encrypted', message: 'locked' });
  });

  it('stores parts one after another that a reader gives at once', async () => {
    start({ timeLimit: 5_000 });
    const stored: number[] = [];
    await pool.run('read', task('at once'), async ({ passages }) => {
      await new Promise((done) => setTimeout(done, 5));
      stored.push(...passages.map(({ ordinal }) => ordinal));
    });
    expect(stored).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('kills what hangs and goes on with the others', async () => {
    start({ timeLimit: 1500 });
    const hanging = pool.run('read', task('hang'));
    hanging.catch(() => {});
    expect((await pool.run('read', task('fine'))).reader).toBe('toy/1');
    await expect(hanging).rejects.toMatchObject({ code: 'reader-timeout' });
    expect((await pool.run('read', task('fine'))).reader).toBe('toy/1');
  });

  it('does not take its own deafness for the silence of a worker', async () => {
    start({ timeLimit: 2_000 });
    let told = (): void => {};
    const begun = new Promise<void>((done) => {
      told = done;
    });
    const reading = pool.run('read', task('slow'), async () => told());
    await begun;
    await new Promise((done) => setTimeout(done, 20));
    for (const until = performance.now() + 2_500; performance.now() < until; );
    expect((await reading).reader).toBe('slow/1');
  });

  it('survives a crash', async () => {
    start();
    await expect(pool.run('read', task('crash'))).rejects.toMatchObject({ code: 'reader-crashed' });
    expect((await pool.run('read', task('fine'))).reader).toBe('toy/1');
  });

  it.runIf(process.platform === 'linux')('kills what takes too much memory, off the heap too', async () => {
    start({ memoryLimit: 300 << 20 });
    await expect(pool.run('read', task('hog'))).rejects.toMatchObject({ code: 'reader-memory' });
  });

  it.runIf(existsSync('/usr/bin/prlimit'))('has the system bound what a worker may write and hold', async () => {
    start({ memoryLimit: 300 << 20 });
    const [core, memory, file] = JSON.parse((await pool.run('read', task('limits'))).reader) as unknown[];
    expect(core).toBe(0);
    expect(memory).toBe(2 * (300 << 20) + 2 ** 30);
    expect(file).not.toBe('unlimited');
  });

  it('gives workers no network, no processes, and no files but their own', async () => {
    start();
    const { reader } = await pool.run('read', task('escape'));
    expect(reader).toBe('ERR_ACCESS_DENIED ERR_ACCESS_DENIED ERR_ACCESS_DENIED ERR_ACCESS_DENIED');
  });

  it('ends the task when a part cannot be stored', async () => {
    start();
    const failing = pool.run('read', task('fine'), () => Promise.reject(new Error('disk')));
    await expect(failing).rejects.toThrow('disk');
  });
});
