/** Files a second from folder to searchable case, without OCR, by the clock and by the processor; and the time to the first search hit. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { add } from '../src/app/add.ts';
import { openCase, openCaseToWrite } from '../src/app/case.ts';
import { DEFAULT_ENGINE_SETTINGS } from '../src/app/compose.ts';
import { mixedText } from './corpora/mixed-text.ts';
import { processorTime } from './reading/processor-time.ts';

const FILES = Number(process.env.INGEST_FILES ?? 1000);

/** 0 where the system does not tell. */
const cpu = (): Promise<number> => (process.platform === 'linux' ? processorTime() : Promise.resolve(0));
const perSecond = (seconds: number): string => (seconds > 0 ? (FILES / seconds).toFixed(0) : '?');

const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'));
try {
  const dump = join(folder, 'dump');
  await mkdir(dump);
  const paragraphs = mixedText(FILES * 3);
  for (let at = 0; at < FILES; at += 1) {
    await writeFile(join(dump, `${at}.txt`), `${at}\n\n${paragraphs.slice(at * 3, at * 3 + 3).join('\n\n')}`);
  }
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const theCase = await openCaseToWrite(join(folder, 'case'));
  let firstSearch: number | undefined;
  const before = await cpu();
  let readAll: number | undefined;
  let readCpu: Promise<number> | undefined;
  const looking = setInterval(async () => {
    if (firstSearch !== undefined) return;
    const reader = await openCase(join(folder, 'case'));
    const { total } = await reader.store.search.search({ text: '1*', limit: 1 });
    await reader.close();
    if (total > 0) firstSearch ??= seconds();
  }, 50);
  await add(
    theCase,
    [{ paths: [dump], role: 'leak' }],
    { ...DEFAULT_ENGINE_SETTINGS, ocr: false },
    (event) => {
      if (event.type === 'stage' && event.progress.stage === 'read' && event.progress.finished) {
        readAll = seconds();
        readCpu = cpu();
      }
    },
    new AbortController().signal,
  );
  clearInterval(looking);
  await theCase.close();
  const whole = seconds();
  const wholeCpu = (await cpu()) - before;
  console.log(`first search hit   ${firstSearch?.toFixed(2) ?? 'not seen'} s after the start`);
  const forRead = ((await readCpu) ?? before) - before;
  console.log(
    `read and indexed   ${(FILES / (readAll ?? whole)).toFixed(0)} files/s, ${perSecond(forRead)} a CPU-second`,
  );
  console.log(
    `whole pipeline     ${(FILES / whole).toFixed(0)} files/s, ${perSecond(wholeCpu)} a CPU-second (understanding, gloss, overlaps included)`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
