/**
 * Learns the judge of library names and the judge of discovered names from annotated reports, and says how well both do
 * on reports that they have not seen.
 */
import { join } from 'node:path';
import type { Alias } from '../../src/ports/store.ts';
import {
  type AliasAutomaton,
  buildAliasAutomaton,
} from '../../src/understand/extract/library-names/alias-automaton.ts';
import { findCandidates } from '../../src/understand/extract/library-names/find-candidates.ts';
import {
  featuresOf,
  isEveryday,
  type PlacedCandidate,
} from '../../src/understand/extract/library-names/name-features.ts';
import { judgeNames, logistic } from '../../src/understand/extract/library-names/name-model.ts';
import { judgeWords } from '../../src/understand/extract/names/discovered-names.ts';
import { type DocumentWord, wordsOf } from '../../src/understand/extract/names/discovered-words.ts';
import { loadAnnoCtr } from '../corpora/annoctr.ts';
import { loadDocumentation } from '../corpora/documentation.ts';
import { passagesOf } from '../corpora/passages.ts';

/** How a judge is learnt: gradient descent with momentum. */
interface Descent {
  readonly steps: number;
  readonly rate: number;
  readonly penalty: number;
}
const NAMES: Descent = { steps: 800, rate: 0.5, penalty: 2e-3 };
const WORDS: Descent = { steps: 600, rate: 1, penalty: 5e-4 };
/** What one candidate of the documentation weighs beside one of a report. */
const DOCUMENTATION_WEIGHT = 0.3;
const FOLDS = 5;
/** Names that are doubted are only labelled, and missing one costs a reader more: the best F1 lies here. */
const THRESHOLD = 0.4;
/** Nothing but the document vouches for a discovered name. */
const WORD_THRESHOLD = 0.55;

export interface TrainingText {
  readonly split: 'train' | 'dev' | 'documentation';
  readonly candidates: readonly PlacedCandidate[];
  readonly vectors: readonly Float64Array[];
  /** 1 where the annotators marked exactly this span. */
  readonly labels: readonly number[];
  /** Names that they marked, found or not: `start-end` in the whole text. */
  readonly gold: ReadonlySet<string>;
  /** Where each passage begins in the whole text. */
  readonly offsets: readonly number[];
  readonly words: readonly DocumentWord[];
  /** 1 where the annotators marked at least half of a word's places. */
  readonly wordLabels: readonly number[];
}

