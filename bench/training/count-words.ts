/**
 * Counts in how many packages' documentation each word stands and writes `data/words/documentation.tsv`: the ordinary
 * language of computing. `node bench/training/count-words.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadDocumentation } from '../corpora/documentation.ts';

/** A word in the documentation of fewer packages may be anybody's name. */
const FEWEST = 3;

const counts = new Map<string, number>();
const pages = loadDocumentation();
for (const { text } of pages) {
  for (const word of new Set(text.toLowerCase().match(/(?<![\p{L}\p{N}_])[a-z]{2,20}(?![\p{L}\p{N}_])/gu))) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
}
const rows = [...counts]
  .filter(([, count]) => count >= FEWEST)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([word, count]) => `${word}\t${count}`);
writeFileSync(
  fileURLToPath(new URL('../../data/words/documentation.tsv', import.meta.url)),
  `# Words in the documentation of ${pages.length} packages under node_modules, with the number of packages that use each.\n# Written by bench/training/count-words.ts; not edited by hand.\n${rows.join('\n')}\n`,
);
console.log(`${pages.length} packages, ${rows.length} words`);
