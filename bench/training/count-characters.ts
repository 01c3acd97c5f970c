/**
 * Counts the characters of jieba's dictionary in names and in words and writes `data/words/chinese-characters.tsv`: a
 * walk over 349,000 words costs every worker more than its rules. `node bench/training/count-characters.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createChineseDictionary } from '../../src/understand/extract/names/chinese-dictionary.ts';
import { createChineseNameTest } from '../../src/understand/extract/names/chinese-name-model.ts';

const counts = new Map<string, [given: number, surname: number, words: number]>();
const totals: [number, number, number] = [0, 0, 0];
const count = (column: 0 | 1 | 2, character: string, by: number): void => {
  const row = counts.get(character) ?? [0, 0, 0];
  row[column] += by;
  counts.set(character, row);
};
const isName = createChineseNameTest();
for (const line of createChineseDictionary().lines()) {
  const { word, frequency } = line;
  if (isName(line)) {
    for (const character of word.slice(1)) count(0, character, 1);
    totals[0] += word.length - 1;
    count(1, word.charAt(0), 1);
    totals[1] += 1;
  } else {
    for (const character of word) count(2, character, frequency);
    totals[2] += frequency * word.length;
  }
}
const rows = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, row]) => [key, ...row].join('\t'));
writeFileSync(
  fileURLToPath(new URL('../../data/words/chinese-characters.tsv', import.meta.url)),
  `# How often characters stand in jieba's dictionary (through @node-rs/jieba, MIT): in given names, as surnames, and in
# words by their frequency. First what all of them come to. Written by bench/training/count-characters.ts.
total\t${totals.join('\t')}
${rows.join('\n')}
`,
);
console.log(`${rows.length} characters`);
