/** CyNER (MIT) as texts with the spans of its malware. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GoldDocument } from './annoctr.ts';

/** Sentences of a split, 40 to a document, tokens joined by a space. `kinds` are CyNER's types, such as `Malware`. */
export function loadCyner(folder: string, split: string, kinds: ReadonlySet<string>): readonly GoldDocument[] {
  const sentences = readFileSync(join(folder, `${split}.txt`), 'utf8').split(/\r?\n[ \t]*\r?\n/);
  const documents: GoldDocument[] = [];
  for (let first = 0; first < sentences.length; first += 40) {
    let text = '';
    const spans = new Set<string>();
    for (const sentence of sentences.slice(first, first + 40)) {
      let open: { start: number; end: number } | undefined;
      const close = (): void => {
        if (open !== undefined) spans.add(`${open.start}-${open.end}`);
        open = undefined;
      };
      for (const line of sentence.split(/\r?\n/)) {
        const [token = '', tag = 'O'] = line.split('\t');
        if (token === '') continue;
        const start = text.length;
        text += `${token} `;
        if (tag.startsWith('I-') && kinds.has(tag.slice(2)) && open !== undefined) open.end = start + token.length;
        else {
          close();
          if (tag.startsWith('B-') && kinds.has(tag.slice(2))) open = { start, end: start + token.length };
        }
      }
      close();
      text += '\n';
    }
    documents.push({ id: `${split}-${first}`, text, spans });
  }
  return documents;
}
