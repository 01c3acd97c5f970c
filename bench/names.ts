/**
 * Accuracy and speed of names, strict spans. Groups, malware and tools, the library's and those that a report alone names:
 * AnnoCTR, cross-validated by report, because the shipped judges are trained on both splits
 * (`bench/training/train-names.ts`); CyNER valid (malware), which they have not seen. English organisations and places: AnnoCTR dev, CyNER valid, neither of them looked at. All types in three languages: the labelled sentences of
 * `bench/labelled/`, the half that rules were not written with.
 * Relations, too: `bench/labelled/relations.txt`.
 * `node bench/names.ts [DATA] [--seen] [--verbose]`: with the half that was, and its errors.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityExtractor } from '../src/ports/entity-extractor.ts';
import { createNameMatcher } from '../src/understand/extract/library-names.ts';
import { createNameFinder } from '../src/understand/extract/names/name-finder.ts';
import { createNameExtractor } from '../src/understand/extract/names-in-text.ts';
import { type GoldDocument, LOCATIONS, loadAnnoCtr, ORGANISATIONS } from './corpora/annoctr.ts';
import { loadCyner } from './corpora/cyner.ts';
import { loadLibrary } from './corpora/library.ts';
import { passagesOf } from './corpora/passages.ts';
import { scoreHeaders } from './labelled/score-headers.ts';
import { scoreLabelled } from './labelled/score-labelled.ts';
import { scoreRelations } from './labelled/score-relations.ts';
import { trainingTexts } from './training/learn-names.ts';
import { printCrossValidation } from './training/print-cross-validation.ts';

/** Seconds of the best of three passes over all documents: warm, and the least disturbed. */
async function extractionTime(documents: readonly GoldDocument[], matcher: EntityExtractor): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 3; pass++) {
    // New passages each time: extractors remember those that they have seen.
    const prepared = documents.map(({ text }) => passagesOf(text).passages);
    const began = performance.now();
    for (const passages of prepared) await matcher.extract(passages);
    best = Math.min(best, (performance.now() - began) / 1000);
  }
  return best;
}

async function score(
  title: string,
  documents: readonly GoldDocument[],
  matcher: EntityExtractor,
  verbose: boolean,
  wanted: ReadonlySet<string> = new Set(['name']),
) {
  let right = 0;
  let found = 0;
  let gold = 0;
  let plain = 0;
  let plainRight = 0;
  let length = 0;
  const wrong = new Map<string, number>();
  const missed = new Map<string, number>();
  const count = (tally: Map<string, number>, word: string): void => {
    tally.set(word, (tally.get(word) ?? 0) + 1);
  };
  const seconds = await extractionTime(documents, matcher);
  for (const document of documents) {
    const { passages, offsets } = passagesOf(document.text);
    const { mentions } = await matcher.extract(passages);
    gold += document.spans.size;
    length += Buffer.byteLength(document.text);
    const taken = new Set<string>();
    for (const { passage, start, end, confidence, raw, type } of mentions) {
      if (!wanted.has(type)) continue;
      const offset = offsets[passage] ?? 0;
      const span = `${start + offset}-${end + offset}`;
      plain += 1;
      if (document.spans.has(span)) plainRight += 1;
      if (confidence < 0.5) continue;
      found += 1;
      taken.add(span);
      if (document.spans.has(span)) right += 1;
      else count(wrong, raw);
    }
    for (const span of document.spans) {
      if (taken.has(span)) continue;
      const [start, end] = span.split('-').map(Number);
      count(missed, document.text.slice(start, end));
    }
  }
  const f1 = (precision: number, recall: number): string =>
    ((2 * precision * recall) / (precision + recall)).toFixed(3);
  const line = (name: string, tp: number, all: number): string =>
    `  ${name}: precision ${(tp / all).toFixed(3)} recall ${(tp / gold).toFixed(3)} F1 ${f1(tp / all, tp / gold)}`;
  console.log(`${title}: ${documents.length} documents, ${gold} names, ${(length / 1e6 / seconds).toFixed(1)} MB/s`);
  console.log(line('all mentions        ', plainRight, plain));
  console.log(line('confidence >= 0.5   ', right, found));
  if (verbose) {
    const top = (tally: Map<string, number>): string =>
      [...tally]
        .sort((one, other) => other[1] - one[1])
        .slice(0, 60)
        .map(([word, times]) => `${word} ${times}`)
        .join(', ');
    console.log(`  wrong: ${top(wrong)}\n  missed: ${top(missed)}`);
  }
}

/** Both ways to a name, as one: where the library is sure of one, what the report calls it adds nothing. */
function withNamesOfReports(library: EntityExtractor, names: EntityExtractor): EntityExtractor {
  return {
    name: 'both',
    async extract(passages) {
      const [known, found] = [await library.extract(passages), await names.extract(passages)];
      const sure = known.mentions.filter(({ confidence }) => confidence >= 0.5);
      const more = found.mentions.filter(
        ({ passage, start, end }) =>
          !sure.some((name) => name.passage === passage && name.start < end && start < name.end),
      );
      return { mentions: [...sure, ...more], statements: [] };
    },
  };
}

const data =
  process.argv.find((argument, index) => index > 1 && !argument.startsWith('-')) ?? join('..', 'shared', 'data');
const verbose = process.argv.includes('--verbose');
if (!existsSync(join(data, 'annoctr'))) {
  console.log(
    `skipped: the annotated reports are not at ${data}; without the library nothing knows malware and actors`,
  );
} else {
  const aliases = loadLibrary(data);
  const began = performance.now();
  const matcher = createNameMatcher(aliases);
  const reports = join(data, 'annoctr');
  console.log(`${aliases.length} aliases, matcher built in ${(performance.now() - began).toFixed(0)} ms`);
  printCrossValidation(trainingTexts(data, aliases));
  await score('AnnoCTR train (seen)', loadAnnoCtr(join(data, 'annoctr'), 'train'), matcher, verbose);
  await score('AnnoCTR dev (seen)', loadAnnoCtr(join(data, 'annoctr'), 'dev'), matcher, false);
  await score('CyNER valid, malware', loadCyner(join(data, 'cyner'), 'valid', new Set(['Malware'])), matcher, false);
  const names = createNameExtractor(await createNameFinder());
  const both = withNamesOfReports(matcher, names);
  const kinds = new Set(['name', 'malware', 'intrusion-set', 'tool']);
  await score('AnnoCTR train (seen), and names of reports', loadAnnoCtr(reports, 'train'), both, verbose, kinds);
  await score('AnnoCTR dev (seen), and names of reports', loadAnnoCtr(reports, 'dev'), both, verbose, kinds);
  const malware = loadCyner(join(data, 'cyner'), 'valid', new Set(['Malware']));
  await score('CyNER valid, malware, and names of texts', malware, both, verbose, kinds);
  await score(
    'AnnoCTR dev, organisations',
    loadAnnoCtr(reports, 'dev', ORGANISATIONS),
    names,
    false,
    new Set(['organization']),
  );
  await score('AnnoCTR dev, places', loadAnnoCtr(reports, 'dev', LOCATIONS), names, false, new Set(['location']));
  await score(
    'CyNER valid, organisations',
    loadCyner(join(data, 'cyner'), 'valid', new Set(['Organization'])),
    names,
    false,
    new Set(['organization']),
  );
}
await scoreLabelled(existsSync(join(data, 'attack')) ? loadLibrary(data) : [], {
  seen: process.argv.includes('--seen'),
  verbose,
});
await scoreRelations({ seen: process.argv.includes('--seen'), verbose });
scoreHeaders({ verbose });
