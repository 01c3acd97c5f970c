/**
 * Trains the judge of library names on AnnoCTR's training split and writes its weights.
 * `node bench/training/train-names.ts [DATA]`; prints the F1 of a cross-validation by document. The dev split is not read.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAliasAutomaton } from '../../src/understand/extract/library-names/alias-automaton.ts';
import { findCandidates } from '../../src/understand/extract/library-names/find-candidates.ts';
import {
  FEATURES,
  featuresOf,
  type PlacedCandidate,
} from '../../src/understand/extract/library-names/name-features.ts';
import { documentVectors, dot, logistic } from '../../src/understand/extract/library-names/name-model.ts';
import { type GoldDocument, loadAnnoCtr } from '../corpora/annoctr.ts';
import { loadLibrary } from '../corpora/library.ts';
import { passagesOf } from '../corpora/passages.ts';

const FOLDS = 7;
const STEPS = 1500;
const RATE = 0.5;
const PENALTY = 2e-3;
const THRESHOLD = 0.35;

interface Labelled {
  readonly candidates: readonly PlacedCandidate[];
  readonly vectors: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
  readonly gold: number;
}

/** Full-batch gradient descent with momentum: small, deterministic, the same on every machine. */
function learn(
  vectors: readonly ArrayLike<number>[],
  labels: readonly number[],
  width: number,
  penalty: number,
): number[] {
  const weights = new Float64Array(width);
  const velocity = new Float64Array(width);
  const gradient = new Float64Array(width);
  const rows = new Float64Array(vectors.length * width);
  for (const [index, vector] of vectors.entries()) rows.set(vector, index * width);
  for (let step = 0; step < STEPS; step++) {
    for (let at = 0; at < width; at++) gradient[at] = at === 0 ? 0 : (weights[at] as number) * penalty;
    for (let index = 0, row = 0; index < vectors.length; index++, row += width) {
      let logit = 0;
      for (let at = 0; at < width; at++) logit += (weights[at] as number) * (rows[row + at] as number);
      const error = (logistic(logit) - (labels[index] ?? 0)) / vectors.length;
      for (let at = 0; at < width; at++) gradient[at] = (gradient[at] as number) + error * (rows[row + at] as number);
    }
    for (let at = 0; at < width; at++) {
      velocity[at] = 0.9 * (velocity[at] as number) - RATE * (gradient[at] as number);
      weights[at] = (weights[at] as number) + (velocity[at] as number);
    }
  }
  return [...weights];
}

/** Each paragraph as a document of its own, too: a chat message has to stand without the report around it. */
function withParagraphs(documents: readonly Labelled[]): readonly Labelled[] {
  return documents.flatMap((document) => {
    const paragraphs = Map.groupBy(document.candidates.keys(), (index) => document.candidates[index]?.passage);
    const alone = [...paragraphs.values()].map((indexes): Labelled => {
      const candidates = indexes.flatMap((index) => document.candidates[index] ?? []);
      const labels = indexes.map((index) => document.labels[index] ?? 0);
      return { candidates, vectors: featuresOf(candidates), labels, gold: 0 };
    });
    return [document, ...alone];
  });
}

function learnOwn(reports: readonly Labelled[]): number[] {
  const documents = withParagraphs(reports);
  return learn(
    documents.flatMap(({ vectors }) => vectors),
    documents.flatMap(({ labels }) => labels),
    FEATURES.length,
    PENALTY,
  );
}

function label(document: GoldDocument, automaton: ReturnType<typeof buildAliasAutomaton>): Labelled {
  const { passages, offsets } = passagesOf(document.text);
  const candidates = findCandidates(passages, automaton);
  const labels = candidates.map(({ passage, start, end }) => {
    const offset = offsets[passage] ?? 0;
    return document.spans.has(`${start + offset}-${end + offset}`) ? 1 : 0;
  });
  return { candidates, vectors: featuresOf(candidates), labels, gold: document.spans.size };
}

const data = process.argv[2] ?? join('..', 'shared', 'data');
if (!existsSync(join(data, 'annoctr'))) throw new Error(`AnnoCTR is not at ${data}`);
const automaton = buildAliasAutomaton(loadLibrary(data));
const documents = loadAnnoCtr(join(data, 'annoctr'), 'train').map((document) => label(document, automaton));

const outOfFold = documents.map((document, index) => ({ document, index, logits: [] as number[] }));
for (let fold = 0; fold < FOLDS; fold++) {
  const own = learnOwn(documents.filter((_, index) => index % FOLDS !== fold));
  for (const entry of outOfFold) {
    if (entry.index % FOLDS === fold) entry.logits = entry.document.vectors.map((vector) => dot(own, vector));
  }
}
const second = outOfFold.map(({ document, logits }) => ({
  labels: document.labels,
  vectors: documentVectors(document.candidates, logits),
}));
const documentWeights = learn(
  second.flatMap(({ vectors }) => vectors),
  second.flatMap(({ labels }) => labels),
  4,
  1e-4,
);

const gold = documents.reduce((sum, document) => sum + document.gold, 0);
for (const threshold of [0.3, 0.35, 0.4, 0.45, 0.5, 0.6]) {
  let right = 0;
  let found = 0;
  for (const { labels, vectors } of second) {
    for (const [index, vector] of vectors.entries()) {
      if (logistic(dot(documentWeights, vector)) < threshold) continue;
      found += 1;
      right += labels[index] ?? 0;
    }
  }
  const precision = right / found;
  const recall = right / gold;
  console.log(
    `${threshold} cross-validated on train: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${((2 * precision * recall) / (precision + recall)).toFixed(3)}`,
  );
}

if (process.argv.includes('--errors')) {
  const wrong = new Map<string, number>();
  const missed = new Map<string, number>();
  for (const [at, { labels, vectors }] of second.entries()) {
    for (const [index, vector] of vectors.entries()) {
      const isFound = logistic(dot(documentWeights, vector)) >= THRESHOLD;
      if (isFound === (labels[index] === 1)) continue;
      const { text, start, end } = documents[at]?.candidates[index] ?? { text: '', start: 0, end: 0 };
      const tally = isFound ? wrong : missed;
      tally.set(text.slice(start, end), (tally.get(text.slice(start, end)) ?? 0) + 1);
    }
  }
  for (const [title, tally] of [
    ['wrong', wrong],
    ['doubted', missed],
  ] as const) {
    const most = [...tally].sort((one, other) => other[1] - one[1]).slice(0, 70);
    console.log(`${title}: ${most.map(([name, times]) => `${name} ${times}`).join(', ')}`);
  }
  process.exit(0);
}

// Names that are doubted are only labelled, and missing one costs a reader more: the best F1 of the cross-validation
// lies below one half, and the constant moves that point to 0.5.
documentWeights[0] = (documentWeights[0] ?? 0) - Math.log(THRESHOLD / (1 - THRESHOLD));
const own = learnOwn(documents);
const rows = FEATURES.map((feature, at) => `    ${(own[at] ?? 0).toFixed(4)}, // ${feature}`).join('\n');
writeFileSync(
  fileURLToPath(new URL('../../src/understand/extract/library-names/name-weights.ts', import.meta.url)),
  `/** Weights of the judge of library names. Written by \`bench/training/train-names.ts\`; not edited by hand. */
import type { NameWeights } from './name-model.ts';

export const NAME_WEIGHTS: NameWeights = {
  own: [
${rows}
  ],
  document: [${documentWeights.map((weight) => weight.toFixed(4)).join(', ')}],
};
`,
);
