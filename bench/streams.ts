/**
 * Memory and processor time of one large file, made here and deleted afterwards: a CSV of 2 GB and a mailbox of 4 GB
 * that are read, and a CSV of 64 MB that goes through all stages (`flow`). What the main process and its workers take
 * together (proportional set size) has to stay within 500 MiB. STREAM_MB=60 makes all that small, STREAM_OF=mbox, csv
 * or flow only that one.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { add } from '../src/app/add.ts';
import { openCaseToWrite } from '../src/app/case.ts';
import { DEFAULT_ENGINE_SETTINGS } from '../src/app/compose.ts';
import type { LedgerTotals } from '../src/model/ledger.ts';
import { processorTime } from './reading/processor-time.ts';
import { readFolder } from './reading/read-folder.ts';
import { watchProgress } from './reading/watch-progress.ts';

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

type Work = (dump: string, folder: string) => Promise<LedgerTotals>;

const reading: Work = async (dump, folder) => {
  const watch = watchProgress();
  const read = await readFolder([dump], { folder, listener: watch.hear });
  for (const line of watch.lines()) console.log(line);
  const totals = await read.case.store.ledger.totals(read.collection.id);
  await read.close();
  return totals;
};

/** Reading, indicators, names, languages, gloss and overlaps; tells what each stage took. */
const allStages: Work = async (dump, folder) => {
  const theCase = await openCaseToWrite(join(folder, 'case'));
  let since = { time: performance.now(), spent: processorTime() };
  const tell = async (stage: string): Promise<void> => {
    const [before, now] = [since, { time: performance.now(), spent: processorTime() }];
    since = now;
    const [spent, seconds] = [(await now.spent) - (await before.spent), (now.time - before.time) / 1000];
    console.log(`  ${stage.padEnd(11)} ${seconds.toFixed(1).padStart(7)} s ${spent.toFixed(1).padStart(7)} CPU-s`);
  };
  const told: Promise<void>[] = [];
  const watch = watchProgress();
  await add(
    theCase,
    [{ paths: [dump], role: 'leak' }],
    { ...DEFAULT_ENGINE_SETTINGS, ocr: false },
    (event) => {
      watch.hear(event);
      if (event.type === 'failure') console.log(`  ${event.path}: ${event.message} [${event.code}]`);
      if (event.type === 'stage' && event.progress.finished && event.progress.stage !== 'collect') {
        told.push(tell(event.progress.stage));
      }
    },
    new AbortController().signal,
  );
  await Promise.all(told);
  for (const line of watch.lines()) console.log(line);
  const [collection] = await theCase.store.collections.list();
  const totals = await theCase.store.ledger.totals(collection?.id ?? '');
  await theCase.close();
  return totals;
};

async function measure(name: string, content: Generator<string>, bytes: number, work: Work): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-streams-'));
  try {
    const { bavail, bsize } = await statfs(folder);
    // The file, its copy in the case, its members, and the tables with the text, its index and what is found in it.
    if (bavail * bsize < bytes * 12) {
      console.log(`${name}: skipped, ${Math.ceil((bytes * 12) / MIB)} MiB of free disk are needed`);
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
    const began = performance.now();
    const totals = await work(join(folder, 'dump'), folder);
    const seconds = (performance.now() - began) / 1000;
    clearInterval(watch);
    const rate = bytes / MIB / seconds;
    const spent = (await processorTime()) - before;
    console.log(
      `${name}${work === allStages ? ' through all stages' : ''}: ${Math.round(bytes / MIB)} MiB in ${seconds.toFixed(0)} s (${rate.toFixed(1)} MiB/s, ${spent.toFixed(0)} CPU-s), ${totals.read} of ${totals.found} read, peak memory ${Math.round(peak / MIB)} MiB over all processes (wanted: ${WITHIN})`,
    );
    return peak / MIB <= WITHIN;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.platform === 'linux') {
  const size = (megabytes: number): number => (given || megabytes) * MIB;
  const parts: readonly (readonly [part: string, name: string, make: typeof csv, bytes: number, work: Work])[] = [
    ['csv', 'large.csv', csv, size(2048), reading],
    ['mbox', 'large.mbox', mbox, size(4096), reading],
    ['flow', 'large.csv', csv, size(64), allStages],
  ];
  const only = process.env.STREAM_OF ?? '';
  let isWithin = true;
  for (const [part, name, make, bytes, work] of parts) {
    if (only !== '' && only !== part) continue;
    if (!(await measure(name, make(bytes), bytes, work))) isWithin = false;
  }
  process.exitCode = isWithin ? 0 : 1;
} else console.log('skipped: memory of processes is read from /proc, which only Linux has');
