/** Software in ordinary use whose names libraries also give to malware, groups or tools. */
import { readFileSync } from 'node:fs';
import { compactName } from './alias-automaton.ts';

let known: ReadonlySet<string> | undefined;

/** Whether a name is that of software that texts speak of without any malice: `data/gazetteer/software.txt` and `products.tsv`. */
export function isEverydaySoftware(name: string): boolean {
  known ??= new Set(
    [
      ...linesOf('software.txt'),
      ...linesOf('products.tsv').flatMap((line) => (line.split('\t')[0] ?? '').split('|')),
    ].map(compactName),
  );
  return known.has(compactName(name));
}

function linesOf(file: string): readonly string[] {
  const path = new URL(`../../../../data/gazetteer/${file}`, import.meta.url);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
