/**
 * Accuracy of languages on the short lines of `bench/labelled/languages.tsv`: those that rules may be written with, and
 * those that they may not. `node bench/languages.ts [--verbose]`: with the errors of the first.
 */
import { readFileSync } from 'node:fs';
import { createLanguageDetector } from '../src/understand/language/create-language-detector.ts';

interface Line {
  readonly language: string;
  readonly text: string;
  readonly seen: boolean;
}

function readLines(name: string): readonly Line[] {
  const counts = new Map<string, number>();
  const file = readFileSync(new URL(`./labelled/${name}.tsv`, import.meta.url), 'utf8');
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [language = '', text = ''] = line.split('\t');
      const nth = counts.get(language) ?? 0;
      counts.set(language, nth + 1);
      return { language, text, seen: nth % 2 === 0 };
    });
}

const detector = await createLanguageDetector();
const all: Line[] = [];
for (const name of ['languages', 'languages-second']) {
  const lines = readLines(name);
  all.push(...lines);
  for (const seen of [true, false])
    report(
      name,
      seen,
      lines.filter((line) => line.seen === seen),
    );
}

function report(name: string, seen: boolean, some: readonly Line[]): void {
  const wrong = some.filter(({ language, text }) => detector.detect(text) !== language);
  const five = some.filter(({ text }) => [...text.replace(/\s/g, '')].length <= 5);
  const wrongFive = five.filter((line) => wrong.includes(line));
  const share = (bad: number, of: number): string => `${(100 * (1 - bad / of)).toFixed(1)} % of ${of}`;
  console.log(
    `${name}, ${seen ? 'rules may know' : 'rules must not'}: right ${share(wrong.length, some.length)}; up to five characters ${share(wrongFive.length, five.length)}`,
  );
  const byLanguage = Map.groupBy(wrong, ({ language }) => language);
  console.log(
    `  errors: ${[...byLanguage].map(([language, bad]) => `${language} ${bad.length}`).join(', ') || 'none'}`,
  );
  if (!seen || !process.argv.includes('--verbose')) return;
  for (const { language, text } of wrong) console.log(`  ${language}, taken for ${detector.detect(text)}: ${text}`);
}
const began = performance.now();
const ROUNDS = 20;
for (let round = 0; round < ROUNDS; round++) for (const { text } of all) detector.detect(text);
console.log(`${Math.round((ROUNDS * all.length * 1000) / (performance.now() - began))} lines a second`);
