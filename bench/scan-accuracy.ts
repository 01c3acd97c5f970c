/**
 * Precision, recall and F1 of the scanner per type: on the labelled snippets, and on texts of many styles that were
 * written and marked before the scanner saw them. `-v` prints what is wrong and what is missed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { OBSERVABLE_TYPES } from '../src/model/entity.ts';
import { scan } from '../src/understand/scan/scan.ts';
import { readIndicators } from './labelled/read-indicators.ts';
import { CORE, type Labelled, type Score, scoreIndicators, sumScore, TYPES } from './labelled/score-indicators.ts';

const SNIPPETS = '../shared/ioc/dev.jsonl';
const STYLES = new URL('./labelled/indicators.txt', import.meta.url);
const LATER = ['second', 'third', 'fourth', 'fifth'];
const LEAST = 0.5;

const likely = (text: string, types: readonly string[] = TYPES) =>
  scan(text, { minConfidence: LEAST })
    .filter(({ type }) => types.includes(type))
    // Types that the labelled snippets do not have are compared as they stand in the text: secrets are masked.
    .map((each) => (TYPES.includes(each.type) ? each : { ...each, value: text.slice(each.start, each.end) }));

/** What lies within a labelled span in another reading, such as the host of a URL, is neither asked for nor an error. */
function withParts(texts: readonly Labelled[], types?: readonly string[]): readonly Labelled[] {
  return texts.map((each) => ({
    ...each,
    optional: [
      ...each.optional,
      ...likely(each.text, types).filter(({ start, end, type }) =>
        [...each.expected, ...each.optional].some(
          (one) => (one.start ?? end) <= start && (one.end ?? 0) >= end && one.type !== type,
        ),
      ),
    ],
  }));
}

const share = (value: number | undefined): string => (value === undefined ? ' -   ' : value.toFixed(3));
const line = (name: string, { precision, recall, f1, tally }: Score): string =>
  `  ${name.padEnd(10)} P ${share(precision)} R ${share(recall)} F1 ${share(f1)}  right ${tally.right} wrong ${tally.wrong} missed ${tally.missed}`;

function report(title: string, texts: readonly Labelled[], types: readonly string[] = TYPES): void {
  const { tallies, misses } = scoreIndicators(
    texts,
    (text) => likely(text, types).map(({ type, value }) => [type, value]),
    types,
  );
  const spans = texts.flatMap(({ text, expected }) => {
    const found = new Set(likely(text, types).map(({ type, start, end }) => `${type} ${start} ${end}`));
    return expected.map(({ type, start, end }) => found.has(`${type} ${start} ${end}`));
  });
  console.log(`${title}: ${texts.length} texts`);
  console.log(line('all types', sumScore(tallies, types)));
  console.log(line('core eight', sumScore(tallies, CORE)));
  for (const type of types) {
    const score = sumScore(tallies, [type]);
    if (score.tally.right + score.tally.wrong + score.tally.missed > 0) console.log(line(type, score));
  }
  console.log(`  spans exact ${spans.filter(Boolean).length} of ${spans.length}`);
  if (!process.argv.includes('-v')) return;
  for (const { id, wrong, missed } of misses)
    console.log(
      `  ${id}\n${wrong.map((key) => `    wrong   ${key}\n`).join('')}${missed.map((key) => `    missed  ${key}\n`).join('')}`,
    );
}

if (existsSync(SNIPPETS)) {
  const lines = readFileSync(SNIPPETS, 'utf8').trim().split('\n');
  report(
    'snippets',
    lines.map((each) => JSON.parse(each) as Labelled),
  );
} else console.log(`snippets: skipped, ${SNIPPETS} is not here`);
report('styles', withParts(readIndicators(STYLES)));
for (const name of LATER) {
  const file = new URL(`./labelled/indicators-${name}.txt`, import.meta.url);
  report(`${name} styles`, withParts(readIndicators(file, OBSERVABLE_TYPES), OBSERVABLE_TYPES), OBSERVABLE_TYPES);
}
