/** Other words for a search: the original terms that a lexicon or the case's term base renders so, Russian and English words in their other forms. */
import type { TermChange } from '../../../model/term.ts';
import type { Database } from './driver.ts';
import { englishForms } from './english-forms.ts';
import type { Vocabulary } from './query.ts';
import { integer, json } from './rows.ts';
import { russianForms } from './russian-forms.ts';
import { tokenise } from './tokens.ts';

export interface Rendered {
  readonly term: string;
  /** Alternatives separated by `; `, short forms in brackets: `Ministry of Public Security (MPS)`. */
  readonly rendering: string;
}

/** A single Chinese character stands inside too many other words. */
const ONE_CHARACTER = /^\p{Script=Han}$/u;

/** `(MPS)`; other brackets explain. */
const SHORT_FORM = /\(([A-Z][A-Z0-9-]{1,9})\)/g;

/** By what the renderings say. An English plural is looked up as its singular, too. */
export function createVocabulary(entries: readonly Rendered[]): Vocabulary {
  const terms = new Map<string, Set<string>>();
  for (const { term, rendering } of entries) {
    if (ONE_CHARACTER.test(term)) continue;
    for (const words of formsOf(rendering)) {
      const known = terms.get(words) ?? new Set();
      known.add(term);
      terms.set(words, known);
    }
  }
  return (words) => [...(terms.get(words) ?? terms.get(words.replace(/(?<=[a-z]{3})s$/, '')) ?? [])];
}

function formsOf(rendering: string): readonly string[] {
  const forms = rendering
    .split(';')
    .flatMap((alternative) => [
      alternative.replace(/\([^()]*\)/g, ' '),
      ...[...alternative.matchAll(SHORT_FORM)].map(([, inner = '']) => inner),
    ]);
  return forms.map(wordsOf).filter((words) => words !== '');
}

const wordsOf = (text: string): string =>
  tokenise(text.replace(/^\s*(?:to|an?|the) /i, ''))
    .map((token) => token.text)
    .join(' ');

/** A text of one Russian or English word in all its forms; any other alone. */
const withForms = (text: string): readonly string[] => {
  const words = wordsOf(text);
  return [text, ...russianForms(words), ...englishForms(words)];
};

/** The case's own terms first, then the shipped ones; both made when they are first asked for. */
export function vocabularyOf(db: Database, shipped: readonly Rendered[]): Vocabulary {
  let known: Vocabulary | undefined;
  let own: { revision: number; vocabulary: Vocabulary } | undefined;
  const ownNow = (): Vocabulary => {
    const revision = integer(db.get('SELECT coalesce(max(sequence), 0) AS n FROM terms') ?? {}, 'n');
    if (own?.revision !== revision) {
      const entries = db
        .all('SELECT json FROM terms WHERE sequence IN (SELECT max(sequence) FROM terms GROUP BY slot)')
        .map((row) => json<TermChange>(row, 'json'))
        .flatMap(({ term, rendering }) => (rendering === null ? [] : [{ term, rendering }]));
      own = { revision, vocabulary: createVocabulary(entries) };
    }
    return own.vocabulary;
  };
  return (words, options) => {
    known ??= createVocabulary(shipped);
    const terms = [...ownNow()(words), ...known(words)];
    const all = options?.asWritten ? terms : [words, ...terms].flatMap(withForms);
    return [...new Set(all)].filter((other) => other !== words);
  };
}
