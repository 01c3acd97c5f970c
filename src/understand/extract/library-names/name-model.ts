/**
 * A small logistic model that judges candidates by what stands around them and in their document. Trained by
 * `bench/training/train-names.ts` on annotated reports and on documentation in which nothing is a name.
 */
import { isKnownWord } from '../../language/english-words.ts';
import { isFirstName, isPersonsName } from '../names/english-lexicon.ts';
import { FEATURES, featuresOf, isCounted, isEveryday, isOrdinary, type PlacedCandidate } from './name-features.ts';
import { NAME_WEIGHTS } from './name-weights.ts';
import { isIdentifier, isTechnical, KIND_AFTER, KIND_BEFORE, NAMING_BEFORE } from './words.ts';

export function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

export function dot(weights: readonly number[], values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return sum;
}

/** Kinds of names that the model was trained on. */
const LEARNT: ReadonlySet<string> = new Set(['intrusion-set', 'campaign', 'malware', 'tool']);

/** Behind or before the name of a firm: what it is. */
const FIRM_AFTER =
  /^[\s"”’)]{0,2},?\s?(?:inc|ltd|llc|gmbh|corp|group|labs?|technolog|international|systems|solutions|software|security|intelligence|spyware|surveillance|vendor|compan|firm|products?|customers?)\b/iu;
const FIRM_BEFORE =
  /\b(?:compan(?:y|ies)|firms?|vendors?|contractors?|suppliers?|surveillance|spyware|intelligence|competitors?|(?:公司|厂商|供应商)|компани\p{L}+|фирм\p{L}+)[\s:,"“«(]{1,3}$/iu;

/** A piece of a host, a path, a handle. */
const GLUED_BEFORE = /[./\\@_=$#%&:+-]$/u;
const GLUED_AFTER = /^(?:[/\\@_=$]|[.:-](?=[\p{L}\p{N}]))/u;

/**
 * Names of people, firms, places and products, by rule (the model has seen none): a word that stands in a dictionary, a
 * surname or a few letters mean the library's firm only where a sentence speaks of one.
 */
function listedLikelihood({ text, start, end, name }: PlacedCandidate): number | undefined {
  if (name.claims.some(({ entity }) => LEARNT.has(entity.type))) return undefined;
  if (GLUED_BEFORE.test(text.slice(Math.max(0, start - 1), start)) || GLUED_AFTER.test(text.slice(end, end + 2)))
    return 0.1;
  const raw = text.slice(start, end);
  const words = raw.split(/\s+/u);
  const spelt = name.spellings.includes(raw);
  const plain = isOrdinary(raw) || words.every((word) => isKnownWord(word) || isPersonsName(word));
  const short = raw.length <= 4;
  if (!plain && !short) return spelt ? 0.85 : raw === raw.toLowerCase() ? 0.5 : 0.7;
  const supported =
    FIRM_AFTER.test(text.slice(end, end + 32)) || FIRM_BEFORE.test(text.slice(Math.max(0, start - 32), start));
  if (!spelt || raw === raw.toLowerCase()) return supported && !plain ? 0.5 : 0.1;
  return supported ? 0.7 : words.length > 1 && !isOrdinary(raw) ? 0.5 : 0.3;
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

/** What is left of a name that nothing around it calls one, where its form alone says that another thing is meant. */
const UNSUPPORTED = 0.4;
const SHORT = /^[\p{Script=Latin}\p{N}]{1,2}$/u;

/** `APT 40`, `APT-C-36`, `TA505`: by the schemes of those who count groups. */
const NUMBER_NAME = /^(?:apt(?:[\s-]?[a-z])?|ta|unc|fin|temp|dev|storm|uac|tag|itg|ctg|tg)[\s.-]?\p{N}{2,}$/iu;

/** Two letters; somebody's first name; a program's own word; `Group 3`; words of a sentence that read together like a name: «I encrypt». */
function isUnsupported({ text, start, end, name }: PlacedCandidate): boolean {
  const raw = text.slice(start, end);
  if (NUMBER_NAME.test(raw)) return false;
  const words = raw.split(/[\s_./'’-]+/u);
  const apart =
    words.length > 1 &&
    !(
      words.every((word) => /^\p{Lu}\p{Ll}/u.test(word)) &&
      /[\p{Ll},]\s$/u.test(text.slice(Math.max(0, start - 2), start))
    ) &&
    !name.spellings.some((spelling) => spelling.toLowerCase() === raw.toLowerCase()) &&
    words.every((word) => word.length <= 2 || /^\d+$/u.test(word) || isKnownWord(word) || isTechnical(word));
  const person = words.length === 1 && isFirstName(raw);
  if (!SHORT.test(raw) && !person && !words.every(isIdentifier) && !isCounted(raw) && !apart) return false;
  const before = text.slice(Math.max(0, start - 48), start);
  return !(KIND_AFTER.test(text.slice(end, end + 32)) || NAMING_BEFORE.test(before) || KIND_BEFORE.test(before));
}

/** For each candidate of a document, how likely it is that the name is meant, 0 to 1. */
export function judgeNames(
  candidates: readonly PlacedCandidate[],
  weights: readonly number[] = NAME_WEIGHTS,
): readonly number[] {
  if (weights.length !== FEATURES.length) throw new RangeError('the weights are not of these features; train again');
  const vectors = featuresOf(candidates.filter((candidate) => !isEveryday(candidate)));
  let next = 0;
  return candidates.map((candidate) => {
    if (isEveryday(candidate)) return 0;
    const learnt = logistic(dot(weights, vectors[next++] ?? []));
    const likelihood = hanLikelihood(candidate) ?? listedLikelihood(candidate) ?? learnt;
    return isUnsupported(candidate) ? Math.min(likelihood, UNSUPPORTED) : likelihood;
  });
}
