/**
 * Writes `data/words/english.tsv`: how common English words are, from the data of the Python package wordfreq.
 * `pip download --no-deps wordfreq`, unpack the wheel, then `node bench/training/take-frequencies.ts FOLDER`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Words that are rarer than once in so many are left out: below it the web's names and slips of the pen begin. */
const RAREST_CENTIBELS = 670;

/** The part of MessagePack that the file is written in: a map of short strings, then arrays of strings. */
function* values(bytes: Buffer): Generator<string | { readonly array: number }> {
  let at = 0;
  const string = (length: number): string => {
    const text = bytes.toString('utf8', at, at + length);
    at += length;
    return text;
  };
  const number = (length: number): number => {
    at += length;
    return bytes.readUIntBE(at - length, length);
  };
  while (at < bytes.length) {
    const kind = bytes[at++] ?? 0;
    if (kind >= 0xa0 && kind <= 0xbf) yield string(kind & 31);
    else if (kind === 0xd9) yield string(number(1));
    else if (kind === 0xda) yield string(number(2));
    else if (kind >= 0x90 && kind <= 0x9f) yield { array: kind & 15 };
    else if (kind === 0xdc) yield { array: number(2) };
    else if (kind === 0xdd) yield { array: number(4) };
    else if (kind > 0x8f) throw new Error(`not the format that is read here: ${kind}`);
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder of the unpacked wheel');
const file = join(folder, 'wordfreq', 'data', 'large_en.msgpack.gz');
/** By hundredths of a bel below certainty: a word in bin 300 is one of a thousand. */
const bins: string[][] = [];
let isList = false;
for (const value of values(gunzipSync(readFileSync(file)))) {
  if (typeof value !== 'string') {
    if (isList) bins.push([]);
    isList = true;
  } else if (isList && bins.length > 0) bins.at(-1)?.push(value);
}
const rows = bins.slice(0, RAREST_CENTIBELS + 1).flatMap((words, centibels) => {
  const plain = words.filter((word) => /^[a-z]+(?:['-][a-z]+)*$/.test(word));
  return plain.length === 0 ? [] : [`${centibels}\t${plain.join(' ')}`];
});
const head = [
  '# How common English words are: hundredths of a bel below certainty (300: one word of a thousand), TAB, the words.',
  '# From wordfreq 3.1 by Robyn Speer and others (https://github.com/rspeer/wordfreq), data under CC BY-SA 4.0; so is this file.',
  '# wordfreq rests on Wikipedia, ParaCrawl, OPUS OpenSubtitles 2018 (opensubtitles.org), Google Books Ngrams, the Leeds',
  '# Internet Corpus, Twitter, Reddit, news, and SUBTLEX, freely available data by Marc Brysbaert and others.',
  '# Written by bench/training/take-frequencies.ts; not edited by hand.',
];
const target = fileURLToPath(new URL('../../data/words/english.tsv', import.meta.url));
writeFileSync(target, `${[...head, ...rows].join('\n')}\n`);
console.log(`${rows.reduce((sum, row) => sum + row.split(' ').length, 0)} words`);
