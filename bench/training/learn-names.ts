/** Learns the judge of library names from annotated reports, and says how well it does on reports that it has not seen. */
import { join } from 'node:path';
import type { Alias } from '../../src/ports/store.ts';
import {
  type AliasAutomaton,
  buildAliasAutomaton,
} from '../../src/understand/extract/library-names/alias-automaton.ts';
import { findCandidates } from '../../src/understand/extract/library-names/find-candidates.ts';
import {
  FEATURES,
  featuresOf,
  isEveryday,
  type PlacedCandidate,
} from '../../src/understand/extract/library-names/name-features.ts';
import { dot, logistic } from '../../src/understand/extract/library-names/name-model.ts';
import { loadAnnoCtr } from '../corpora/annoctr.ts';
import { loadDocumentation } from '../corpora/documentation.ts';
import { passagesOf } from '../corpora/passages.ts';

const STEPS = 800;
const RATE = 0.5;
const PENALTY = 2e-3;
/** What one candidate of the documentation weighs beside one of a report. */
const DOCUMENTATION_WEIGHT = 0.3;
const FOLDS = 5;
/** Names that are doubted are only labelled, and missing one costs a reader more: the best F1 lies here. */
export const THRESHOLD = 0.4;

export interface TrainingText {
  readonly split: 'train' | 'dev' | 'documentation';
  readonly candidates: readonly PlacedCandidate[];
  readonly vectors: readonly Float64Array[];
  /** 1 where the annotators marked exactly this span. */
  readonly labels: readonly number[];
  /** Names that they marked, found or not. */
  readonly gold: number;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** AnnoCTR's reports below `data`, and documentation in which nothing is a name. */
export function trainingTexts(data: string, aliases: readonly Alias[]): readonly TrainingText[] {
  const automaton = buildAliasAutomaton(aliases);
  const reports = (['train', 'dev'] as const).flatMap((split) =>
    loadAnnoCtr(join(data, 'annoctr'), split).map(({ text, spans }) => trainingText(split, text, spans, automaton)),
  );
  const documentation = loadDocumentation().map(({ text }) =>
    trainingText('documentation', text, new Set(), automaton),
  );
  return [...reports, ...documentation.filter(({ candidates }) => candidates.length > 0)];
}

function trainingText(
  split: TrainingText['split'],
  text: string,
  spans: ReadonlySet<string>,
  automaton: AliasAutomaton,
): TrainingText {
  const { passages, offsets } = passagesOf(text);
  const candidates = findCandidates(passages, automaton).filter((candidate) => !isEveryday(candidate));
  const labels = candidates.map(({ passage, start, end }) => {
    const offset = offsets[passage] ?? 0;
    return spans.has(`${start + offset}-${end + offset}`) ? 1 : 0;
  });
  return { split, candidates, vectors: featuresOf(candidates), labels, gold: spans.size };
}

/** Each paragraph as a text of its own, too: a chat message has to stand without the report around it. */
function withParagraphs(text: TrainingText): readonly TrainingText[] {
  const paragraphs = Map.groupBy(text.candidates.keys(), (index) => text.candidates[index]?.passage);
  const alone = [...paragraphs.values()].map((indexes): TrainingText => {
    const candidates = indexes.flatMap((index) => text.candidates[index] ?? []);
    const labels = indexes.map((index) => text.labels[index] ?? 0);
    return { ...text, candidates, vectors: featuresOf(candidates), labels };
  });
  return [text, ...alone];
}

/** Weights of the features. Full-batch gradient descent with momentum: small, deterministic, the same on every machine. */
export function learnNames(texts: readonly TrainingText[]): readonly number[] {
  const all = texts.flatMap(withParagraphs);
  const width = FEATURES.length;
  const vectors = all.flatMap((text) => text.vectors);
  const labels = all.flatMap((text) => text.labels);
  const shares = all.flatMap(({ split, labels: its }) =>
    its.map(() => (split === 'documentation' ? DOCUMENTATION_WEIGHT : 1)),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  const rows = new Float64Array(vectors.length * width);
  for (const [index, vector] of vectors.entries()) rows.set(vector, index * width);
  const weights = new Float64Array(width);
  const velocity = new Float64Array(width);
  const gradient = new Float64Array(width);
  for (let step = 0; step < STEPS; step++) {
    for (let at = 0; at < width; at++) gradient[at] = at === 0 ? 0 : (weights[at] as number) * PENALTY;
    for (let index = 0, row = 0; index < labels.length; index++, row += width) {
      let logit = 0;
      for (let at = 0; at < width; at++) logit += (weights[at] as number) * (rows[row + at] as number);
      const error = ((logistic(logit) - (labels[index] ?? 0)) * (shares[index] ?? 1)) / total;
      for (let at = 0; at < width; at++) gradient[at] = (gradient[at] as number) + error * (rows[row + at] as number);
    }
    for (let at = 0; at < width; at++) {
      velocity[at] = 0.9 * (velocity[at] as number) - RATE * (gradient[at] as number);
      weights[at] = (weights[at] as number) + (velocity[at] as number);
    }
  }
  return [...weights];
}

/** Strict spans: a name that the library does not know counts as missed. */
function scoreOf(texts: readonly TrainingText[], likelihoods: ReadonlyMap<TrainingText, readonly number[]>): Score {
  let [right, found, gold] = [0, 0, 0];
  for (const text of texts) {
    gold += text.gold;
    for (const [index, likelihood] of (likelihoods.get(text) ?? []).entries()) {
      if (likelihood < THRESHOLD) continue;
      found += 1;
      right += text.labels[index] ?? 0;
    }
  }
  return { precision: right / found, recall: right / gold, f1: (2 * right) / (found + gold) };
}

/** Each word once a report, so that no report's favourite word decides; names that the library does not know left out. */
function scoreOfWords(
  texts: readonly TrainingText[],
  likelihoods: ReadonlyMap<TrainingText, readonly number[]>,
): Score {
  let [right, found, gold] = [0, 0, 0];
  for (const text of texts) {
    const words = Map.groupBy(text.candidates.keys(), (index) => rawOf(text.candidates[index]));
    for (const indexes of words.values()) {
      const of = (values: readonly number[]): number =>
        indexes.reduce((sum, index) => sum + (values[index] ?? 0), 0) / indexes.length;
      const isName = of(text.labels) >= 0.5;
      const isTaken = of((likelihoods.get(text) ?? []).map((each) => Number(each >= THRESHOLD))) >= 0.5;
      gold += Number(isName);
      found += Number(isTaken);
      right += Number(isName && isTaken);
    }
  }
  return { precision: right / found, recall: right / gold, f1: (2 * right) / (found + gold) };
}

function rawOf(candidate: PlacedCandidate | undefined): string {
  return candidate?.text.slice(candidate.start, candidate.end) ?? '';
}

/** Each report judged by weights that have seen four fifths of the others and not itself. */
export function crossValidated(texts: readonly TrainingText[]): {
  readonly all: Score;
  readonly train: Score;
  readonly dev: Score;
  /** Train and dev, each word once a report. */
  readonly words: Score;
  /** Candidates of the documentation, and how many of them were taken for names. */
  readonly documentation: { readonly candidates: number; readonly taken: number };
} {
  const fold = new Map<TrainingText, number>();
  for (const split of ['train', 'dev', 'documentation'] as const) {
    for (const [at, text] of texts.filter((each) => each.split === split).entries()) fold.set(text, at % FOLDS);
  }
  const likelihoods = new Map<TrainingText, readonly number[]>();
  for (let out = 0; out < FOLDS; out++) {
    const weights = learnNames(texts.filter((text) => fold.get(text) !== out));
    for (const text of texts) {
      if (fold.get(text) === out)
        likelihoods.set(
          text,
          text.vectors.map((vector) => logistic(dot(weights, vector))),
        );
    }
  }
  const of = (...splits: readonly TrainingText['split'][]) => texts.filter(({ split }) => splits.includes(split));
  const judged = of('documentation').flatMap((text) => likelihoods.get(text) ?? []);
  return {
    all: scoreOf(of('train', 'dev'), likelihoods),
    train: scoreOf(of('train'), likelihoods),
    dev: scoreOf(of('dev'), likelihoods),
    words: scoreOfWords(of('train', 'dev'), likelihoods),
    documentation: { candidates: judged.length, taken: judged.filter((each) => each >= THRESHOLD).length },
  };
}
