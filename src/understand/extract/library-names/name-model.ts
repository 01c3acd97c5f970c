/**
 * A small logistic model that judges candidates: first each by itself, then with what it made of the same word elsewhere
 * in the document. Trained by `bench/training/train-names.ts` on AnnoCTR's training split.
 */
import { compactName } from './alias-automaton.ts';
import { FEATURES, featuresOf, isEveryday, isOrdinary, type PlacedCandidate } from './name-features.ts';
import { NAME_WEIGHTS } from './name-weights.ts';
import { isIdentifier, KIND_AFTER, KIND_BEFORE, NAMING_BEFORE } from './words.ts';

export interface NameWeights {
  /** One for each of `FEATURES`. */
  readonly own: readonly number[];
  /** Of the constant, the own logit, and the mean and the maximum of the same word's logits in the document. */
  readonly document: readonly [bias: number, own: number, mean: number, max: number];
}

export function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

export function dot(weights: readonly number[], values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return sum;
}

/** Vectors of the second step from the logits of the first. */
export function documentVectors(
  candidates: readonly PlacedCandidate[],
  logits: readonly number[],
): readonly number[][] {
  const byWord = new Map<string, { sum: number; count: number; max: number }>();
  const words = candidates.map(({ text, start, end }, index) => {
    const key = compactName(text.slice(start, end));
    const logit = logits[index] ?? 0;
    const word = byWord.get(key) ?? { sum: 0, count: 0, max: logit };
    word.sum += logit;
    word.count += 1;
    word.max = Math.max(word.max, logit);
    byWord.set(key, word);
    return word;
  });
  return words.map(({ sum, count, max }, index) => [1, logits[index] ?? 0, sum / count, max]);
}

/** Kinds of names that the model was trained on. */
const LEARNT: ReadonlySet<string> = new Set(['intrusion-set', 'campaign', 'malware', 'tool']);

/** Names of people, firms, places and products, by rule (the model has seen none): an ordinary word is seldom meant. */
function listedLikelihood({ text, start, end, name }: PlacedCandidate): number | undefined {
  if (name.claims.some(({ entity }) => LEARNT.has(entity.type))) return undefined;
  const raw = text.slice(start, end);
  if (!isOrdinary(raw)) return 0.85;
  return raw === raw.toLowerCase() ? 0.15 : 0.4;
}

/**
 * Names in Han characters, by rule (the model has seen none): the longer the less likely an ordinary word. Undefined
 * for all others.
 */
function hanLikelihood({ text, start, end }: PlacedCandidate): number | undefined {
  const length = text.slice(start, end).match(/\p{Script=Han}/gu)?.length ?? 0;
  if (length === 0) return undefined;
  const kind =
    KIND_AFTER.test(text.slice(end, end + 12)) || KIND_BEFORE.test(text.slice(Math.max(0, start - 8), start));
  const alone = length === 1 ? 0.05 : length === 2 ? 0.55 : 0.8;
  return kind ? alone + (1 - alone) / 2 : alone;
}

/** What is left of a name of two letters or of a program's own word that nothing around it calls a name. */
const UNSUPPORTED = 0.4;
const SHORT = /^[\p{Script=Latin}\p{N}]{1,2}$/u;

function isUnsupported({ text, start, end }: PlacedCandidate): boolean {
  const raw = text.slice(start, end);
  if (!SHORT.test(raw) && !raw.split(/\s/).every(isIdentifier)) return false;
  const before = text.slice(Math.max(0, start - 48), start);
  return !(KIND_AFTER.test(text.slice(end, end + 32)) || NAMING_BEFORE.test(before) || KIND_BEFORE.test(before));
}

/** For each candidate of a document, how likely it is that the name is meant, 0 to 1. */
export function judgeNames(
  candidates: readonly PlacedCandidate[],
  weights: NameWeights = NAME_WEIGHTS,
): readonly number[] {
  if (weights.own.length !== FEATURES.length)
    throw new RangeError('the weights are not of these features; train again');
  const judged = candidates.filter((candidate) => !isEveryday(candidate));
  const logits = featuresOf(judged).map((vector) => dot(weights.own, vector));
  const documentLogits = documentVectors(judged, logits).map((vector) => dot(weights.document, vector));
  let next = 0;
  return candidates.map((candidate) => {
    if (isEveryday(candidate)) return 0;
    const learnt = logistic(documentLogits[next++] ?? 0);
    const likelihood = hanLikelihood(candidate) ?? listedLikelihood(candidate) ?? learnt;
    return isUnsupported(candidate) ? Math.min(likelihood, UNSUPPORTED) : likelihood;
  });
}
