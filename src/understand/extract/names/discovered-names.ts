/**
 * Malware, tools and groups that no library holds: words that an English document itself calls so, recognised wherever
 * they stand in it. A small logistic model weighs what the whole document says of a word; trained by
 * `bench/training/train-names.ts` on annotated reports and on documentation in which nothing is a name.
 */
import { dot, logistic } from '../library-names/name-model.ts';
import { DISCOVERED_WEIGHTS } from './discovered-weights.ts';
import { type DocumentWord, WORD_FEATURES, wordsOf } from './discovered-words.ts';
import type { FoundName } from './found-name.ts';

const LIKELY = 0.5;
/** Nothing but the text vouches for it. */
const SUREST = 0.85;

export interface DiscoveredWord extends DocumentWord {
  readonly likelihood: number;
}

/** Of a document's words those that it names as malware, tools or groups. */
export function judgeWords(
  words: readonly DocumentWord[],
  weights: readonly number[] = DISCOVERED_WEIGHTS,
): readonly DiscoveredWord[] {
  if (weights.length !== WORD_FEATURES.length)
    throw new RangeError('the weights are not of these features; train again');
  return words.flatMap((word) => {
    if (!word.isIntroduced) return [];
    const likelihood = logistic(dot(weights, word.vector));
    return likelihood < LIKELY ? [] : [{ ...word, likelihood }];
  });
}

/** What a document's texts name, laid over what rules found in each: a firm or a person of the same word gives way. */
export function withDiscovered(
  texts: readonly string[],
  found: readonly (readonly FoundName[])[],
): readonly (readonly FoundName[])[] {
  const discovered = new Map<number, FoundName[]>();
  for (const { word, places, kind, likelihood } of judgeWords(wordsOf(texts))) {
    const confidence = Math.round(Math.min(SUREST, likelihood) * 100) / 100;
    for (const { text, start } of places) {
      const name = { start, end: start + word.length, type: kind, confidence, labels: ['introduced'] };
      const its = discovered.get(text);
      if (its === undefined) discovered.set(text, [name]);
      else its.push(name);
    }
  }
  if (discovered.size === 0) return found;
  return found.map((names, at) => {
    const more = (discovered.get(at) ?? []).filter(
      ({ start, end }) =>
        !names.some(
          (name) =>
            name.start < end &&
            start < name.end &&
            name.confidence >= LIKELY &&
            (name.end - name.start > end - start || name.labels?.includes('introduced') === true),
        ),
    );
    if (more.length === 0) return names;
    const kept = names.filter(({ start, end }) => !more.some((name) => start < name.end && name.start < end));
    return [...kept, ...more].sort((one, other) => one.start - other.start);
  });
}
