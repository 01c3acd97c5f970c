/**
 * Writes `data/words/english-names.tsv`: first names, surnames and places, from the word lists of the package compromise,
 * which as a package takes longer to load than all other word lists together. `node bench/training/list-english-names.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nlp from 'compromise/three';

interface LexiconModel {
  readonly one: { readonly lexicon: Readonly<Record<string, string | readonly string[]>> };
}

/** Letters that the file has for the tags of the package. */
const KINDS: readonly (readonly [letter: string, tags: RegExp])[] = [
  ['F', /^(?:FirstName|MaleName|FemaleName)$/],
  ['S', /^LastName$/],
  ['P', /^(?:City|Country|Region|Place)$/],
];

const { lexicon } = (nlp as unknown as { model(): LexiconModel }).model().one;
const rows = Object.entries(lexicon)
  .map(([word, tags]) => {
    const all = [tags].flat();
    return [word, KINDS.map(([letter, pattern]) => (all.some((tag) => pattern.test(tag)) ? letter : '')).join('')];
  })
  .filter(([, kinds]) => kinds !== '')
  .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
const target = fileURLToPath(new URL('../../data/words/english-names.tsv', import.meta.url));
writeFileSync(
  target,
  `# English first names (F), surnames (S) and places (P), in lower case: word, TAB, what it is.
# From the word lists of compromise ${(nlp as unknown as { version: string }).version} (https://github.com/spencermountain/compromise, MIT).
# Written by bench/training/list-english-names.ts; not edited by hand.
${rows.map((row) => row.join('\t')).join('\n')}
`,
);
console.log(`${rows.length} words`);
