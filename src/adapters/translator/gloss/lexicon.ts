/** Reads the shipped lexicon of the field: `data/lexicon/LANGUAGE.tsv`, one term a line. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TelltaleError } from '../../../errors.ts';
import { type LexiconEntry, parseLexicon } from '../../../model/lexicon.ts';

/** `file` is `zh.tsv` or such. Rejects with `internal` where it is missing or broken. */
export async function loadLexicon(file: string): Promise<readonly LexiconEntry[]> {
  const path = fileURLToPath(new URL(`../../../../data/lexicon/${file}`, import.meta.url));
  try {
    return parseLexicon(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new TelltaleError('internal', `The lexicon ${file} cannot be read.`, { cause, details: { path } });
  }
}
