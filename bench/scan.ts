/** The scanner beside npm `ioc-extractor`, on the same text in the same run; prints MB/s, the ratio, and how many indicators each finds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractIOC } from 'ioc-extractor';
import { scan } from '../src/understand/scan/scan.ts';
import { mixedText } from './corpora/mixed-text.ts';

const DATA = '../shared/data';
const FOLDERS = ['annoctr/text', 'eset', 'unit42', 'volexity'];
/** UTF-16 units in all, and of one text: ioc-extractor needs seconds on some larger ones. */
const TOTAL = 6_000_000;
const LONGEST = 200_000;

function texts(): string[] {
  if (!existsSync(DATA)) return mixedText(2000);
  const found: string[] = [];
  let total = 0;
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || total > TOTAL) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8').slice(0, LONGEST);
      total += text.length;
      found.push(text);
    }
  }
  return found;
}

function measure(work: () => number): { found: number; seconds: number } {
  work();
  const began = performance.now();
  const found = work();
  return { found, seconds: (performance.now() - began) / 1000 };
}

const corpus = texts();
const size = corpus.reduce((sum, text) => sum + text.length, 0) / 1e6;
const ours = measure(() => corpus.reduce((sum, text) => sum + scan(text).length, 0));
const theirs = measure(() =>
  corpus.reduce(
    (sum, text) =>
      sum + Object.values(extractIOC(text)).reduce((n: number, each) => n + (Array.isArray(each) ? each.length : 0), 0),
    0,
  ),
);
const rate = (seconds: number): string => (size / seconds).toFixed(1);
console.log(`text            ${size.toFixed(1)} MB (UTF-16 units) in ${corpus.length} files`);
console.log(`telltale        ${rate(ours.seconds)} MB/s, ${ours.found} mentions with spans, all types`);
console.log(`ioc-extractor   ${rate(theirs.seconds)} MB/s, ${theirs.found} values without spans`);
console.log(`ratio           ${(theirs.seconds / ours.seconds).toFixed(2)} times ioc-extractor`);
