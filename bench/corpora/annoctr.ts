/** AnnoCTR (Bosch Research, CC BY-SA 4.0) as texts with character spans of groups, malware and tools. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GoldDocument {
  readonly id: string;
  readonly text: string;
  /** `start-end` of every labelled span. */
  readonly spans: ReadonlySet<string>;
}

/** Which labels of which column of the BIO file are wanted. */
export interface Layer {
  readonly column: number;
  readonly kinds: ReadonlySet<string>;
}
export const CYBER_ENTITIES: Layer = { column: 4, kinds: new Set(['MALWARE', 'GROUP', 'TOOL']) };
export const ORGANISATIONS: Layer = { column: 1, kinds: new Set(['ORG']) };
export const LOCATIONS: Layer = { column: 1, kinds: new Set(['LOC']) };

/** Documents of a split (`train`, `dev`) below `folder`. Tokens are aligned to the original text. */
export function loadAnnoCtr(folder: string, split: string, layer: Layer = CYBER_ENTITIES): readonly GoldDocument[] {
  const texts = readdirSync(join(folder, 'text', split)).map((name) => {
    const text = readFileSync(join(folder, 'text', split, name), 'utf8');
    return { id: name, text, solid: text.replace(/\s/g, '') };
  });
  const bio = readFileSync(join(folder, 'ner_bio', `${split}.bio`), 'utf8');
  const documents: GoldDocument[] = [];
  for (const block of bio.split(/^<DOCSTART>.*$/m).slice(1)) {
    const tokens = block
      .split('\n')
      .filter((line) => line.includes('\t'))
      .map((line) => line.split('\t'));
    const solid = tokens.map(([token = '']) => token.replace(/\s/g, '')).join('');
    const original =
      texts.find((candidate) => candidate.solid === solid) ??
      texts.find((candidate) => candidate.solid.startsWith(solid.slice(0, 60)));
    if (original === undefined) throw new Error(`no text for ${solid.slice(0, 60)}`);
    documents.push({ id: original.id, text: original.text, spans: spansOf(tokens, original.text, layer) });
  }
  return documents;
}

function spansOf(tokens: readonly (readonly string[])[], text: string, { column, kinds }: Layer): ReadonlySet<string> {
  const spans = new Set<string>();
  let at = 0;
  let open: { start: number; end: number; kind: string } | undefined;
  const close = (): void => {
    if (open !== undefined) spans.add(`${open.start}-${open.end}`);
    open = undefined;
  };
  for (const fields of tokens) {
    const token = (fields[0] ?? '').trim();
    if (token !== '') {
      const found = text.indexOf(token, at);
      if (found < 0) throw new Error(`token not found: ${token}`);
      at = found;
    }
    const tag = fields[column] ?? 'O';
    const kind = tag.slice(2);
    if (tag.startsWith('I-') && open?.kind === kind) open.end = at + token.length;
    else {
      close();
      if (tag.startsWith('B-') && kinds.has(kind)) open = { start: at, end: at + token.length, kind };
    }
    at += token.length;
  }
  close();
  return spans;
}
