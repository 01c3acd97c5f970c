/**
 * The scanner beside npm `ioc-extractor`, on the same text in the same run, turn by turn; prints MB/s of processor time,
 * the ratio, how many indicators each finds, and the memory of a fresh process that scans all of it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scan } from '../src/understand/scan/scan.ts';
import { mixedText } from './corpora/mixed-text.ts';

const DATA = '../shared/data';
const FOLDERS = ['annoctr/text', 'cyner', 'eset', 'unit42', 'volexity', 'misp-galaxy', 'warninglists'];
const TEXT = /\.(?:txt|csv|json|adoc|md)$/;
/** UTF-16 units of one folder, and of one text: ioc-extractor needs seconds on some larger ones. */
const FOLDER = 2_000_000;
const LONGEST = 200_000;
const ROUNDS = 3;

function* texts(): Generator<{ readonly folder: string; readonly text: string }> {
  if (!existsSync(DATA)) {
    for (const text of mixedText(2000)) yield { folder: 'made up', text };
    return;
  }
  for (const folder of FOLDERS) {
    let total = 0;
    const files = readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TEXT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      if (total > FOLDER) break;
      const text = readFileSync(file, 'utf8').slice(0, LONGEST);
      total += text.length;
      yield { folder, text };
    }
  }
}

const ours = (text: string): number => scan(text).length;

/** Seconds of processor time over the corpus, and how many were found. */
function measure(corpus: readonly string[], find: (text: string) => number): { found: number; seconds: number } {
  const began = process.cpuUsage();
  const found = corpus.reduce((sum, text) => sum + find(text), 0);
  const { user, system } = process.cpuUsage(began);
  return { found, seconds: (user + system) / 1e6 };
}

const isReading = process.argv.includes('--memory-reading');
if (isReading || process.argv.includes('--memory')) {
  const before = process.memoryUsage().rss;
  for (const { text } of texts()) if (!isReading) scan(text);
  console.log(JSON.stringify({ before, most: process.resourceUsage().maxRSS * 1024 }));
} else {
  const { extractIOC } = await import('ioc-extractor');
  const theirs = (text: string): number =>
    Object.values(extractIOC(text)).reduce((n: number, each) => n + (Array.isArray(each) ? each.length : 0), 0);
  const all = [...texts()];
  const corpus = all.map(({ text }) => text);
  const size = corpus.reduce((sum, text) => sum + text.length, 0) / 1e6;
  measure(corpus, ours);
  measure(corpus, theirs);
  const rounds = Array.from({ length: ROUNDS }, () => [measure(corpus, ours), measure(corpus, theirs)] as const);
  const total = (which: 0 | 1): number => rounds.reduce((sum, round) => sum + round[which].seconds, 0) / ROUNDS;
  const rate = (seconds: number): string => (size / seconds).toFixed(1);
  const ratios = rounds.map(([one, other]) => (other.seconds / one.seconds).toFixed(2));
  console.log(`text            ${size.toFixed(1)} MB (UTF-16 units) in ${corpus.length} files`);
  console.log(`telltale        ${rate(total(0))} MB/s, ${rounds[0]?.[0].found} mentions with spans, all types`);
  console.log(`ioc-extractor   ${rate(total(1))} MB/s, ${rounds[0]?.[1].found} values without spans`);
  console.log(`ratio           ${(total(1) / total(0)).toFixed(2)} times ioc-extractor (rounds: ${ratios.join(', ')})`);
  for (const [folder, its] of Map.groupBy(all, (each) => each.folder)) {
    const part = its.map(({ text }) => text);
    const { found, seconds } = measure(part, ours);
    const length = part.reduce((sum, text) => sum + text.length, 0);
    console.log(
      `  ${folder.padEnd(14)}${(measure(part, theirs).seconds / seconds).toFixed(2)} times, ${(length / seconds / 1e6).toFixed(1)} MB/s, a mention each ${(length / found).toFixed(0)} units`,
    );
  }
  const memoryOf = (what: string): { before: number; most: number } => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), what], { encoding: 'utf8' });
    return JSON.parse(child.stdout) as { before: number; most: number };
  };
  const memory = memoryOf('--memory');
  const reading = memoryOf('--memory-reading');
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  console.log(
    `memory          ${megabytes(memory.most)} MB at most in a process of its own that reads and scans it text by text (${megabytes(memory.before)} MB before the first scan; ${megabytes(reading.most)} MB when it only reads)`,
  );
}
