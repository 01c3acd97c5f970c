/**
 * Memory while one large file is read: a CSV of 2 GB and a mailbox of 4 GB, made here and deleted afterwards. What the
 * main process and its workers take together (proportional set size) has to stay within 500 MiB. STREAM_MB=60 makes
 * both that small; STREAM_OF=mbox makes only that one.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { processorTime } from './reading/processor-time.ts';
import { readFolder } from './reading/read-folder.ts';

const MIB = 2 ** 20;
const WITHIN = 500;
const given = Number(process.env.STREAM_MB ?? 0);

function* csv(bytes: number): Generator<string> {
  yield 'id,name,address,note,amount\n';
  for (let size = 0, row = 1; size < bytes; row += 1) {
    const line = `${row},client ${row % 1000},10.${row % 256}.${(row >> 8) % 256}.7,"note ${row} 客户 about the contract of ${row * 7}",${row * 3}.50\n`;
    size += Buffer.byteLength(line);
    yield line;
  }
}

function* mbox(bytes: number): Generator<string> {
  for (let size = 0, mail = 1; size < bytes; mail += 1) {
    const body = `line of the mail number ${mail} and more words\n`.repeat(1 + (mail % 4000));
    const text = `From ann@example.org Wed Feb 21 10:00:00 2024\nFrom: ann@example.org\nTo: bob@example.org\nSubject: mail ${mail}\nDate: Wed, 21 Feb 2024 10:00:00 +0000\nMessage-ID: <${mail}@example.org>\n\n${body}\n`;
    size += text.length;
    yield text;
  }
}

/** Proportional set size in bytes: pages that processes share, such as Node's own code, are counted once in all. */
async function memoryOf(pid: number | string): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}

async function memoryOfAll(): Promise<number> {
  let sum = await memoryOf('self');
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (stat.split(') ')[1]?.split(' ')[1] === String(process.pid)) sum += await memoryOf(pid);
  }
  return sum;
}

async function measure(name: string, content: Generator<string>, bytes: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-streams-'));
  try {
    const { bavail, bsize } = await statfs(folder);
    // The file, its copy in the case, its members, and the tables with the text and its index.
    if (bavail * bsize < bytes * 8) {
      console.log(`${name}: skipped, ${Math.ceil((bytes * 8) / MIB)} MiB of free disk are needed`);
      return true;
    }
    await mkdir(join(folder, 'dump'));
    await pipeline(content, createWriteStream(join(folder, 'dump', name)));
    let peak = 0;
    const watch = setInterval(() => {
      void memoryOfAll().then((sum) => {
        peak = Math.max(peak, sum);
      });
    }, 250);
    const before = await processorTime();
    const read = await readFolder([join(folder, 'dump')], { folder });
    clearInterval(watch);
    const totals = await read.case.store.ledger.totals(read.collection.id);
    await read.close();
    const rate = bytes / MIB / read.seconds;
    const spent = (await processorTime()) - before;
    console.log(
      `${name}: ${Math.round(bytes / MIB)} MiB in ${read.seconds.toFixed(0)} s (${rate.toFixed(1)} MiB/s, ${spent.toFixed(0)} CPU-s), ${totals.read} of ${totals.found} read, peak memory ${Math.round(peak / MIB)} MiB over all processes (wanted: ${WITHIN})`,
    );
    return peak / MIB <= WITHIN;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.platform === 'linux') {
  const sizes = [given || 2048, given || 4096].map((megabytes) => megabytes * MIB);
  const only = process.env.STREAM_OF ?? '';
  const results: boolean[] = [];
  if (only !== 'mbox') results.push(await measure('large.csv', csv(sizes[0] ?? 0), sizes[0] ?? 0));
  if (only !== 'csv') results.push(await measure('large.mbox', mbox(sizes[1] ?? 0), sizes[1] ?? 0));
  process.exitCode = results.every((isWithin) => isWithin) ? 0 : 1;
} else console.log('skipped: memory of processes is read from /proc, which only Linux has');
