/**
 * Files a second from folder to searchable case, without OCR, by the clock and by the processor; and the time to the
 * first search hit. Small files: texts alone, then texts beside pages, tables, mails and office files.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add } from '../src/app/add.ts';
import { openCase, openCaseToWrite } from '../src/app/case.ts';
import { DEFAULT_ENGINE_SETTINGS } from '../src/app/compose.ts';
import { smallFiles } from './corpora/small-files.ts';
import { processorTime } from './reading/processor-time.ts';

const FILES = Number(process.env.INGEST_FILES ?? 1000);
/** Files that are to be read with a second of processor time. */
const WANTED = 200;

/** 0 where the system does not tell. */
const cpu = (): Promise<number> => (process.platform === 'linux' ? processorTime() : Promise.resolve(0));
const rate = (seconds: number): string => (seconds > 0 ? (FILES / seconds).toFixed(0) : '?');
const ratio = (seconds: number): string => (seconds > 0 ? (FILES / seconds / WANTED).toFixed(2) : '?');

/** Until something is found; each look opens the case anew, as another program would, and costs about as much as a file. */
function watchForHit(folder: string, found: () => void): () => void {
  let isOver = false;
  const looking = setInterval(async () => {
    const reader = await openCase(folder);
    const { total } = await reader.store.search.search({ text: '1*', limit: 1 });
    await reader.close();
    if (total === 0 || isOver) return;
    isOver = true;
    clearInterval(looking);
    found();
  }, 100);
  return () => clearInterval(looking);
}

async function ingest(kind: 'text' | 'mixed'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'));
  try {
    const dump = join(folder, 'dump');
    await mkdir(dump);
    for (const { name, bytes } of await smallFiles(kind, FILES)) await writeFile(join(dump, name), bytes);
    const theCase = await openCaseToWrite(join(folder, 'case'));
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1000;
    let firstSearch: number | undefined;
    let readAll: number | undefined;
    let readCpu: Promise<number> | undefined;
    let failures = 0;
    const before = await cpu();
    const stopWatching = watchForHit(join(folder, 'case'), () => {
      firstSearch = seconds();
    });
    await add(
      theCase,
      [{ paths: [dump], role: 'leak' }],
      { ...DEFAULT_ENGINE_SETTINGS, ocr: false },
      (event) => {
        if (event.type === 'failure') failures += 1;
        if (event.type === 'stage' && event.progress.stage === 'read' && event.progress.finished) {
          readAll = seconds();
          readCpu = cpu();
        }
      },
      new AbortController().signal,
    );
    stopWatching();
    await theCase.close();
    const whole = seconds();
    const wholeCpu = (await cpu()) - before;
    const forRead = ((await readCpu) ?? before) - before;
    console.log(`${FILES} files, ${kind}${failures > 0 ? `, ${failures} FAILED` : ''}`);
    console.log(`  first search hit   ${firstSearch?.toFixed(2) ?? 'not seen'} s after the start`);
    console.log(
      `  read and indexed   ${rate(readAll ?? whole)} files/s, ${rate(forRead)} a CPU-second: ${ratio(forRead)} of the ${WANTED} wanted`,
    );
    console.log(
      `  whole pipeline     ${rate(whole)} files/s, ${rate(wholeCpu)} a CPU-second (understanding, gloss, overlaps included)`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await ingest('text');
await ingest('mixed');