/** Weights of both judges, one for each of their features; the constants move the best thresholds to 0.5. */
export interface Judges {
  readonly names: readonly number[];
  readonly words: readonly number[];
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
  return [...reports, ...documentation.filter(({ candidates, words }) => candidates.length + words.length > 0)];
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
  const words = wordsOf(passages.map((passage) => passage.text));
  const wordLabels = words.map(({ word, places }) => {
    const marked = places.filter(({ text: passage, start }) => {
      const from = start + (offsets[passage] ?? 0);
      return spans.has(`${from}-${from + word.length}`);
    });
    return marked.length * 2 >= places.length ? 1 : 0;
  });
  return { split, candidates, vectors: featuresOf(candidates), labels, gold: spans, offsets, words, wordLabels };
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

/** Weights of the features. Full-batch, so small, deterministic, the same on every machine. */
function descend(
  vectors: readonly Float64Array[],
  labels: readonly number[],
  shares: readonly number[],
  { steps, rate, penalty }: Descent,
): readonly number[] {
  const width = vectors[0]?.length ?? 0;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const rows = new Float64Array(vectors.length * width);
  for (const [index, vector] of vectors.entries()) rows.set(vector, index * width);
  const weights = new Float64Array(width);
  const velocity = new Float64Array(width);
  const gradient = new Float64Array(width);
  for (let step = 0; step < steps; step++) {
    for (let at = 0; at < width; at++) gradient[at] = at === 0 ? 0 : (weights[at] as number) * penalty;
    for (let index = 0, row = 0; index < labels.length; index++, row += width) {
      let logit = 0;
      for (let at = 0; at < width; at++) logit += (weights[at] as number) * (rows[row + at] as number);
      const error = ((logistic(logit) - (labels[index] ?? 0)) * (shares[index] ?? 1)) / total;
      for (let at = 0; at < width; at++) gradient[at] = (gradient[at] as number) + error * (rows[row + at] as number);
    }
    for (let at = 0; at < width; at++) {
      velocity[at] = 0.9 * (velocity[at] as number) - rate * (gradient[at] as number);
      weights[at] = (weights[at] as number) + (velocity[at] as number);
    }
  }
  return [...weights];
}

/** The constant moves the best threshold to 0.5. */
function shifted([bias = 0, ...others]: readonly number[], threshold: number): readonly number[] {
  return [bias - Math.log(threshold / (1 - threshold)), ...others];
}

export function learnNames(texts: readonly TrainingText[]): Judges {
  const all = texts.flatMap(withParagraphs);
  const shareOf = ({ split }: TrainingText): number => (split === 'documentation' ? DOCUMENTATION_WEIGHT : 1);
  const names = descend(
    all.flatMap((text) => text.vectors),
    all.flatMap((text) => text.labels),
    all.flatMap((text) => text.labels.map(() => shareOf(text))),
    NAMES,
  );
  const words = descend(
    texts.flatMap((text) => text.words.map(({ vector }) => vector)),
    texts.flatMap((text) => text.wordLabels),
    // A word's places count, but the hundredth adds little.
    texts.flatMap((text) => text.words.map(({ places }) => shareOf(text) * (1 + Math.log2(places.length) / 2))),
    WORDS,
  );
  return { names: shifted(names, THRESHOLD), words: shifted(words, WORD_THRESHOLD) };
}

/** What both judges make of a text: spans of library names, and of discovered ones that no library name covers. */
interface Judged {
  readonly library: ReadonlySet<string>;
  readonly discovered: ReadonlySet<string>;
  /** Of each candidate, whether it was taken. */
  readonly taken: readonly boolean[];
}

function judge(text: TrainingText, judges: Judges): Judged {
  const taken = judgeNames(text.candidates, judges.names).map((likelihood) => likelihood >= 0.5);
  const spans = text.candidates.flatMap(({ passage, start, end }, index) => {
    const offset = text.offsets[passage] ?? 0;
    return taken[index] ? [[start + offset, end + offset] as const] : [];
  });
  const discovered = judgeWords(text.words, judges.words).flatMap(({ word, places }) =>
    places.flatMap(({ text: passage, start }) => {
      const from = start + (text.offsets[passage] ?? 0);
      const to = from + word.length;
      return spans.some(([first, last]) => first < to && from < last) ? [] : [`${from}-${to}`];
    }),
  );
  return { library: new Set(spans.map((span) => span.join('-'))), discovered: new Set(discovered), taken };
}

function score(right: number, found: number, gold: number): Score {
  return { precision: right / found, recall: right / gold, f1: (2 * right) / (found + gold) };
}

/** Strict spans: a name that nothing finds counts as missed. */
function scoreOf(
  texts: readonly TrainingText[],
  judged: ReadonlyMap<TrainingText, Judged>,
  parts: readonly ('library' | 'discovered')[],
): Score {
  let [right, found, gold] = [0, 0, 0];
  for (const text of texts) {
    gold += text.gold.size;
    for (const part of parts) {
      for (const span of judged.get(text)?.[part] ?? []) {
        found += 1;
        right += Number(text.gold.has(span));
      }
    }
  }
  return score(right, found, gold);
}

/** Each word once a report, so that no report's favourite word decides; names that the library does not know left out. */
function scoreOfWords(texts: readonly TrainingText[], judged: ReadonlyMap<TrainingText, Judged>): Score {
  let [right, found, gold] = [0, 0, 0];
  for (const text of texts) {
    const words = Map.groupBy(text.candidates.keys(), (index) => rawOf(text.candidates[index]));
    for (const indexes of words.values()) {
      const share = (values: readonly (number | boolean)[]): number =>
        indexes.reduce((sum, index) => sum + Number(values[index] ?? 0), 0) / indexes.length;
      const isName = share(text.labels) >= 0.5;
      const isTaken = share(judged.get(text)?.taken ?? []) >= 0.5;
      gold += Number(isName);
      found += Number(isTaken);
      right += Number(isName && isTaken);
    }
  }
  return score(right, found, gold);
}

function rawOf(candidate: PlacedCandidate | undefined): string {
  return candidate?.text.slice(candidate.start, candidate.end) ?? '';
}

/** Each report judged by weights that have seen four fifths of the others and not itself. */
export function crossValidated(texts: readonly TrainingText[]): {
  /** By split: library names alone, and with the names that reports introduce. */
  readonly scores: readonly (readonly [title: string, library: Score, both: Score])[];
  /** Train and dev, each word once a report. */
  readonly words: Score;
  /** Candidates of the documentation, how many of them were taken for names, and how many words were discovered. */
  readonly documentation: { readonly candidates: number; readonly taken: number; readonly discovered: number };
} {
  const fold = new Map<TrainingText, number>();
  for (const split of ['train', 'dev', 'documentation'] as const) {
    for (const [at, text] of texts.filter((each) => each.split === split).entries()) fold.set(text, at % FOLDS);
  }
  const judged = new Map<TrainingText, Judged>();
  for (let out = 0; out < FOLDS; out++) {
    const judges = learnNames(texts.filter((text) => fold.get(text) !== out));
    for (const text of texts) if (fold.get(text) === out) judged.set(text, judge(text, judges));
  }
  const of = (...splits: readonly TrainingText['split'][]) => texts.filter(({ split }) => splits.includes(split));
  const row = (title: string, ...splits: readonly TrainingText['split'][]) =>
    [
      title,
      scoreOf(of(...splits), judged, ['library']),
      scoreOf(of(...splits), judged, ['library', 'discovered']),
    ] as const;
  const pages = of('documentation').flatMap((text) => judged.get(text) ?? []);
  return {
    scores: [row('train + dev', 'train', 'dev'), row('train', 'train'), row('dev', 'dev')],
    words: scoreOfWords(of('train', 'dev'), judged),
    documentation: {
      candidates: of('documentation').reduce((sum, { candidates }) => sum + candidates.length, 0),
      taken: pages.reduce((sum, { taken }) => sum + taken.filter(Boolean).length, 0),
      discovered: pages.reduce((sum, { discovered }) => sum + discovered.size, 0),
    },
  };
}
