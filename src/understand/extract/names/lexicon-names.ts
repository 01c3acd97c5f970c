/** Agencies, contractors and units that the shipped lexicon names, in Chinese and Russian text. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TelltaleError } from '../../../errors.ts';
import { type LexiconEntry, parseLexicon } from '../../../model/lexicon.ts';
import { createTermBase, type TermBase } from '../../translate/term-base.ts';

const NAMES: ReadonlySet<string> = new Set(['agency', 'contractor']);

export interface LexiconNames {
  readonly terms: TermBase;
  /** The same, one by one. */
  readonly names: readonly string[];
  /** Those of them that are bodies of a state. */
  readonly agencies: ReadonlySet<string>;
}

/** Terms of the lexicon that are proper names, findable in a text. */
export async function loadLexiconNames(language: 'zh' | 'ru'): Promise<LexiconNames> {
  const path = fileURLToPath(new URL(`../../../../data/lexicon/${language}.tsv`, import.meta.url));
  let entries: readonly LexiconEntry[];
  try {
    entries = parseLexicon(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new TelltaleError('internal', `The lexicon ${language}.tsv cannot be read.`, { cause, details: { path } });
  }
  const names = entries.filter(({ kind }) => NAMES.has(kind));
  return {
    terms: createTermBase(
      names.map(({ term, english }) => ({ term, language, to: 'en', rendering: english.split(';')[0] ?? english })),
    ),
    names: names.map(({ term }) => term),
    agencies: new Set(names.filter(({ kind }) => kind === 'agency').map(({ term }) => term)),
  };
}
