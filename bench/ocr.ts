/**
 * `node bench/ocr.ts [KIND…] [--show]`: character error of the OCR engine over 129 rendered pages, overall and per kind,
 * CPU seconds a page and peak memory; the pages that the engine's settings were chosen on apart from those that they
 * were not. Compared after Unicode compatibility folding and without spaces; the error with spaces stands beside it.
 */
import { furtherPages } from './ocr-pages/draw-further.ts';
import { type TestPage, testPages } from './ocr-pages/draw-page.ts';
import { startPageReader } from './ocr-pages/read-page.ts';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const show = process.argv.includes('--show');

/** Insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  const [a, b] = [Array.from(from), Array.from(to)];
  let row = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, character] of a.entries()) {
    const next = new Uint32Array(b.length + 1);
    next[0] = index + 1;
    for (let at = 0; at < b.length; at++)
      next[at + 1] = Math.min(
        (row[at] ?? 0) + (b[at] === character ? 0 : 1),
        (row[at + 1] ?? 0) + 1,
        (next[at] ?? 0) + 1,
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

interface Tally {
  pages: number;
  characters: number;
  errors: number;
  spaced: number;
  spacedErrors: number;
  seconds: number;
}
const tallies = new Map<string, Tally>();
const reader = startPageReader();
let memory = 0;
const add = (kind: string, part: Tally): void => {
  const tally = tallies.get(kind) ?? { pages: 0, characters: 0, errors: 0, spaced: 0, spacedErrors: 0, seconds: 0 };
  for (const key of Object.keys(part) as (keyof Tally)[]) tally[key] += part[key];
  tallies.set(kind, tally);
};
function* allPages(): Generator<TestPage> {
  yield* furtherPages();
  yield* testPages();
}

for (const page of allPages()) {
  if (wanted.length > 0 && !wanted.includes(page.kind)) continue;
  const { width, height } = page.canvas;
  const { data } = page.canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = new Uint8Array(data.buffer);
  const { lines, seconds, peak } = await reader.read({ width, height, pixels });
  memory = peak;
  const fold = (parts: readonly string[]): string => parts.join(' ').normalize('NFKC').replace(/\s+/g, ' ');
  const truth = fold(page.lines);
  const read = fold(lines.map(({ text }) => text));
  const bare = (text: string): string => text.replaceAll(' ', '');
  const errors = editDistance(bare(truth), bare(read));
  const part = {
    pages: 1,
    characters: bare(truth).length,
    errors,
    spaced: truth.length,
    spacedErrors: editDistance(truth, read),
    seconds,
  };
  add(`${page.set}: ${page.kind}`, part);
  add(`${page.set}: all`, part);
  if (show) {
    console.log(`${page.name}: ${errors} errors, ${seconds.toFixed(2)} s`);
    const unread = page.lines.filter((line) => !bare(read).includes(bare(fold([line]))));
    for (const line of unread) console.log(`  - ${line}`);
    if (unread.length > 0)
      for (const { text, confidence, engine: by } of lines)
        if (!bare(truth).includes(bare(fold([text])))) console.log(`  + ${text}  ${confidence} ${by ?? ''}`);
  }
}
await reader.close();
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
console.log('kind'.padEnd(22), 'pages', ' error', ' with spaces', ' CPU s a page');
for (const [kind, tally] of tallies)
  console.log(
    kind.padEnd(22),
    String(tally.pages).padStart(5),
    percent(tally.errors, tally.characters).padStart(7),
    percent(tally.spacedErrors, tally.spaced).padStart(12),
    (tally.seconds / tally.pages).toFixed(2).padStart(12),
  );
console.log(`peak memory ${memory} MB`);
