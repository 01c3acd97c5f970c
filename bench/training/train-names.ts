/**
 * Trains the judge of library names on AnnoCTR's training and dev splits and on documentation, and writes its weights.
 * `node bench/training/train-names.ts [DATA]`; prints how well it does on reports that it has not seen, by cross-validation.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '../../src/understand/extract/library-names/name-features.ts';
import { loadLibrary } from '../corpora/library.ts';
import { learnNames, THRESHOLD, trainingTexts } from './learn-names.ts';
import { printCrossValidation } from './print-cross-validation.ts';

const data = process.argv[2] ?? join('..', 'shared', 'data');
if (!existsSync(join(data, 'annoctr'))) throw new Error(`AnnoCTR is not at ${data}`);
const texts = trainingTexts(data, loadLibrary(data));
printCrossValidation(texts);

const [bias = 0, ...others] = learnNames(texts);
// The constant moves the best threshold to 0.5.
const weights = [bias - Math.log(THRESHOLD / (1 - THRESHOLD)), ...others];
const rows = FEATURES.map((feature, at) => `  ${(weights[at] ?? 0).toFixed(4)}, // ${feature}`).join('\n');
writeFileSync(
  fileURLToPath(new URL('../../src/understand/extract/library-names/name-weights.ts', import.meta.url)),
  `/** Weights of the judge of library names, one for each of \`FEATURES\`. Written by \`bench/training/train-names.ts\`; not edited by hand. */
export const NAME_WEIGHTS: readonly number[] = [
${rows}
];
`,
);
