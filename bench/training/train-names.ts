/**
 * Trains the judges of library names and of discovered names on AnnoCTR's training and dev splits and on documentation, and writes their weights.
 * `node bench/training/train-names.ts [DATA]`; prints how well they do on reports that they have not seen, by cross-validation.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '../../src/understand/extract/library-names/name-features.ts';
import { WORD_FEATURES } from '../../src/understand/extract/names/discovered-words.ts';
import { loadLibrary } from '../corpora/library.ts';
import { learnNames, trainingTexts } from './learn-names.ts';
import { printCrossValidation } from './print-cross-validation.ts';

const data = process.argv[2] ?? join('..', 'shared', 'data');
if (!existsSync(join(data, 'annoctr'))) throw new Error(`AnnoCTR is not at ${data}`);
const texts = trainingTexts(data, loadLibrary(data));
printCrossValidation(texts);

function write(file: string, constant: string, what: string, features: readonly string[], weights: readonly number[]) {
  const rows = features.map((feature, at) => `  ${(weights[at] ?? 0).toFixed(4)}, // ${feature}`).join('\n');
  writeFileSync(
    fileURLToPath(new URL(`../../src/understand/extract/${file}`, import.meta.url)),
    `/** ${what} Written by \`bench/training/train-names.ts\`; not edited by hand. */
export const ${constant}: readonly number[] = [
${rows}
];
`,
  );
}

const { names, words } = learnNames(texts);
write(
  'library-names/name-weights.ts',
  'NAME_WEIGHTS',
  'Weights of the judge of library names, one for each of `FEATURES`.',
  FEATURES,
  names,
);
write(
  'names/discovered-weights.ts',
  'DISCOVERED_WEIGHTS',
  'Weights of the judge of discovered names, one for each of `WORD_FEATURES`.',
  WORD_FEATURES,
  words,
);
