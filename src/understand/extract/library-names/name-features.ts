/** What speaks for and against a candidate being a name of the library rather than an ordinary word. */
import { commonness, isKnownWord } from '../../language/english-words.ts';
import { isProperWord } from '../names/english-lexicon.ts';
import { type Candidate, compactName } from './alias-automaton.ts';
import { documentedness, isTechnical, KIND_AFTER, KIND_BEFORE, NAMING_BEFORE, USE_BEFORE } from './words.ts';

/** Features in the order of the vectors. The model's weights are named by these. */
export const FEATURES = [
  'bias',
  'lower',
  'capital',
  'upper',
  'mixed',
  'digit',
  'several-words',
  'exact-spelling',
  'library-lower',
  'common',
  'lower-common',
  'capital-common',
  'upper-common',
  'known-word',
  'lower-known',
  'unknown-upper',
  'proper-word',
  'technical',
  'lower-technical',
  'length-2',
  'length-3',
  'length-4',
  'long',
  'sentence-start',
  'sentence-start-common',
  'capitals-around',
  'document-lower',
  'document-count',
  'document-once',
  'kind-after',
  'kind-after-common',
  'naming-before',
  'kind-before',
  'use-before',
  'in-list',
  'glued',
  'file-name',
  'quoted',
  'bracketed',
  'group',
  'malware',
  'tool',
  'number-name',
  'document-names',
  'same-entity',
  'number-after',
  'possessive',
  'determiner-lower',
  'any-capital-group',
  'joint-differs',
  'documented',
  'lower-documented',
  'claims',
  'scheme-name',
  'several-words-ordinary',
] as const;

/** A candidate with the passage that it stands in. */
export interface PlacedCandidate extends Candidate {
  readonly text: string;
  readonly passage: number;
}

/** What the whole document says of its candidates. */
interface DocumentFacts {
  readonly counts: ReadonlyMap<string, number>;
  readonly lowerShare: ReadonlyMap<string, number>;
  /** Entities named by a word that is no ordinary one. */
  readonly sureEntities: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sureNames: number;
}

/** By the schemes of vendors: an animal, a storm, a constellation behind another word. */
const SCHEME_NAME =
  /\p{L}[ -](?:bear|panda|kitten|spider|carp|chollima|leopard|jackal|tiger|buffalo|hawk|crane|wolf|lynx|ocelot|saiga|sphinx|typhoon|blizzard|sandstorm|sleet|tempest|cyclone|flood|tsunami|rain|hail|storm|scorpius|taurus|libra|ursa|serpens|gemini|aquila|dragon|phantom|werewolf|elephant|falcon|viper|cobra|scorpion)$/iu;
const WORDS = /[\p{L}\p{N}]+/gu;
const entityId = (claim: { entity: { type: string; value: string } }): string => compactName(claim.entity.value);

export function isOrdinary(raw: string): boolean {
  const words = raw.match(WORDS) ?? [];
  return words.length > 0 && words.every((word) => commonness(word) > 0.3 || isTechnical(word));
}

/** `Group 3`, `Team 2`: ordinary words with a number, by which anybody counts their own. */
export function isCounted(raw: string): boolean {
  const words = raw.match(WORDS) ?? [];
  const plain = words.filter((word) => !/^\d{1,3}$/.test(word));
  return plain.length > 0 && plain.length < words.length && isOrdinary(plain.join(' '));
}

/** `Longhorn`, `Midas`: a word of the language, or a name that many bear, written as one; no everyday word. */
export function isPlainWord(raw: string): boolean {
  return /^\p{L}\p{Ll}{2,}$/u.test(raw) && isKnownWord(raw);
}

/** `SIMD a` for Simda: two words of which one only joins, where the library has one. */
export function isSplit(raw: string, spellings: readonly string[]): boolean {
  return /(?:^|\s)\p{Ll}{1,2}(?:\s|$)/u.test(raw) && !spellings.some((spelling) => /[\s\p{Pd}_]/u.test(spelling));
}

