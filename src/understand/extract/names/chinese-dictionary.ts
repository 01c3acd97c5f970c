/** jieba's dictionary: 349,000 words with their frequency and part of speech, as the bytes of its file. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEWLINE = 0x0a;
const SPACE = 0x20;
const ZERO = 0x30;

let bytes: Buffer | undefined;

/** The file itself: the package's own module would read a second file of 6 MB that nothing here needs. */
export function dictionaryBytes(): Buffer {
  bytes ??= readFileSync(fileURLToPath(import.meta.resolve('@node-rs/jieba/dict.txt')));
  return bytes;
}

export interface DictionaryLine {
  readonly word: string;
  readonly frequency: number;
  readonly tag: string;
}

export interface ChineseDictionary {
  lines(): Iterable<DictionaryLine>;
  /** The line of a word, where it has one. */
  find(word: string): DictionaryLine | undefined;
}

/** Keeps nothing besides the file, which is in the order of its bytes. */
export function createChineseDictionary(file: Buffer = dictionaryBytes()): ChineseDictionary {
  function lineAt(start: number): DictionaryLine {
    const end = file.indexOf(NEWLINE, start);
    const wordEnd = file.indexOf(SPACE, start);
    let frequency = 0;
    let at = wordEnd + 1;
    for (; at < file.length && file[at] !== SPACE && file[at] !== NEWLINE; at += 1) {
      frequency = frequency * 10 + (file[at] ?? ZERO) - ZERO;
    }
    return {
      word: file.toString('utf8', start, wordEnd),
      frequency,
      tag: file.toString('utf8', at + 1, end < 0 ? file.length : end).trimEnd(),
    };
  }

  /** Below zero where the line's word comes before `wanted`. */
  function compare(start: number, wanted: Buffer): number {
    for (let at = 0; ; at += 1) {
      const own = file[start + at] ?? SPACE;
      const isOver = own === SPACE;
      if (at === wanted.length) return isOver ? 0 : 1;
      if (isOver) return -1;
      const difference = own - (wanted[at] ?? 0);
      if (difference !== 0) return difference;
    }
  }

  return {
    *lines() {
      for (let at = 0; at < file.length; ) {
        yield lineAt(at);
        const end = file.indexOf(NEWLINE, at);
        at = end < 0 ? file.length : end + 1;
      }
    },
    find(word) {
      const wanted = Buffer.from(word);
      // Beginnings of lines: the wanted one is not before `low` and is before `high`.
      let low = 0;
      let high = file.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        // A place below zero would be counted from the end.
        const start = middle === 0 ? 0 : file.lastIndexOf(NEWLINE, middle - 1) + 1;
        const order = compare(start, wanted);
        if (order === 0) return lineAt(start);
        if (order > 0) high = start;
        else {
          const end = file.indexOf(NEWLINE, start);
          low = end < 0 ? file.length : end + 1;
        }
      }
      return undefined;
    },
  };
}
