/** The shipped lexicon of the field: `data/lexicon/LANGUAGE.tsv`, one term a line. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TelltaleError } from '../../../errors.ts';

export interface LexiconEntry {
  readonly term: string;
  readonly english: string;
  /** `agency`, `contractor`, `intrusion`, `unit`, `rank`, `money`, `slang`, … */
  readonly kind: string;
  /** An example or a public source of the term. */
  readonly source: string;
}

/**
 * Parses lines of `term TAB english TAB kind TAB source`; `#` starts a comment line.
 * Throws `internal` with the line's number where a field is missing.
 */
export function parseLexicon(text: string, name: string): readonly LexiconEntry[] {
  const entries: LexiconEntry[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [term, english, kind, source] = line.split('\t').map((field) => field.trim());
    if (!term || !english || !kind || !source) {
      throw new TelltaleError('internal', `${name}, line ${index + 1}: not «term, English, kind, source».`);
    }
    entries.push({ term, english, kind, source });
  }
  return entries;
}

/** Reads a shipped lexicon file, `zh.tsv`. */
export async function loadLexicon(file: string): Promise<readonly LexiconEntry[]> {
  const path = fileURLToPath(new URL(`../../../../data/lexicon/${file}`, import.meta.url));
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TelltaleError('internal', `The lexicon ${file} cannot be read.`, { cause, details: { path } });
  });
  return parseLexicon(text, file);
}