/** `at`, `one`, `page` in lower case: as good as never a name, and the bulk of all candidates. */
export function isEveryday({ text, start, end }: PlacedCandidate): boolean {
  const raw = text.slice(start, end);
  return (
    raw === raw.toLowerCase() &&
    /^\p{Ll}+$/u.test(raw) &&
    (commonness(raw) > 1 || (raw.length <= 4 && isTechnical(raw)))
  );
}

function documentFacts(candidates: readonly PlacedCandidate[]): DocumentFacts {
  const counts = new Map<string, number>();
  const lowers = new Map<string, number>();
  const sureEntities = new Map<string, Set<string>>();
  const sureNames = new Set<string>();
  for (const candidate of candidates) {
    const raw = candidate.text.slice(candidate.start, candidate.end);
    const key = compactName(raw);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (raw === raw.toLowerCase()) lowers.set(key, (lowers.get(key) ?? 0) + 1);
    if (raw !== raw.toLowerCase() && raw.length > 3 && !isOrdinary(raw)) {
      sureNames.add(key);
      for (const claim of candidate.name.claims) {
        const id = entityId(claim);
        const names = sureEntities.get(id) ?? new Set<string>();
        names.add(key);
        sureEntities.set(id, names);
      }
    }
  }
  const lowerShare = new Map([...counts].map(([key, count]) => [key, (lowers.get(key) ?? 0) / count] as const));
  return { counts, lowerShare, sureEntities, sureNames: sureNames.size };
}

/** One vector for each candidate of a document, in order. */
export function featuresOf(candidates: readonly PlacedCandidate[]): readonly Float64Array[] {
  const facts = documentFacts(candidates);
  return candidates.map((candidate, index) => vectorOf(candidate, candidates[index - 1], candidates[index + 1], facts));
}

