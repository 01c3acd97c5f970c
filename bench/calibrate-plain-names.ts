/**
 * What names of groups, malware and tools keep of their reading by what sort of word they are: `ORDINARY_WORD` and
 * `PLAIN_NAME` of the weights. Right is what AnnoCTR and CyNER mark in reports; ordinary texts name none. A name counts
 * once a text, at the mean confidence of its mentions, and twenty ordinary texts for each report, for a leak speaks of much else.
 * `node bench/calibrate-plain-names.ts TEXTS… [--data DATA] [--list]`: TEXTS are folders of ordinary texts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createNameMatcher } from '../src/understand/extract/library-names.ts';
import { loadAnnoCtr } from './corpora/annoctr.ts';
import { loadCyner } from './corpora/cyner.ts';
import { loadLibrary } from './corpora/library.ts';
import { passagesOf } from './corpora/passages.ts';

/** Ordinary texts for each report. */
const ORDINARY_TEXTS = 20;
const SURE_ENOUGH = 0.5;
const SORTS = ['ordinary-word', 'everyday-software', 'plain-word', 'transliterated'];

interface Text {
  readonly name: string;
  readonly text: string;
  /** Where names are, `start-end`; absent where the text names none. */
  readonly spans?: ReadonlySet<string>;
}

interface Found {
  readonly sort: string;
  readonly shown: string;
  readonly confidence: number;
  readonly right: boolean;
}

async function namesIn(
  { name: where, text, spans }: Text,
  matcher: ReturnType<typeof createNameMatcher>,
): Promise<readonly Found[]> {
  const { passages, offsets } = passagesOf(text);
  const { mentions } = await matcher.extract(passages);
  return [...Map.groupBy(mentions, ({ value }) => value.toLowerCase()).values()].flatMap((same): Found[] => {
    const confidence = same.reduce((sum, one) => sum + one.confidence, 0) / same.length;
    const [first] = same;
    if (!first || confidence < SURE_ENOUGH) return [];
    const labels = new Set(same.flatMap((one) => one.labels));
    const isShort = /^[\p{Script=Latin}\p{N}]{1,3}$/u.test(first.raw);
    const right = same.some(({ passage, start, end }) => {
      const offset = offsets[passage] ?? 0;
      return spans?.has(`${start + offset}-${end + offset}`) ?? false;
    });
    const sort = SORTS.find((label) => labels.has(label)) ?? (isShort ? 'two or three letters' : 'any other');
    return [{ sort, shown: `${first.raw} (${where})`, confidence, right }];
  });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, list: { type: 'boolean', default: false } },
});
const data = values.data ?? resolve(import.meta.dirname, '..', '..', 'shared', 'data');
if (positionals.length === 0 || !existsSync(join(data, 'annoctr'))) {
  console.log(`skipped: no folder of ordinary texts is given, or there is no reference data at ${data}`);
} else {
  const matcher = createNameMatcher(loadLibrary(data));
  const reports: readonly Text[] = [
    ...loadAnnoCtr(join(data, 'annoctr'), 'train'),
    ...loadAnnoCtr(join(data, 'annoctr'), 'dev'),
    ...loadCyner(join(data, 'cyner'), 'valid', new Set(['Malware'])),
  ].map(({ text, spans }) => ({ name: 'report', text, spans }));
  const ordinary = positionals.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): Text => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') })),
  );
  const found = [];
  for (const text of [...reports, ...ordinary]) {
    const share = text.spans === undefined ? (ORDINARY_TEXTS * reports.length) / ordinary.length : 1;
    for (const name of await namesIn(text, matcher))
      found.push({ ...name, share, isOrdinary: text.spans === undefined });
  }
  console.log(`${reports.length} reports, ${ordinary.length} ordinary texts`);
  console.log('sort of name          in reports  right  in ordinary texts  share right  mean reading  keeps');
  for (const [sort, all] of [...Map.groupBy(found, (one) => one.sort)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const weigh = (names: readonly { share: number }[]): number => names.reduce((sum, { share }) => sum + share, 0);
    const inOrdinary = all.filter((one) => one.isOrdinary);
    const right = all.filter((one) => one.right);
    const isRight = weigh(right) / weigh(all);
    const reading = all.reduce((sum, one) => sum + one.confidence * one.share, 0) / weigh(all);
    console.log(
      `${sort.padEnd(22)} ${String(all.length - inOrdinary.length).padStart(9)} ${String(right.length).padStart(6)} ${String(inOrdinary.length).padStart(18)} ${isRight.toFixed(2).padStart(12)} ${reading.toFixed(2).padStart(13)} ${Math.min(
        1,
        isRight / reading,
      )
        .toFixed(2)
        .padStart(6)}`,
    );
    if (values.list)
      for (const { shown, confidence } of inOrdinary) console.log(`    ${confidence.toFixed(2)} ${shown}`);
  }
}