function vectorOf(
  candidate: PlacedCandidate,
  previous: PlacedCandidate | undefined,
  following: PlacedCandidate | undefined,
  facts: DocumentFacts,
): Float64Array {
  const { text, start, end, name } = candidate;
  const raw = text.slice(start, end);
  const key = compactName(raw);
  const before = text.slice(Math.max(0, start - 48), start);
  const after = text.slice(end, end + 32);
  const words = raw.match(WORDS) ?? [raw];
  const common = Math.min(...words.map(commonness));
  const documented = Math.min(...words.map(documentedness));
  const known = words.every(isKnownWord);
  const technical = words.every(isTechnical);
  const lower = raw === raw.toLowerCase();
  const upper = !lower && raw === raw.toUpperCase() && key.length > 1;
  const capital =
    !lower && !upper && words.every((word) => /^(?:\p{Lu}[\p{Ll}\p{N}]*|\p{N}+|[\p{Ll}]{1,3})$/u.test(word));
  const han = /\p{Script=Han}/u.test(raw);
  const digit = /\d/.test(raw);
  const sentenceStart = /(?:^|[.!?:\n•]["”)]?\s+|^\s*[-*\d.]+\s*)$/u.test(before);
  const kindAfter = KIND_AFTER.test(after);
  const types = new Set(name.claims.map(({ entity }) => entity.type));
  const sure = name.claims.some((claim) => {
    const names = facts.sureEntities.get(entityId(claim));
    return names !== undefined && (names.size > 1 || !names.has(key));
  });
  const count = facts.counts.get(key) ?? 1;
  const nextWord = /^\s+([\p{L}\p{N}]+)/u.exec(after)?.[1] ?? '';
  const lastWord = /([\p{L}\p{N}]+)\s+$/u.exec(before)?.[1] ?? '';
  const capitals = [nextWord, lastWord].filter((word) => /^\p{Lu}/u.test(word)).length;
  const values: Record<(typeof FEATURES)[number], number | boolean> = {
    bias: 1,
    lower: lower && !han,
    capital,
    upper,
    mixed: !lower && !upper && !capital,
    digit,
    'several-words': words.length > 1,
    'exact-spelling': name.spellings.includes(raw),
    'library-lower': name.spellings.every((spelling) => spelling === spelling.toLowerCase()),
    common,
    'lower-common': lower ? common : 0,
    'capital-common': capital ? common : 0,
    'upper-common': upper ? common : 0,
    'known-word': known,
    'lower-known': lower && known,
    'unknown-upper': upper && !known,
    'proper-word': words.some(isProperWord),
    technical,
    'lower-technical': lower && technical,
    'length-2': key.length <= 2,
    'length-3': key.length === 3,
    'length-4': key.length === 4,
    long: Math.min(key.length, 16) / 8,
    'sentence-start': sentenceStart,
    'sentence-start-common': sentenceStart ? common : 0,
    'capitals-around': capitals / 2,
    'document-lower': facts.lowerShare.get(key) ?? 0,
    'document-count': Math.log2(count) / 4,
    'document-once': count === 1,
    'kind-after': kindAfter,
    'kind-after-common': kindAfter ? common : 0,
    'naming-before': NAMING_BEFORE.test(before),
    'kind-before': KIND_BEFORE.test(before),
    'use-before': USE_BEFORE.test(before),
    'in-list': inList(candidate, previous) || inList(candidate, following),
    glued: /[./\\@=_$#%&:+-]$/.test(before) || /^(?:[/\\@=_$(]|[.:-](?=[\p{L}\p{N}]))/u.test(after),
    'file-name': /^\.[a-z]{2,4}\b/i.test(after),
    quoted: /["“”'‘’«`]$/.test(before) && /^["“”'‘’»`]/.test(after),
    bracketed: /[([]$/.test(before) && /^[)\],]/.test(after),
    group: types.has('intrusion-set'),
    malware: types.has('malware'),
    tool: types.has('tool'),
    'number-name': /^(?:apt|ta|unc|fin|temp|dev|storm|uac|g|silent ?chollima)[\s.-]?\p{N}+$/iu.test(raw),
    'document-names': Math.log2(1 + facts.sureNames) / 4,
    'same-entity': sure,
    'number-after': /^\s?(?:v?\d)/.test(after),
    possessive: /^['’]s\b/.test(after),
    'determiner-lower': lower && /\b(?:the|a|an|this|that|its|their|of|to|and|or)\s$/i.test(before),
    'any-capital-group': !lower && types.has('intrusion-set'),
    documented,
    'lower-documented': lower ? documented : 0,
    claims: Math.min(3, Math.log2(new Set(name.claims.map(({ collection }) => collection)).size)),
    'scheme-name': !lower && SCHEME_NAME.test(raw),
    'several-words-ordinary': words.length > 1 && words.every((word) => commonness(word) > 0.3 || isTechnical(word)),
    'joint-differs': !name.spellings.some((spelling) => spelling.toLowerCase() === raw.toLowerCase()),
  };
  return Float64Array.from(FEATURES, (feature) => Number(values[feature]));
}

/** Beside another name that is no ordinary word: `Emotet, TrickBot and Ryuk`. */
function inList(candidate: PlacedCandidate, neighbour: PlacedCandidate | undefined): boolean {
  if (neighbour === undefined || neighbour.passage !== candidate.passage || neighbour.text !== candidate.text)
    return false;
  const [first, second] = neighbour.start < candidate.start ? [neighbour, candidate] : [candidate, neighbour];
  const between = candidate.text.slice(first.end, second.start);
  if (
    between.length > 12 ||
    !/^["”)]?(?:\s?[,/|;、]\s?(?:and |or )?|\s(?:and|or|aka|&|и|или)\s|\s?\(|和|与|及)["“(]?$/u.test(between)
  )
    return false;
  const raw = neighbour.text.slice(neighbour.start, neighbour.end);
  return raw !== raw.toLowerCase() && !isOrdinary(raw);
}
