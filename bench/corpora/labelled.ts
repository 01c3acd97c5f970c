/** Labelled sentences of `bench/labelled/` as passages with typed spans. */
import { readFileSync } from 'node:fs';
import type { CellSpan, StoredPassage } from '../../src/model/passage.ts';

export const LABELS = ['person', 'organisation', 'agency', 'place', 'product', 'malware', 'actor'] as const;
export type Label = (typeof LABELS)[number];

export interface LabelledSentence {
  readonly passage: StoredPassage;
  /** `start-end`, to its type. */
  readonly spans: ReadonlyMap<string, Label>;
  /** Of the half that is only scored. */
  readonly held: boolean;
}

const DOCUMENT = 'doc-0000000000000000';

/** Sets of sentences. Of the first, odd lines are seen; of the others, written later in other genres, none. */
export const LABELLED_SETS = ['zh', 'ru', 'en', 'zh-second', 'ru-second', 'zh-third', 'ru-third', 'en-third'] as const;

export function loadLabelled(set: (typeof LABELLED_SETS)[number]): readonly LabelledSentence[] {
  const file = readFileSync(new URL(`../labelled/${set}.txt`, import.meta.url), 'utf8');
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, index) => sentence(line, index, /-(?:second|third)$/.test(set) || index % 2 === 1));
}

function sentence(line: string, index: number, held: boolean): LabelledSentence {
  const spans = new Map<string, Label>();
  const [, style = '', rest = ''] = /^(\w+): (.*)$/.exec(line) ?? [];
  if (style === '') throw new Error(`no style: ${line}`);
  let text = '';
  const plain = (marked: string): void => {
    for (const [, before = '', raw = '', label] of marked.matchAll(/([^[]*)(?:\[([^|\]]+)\|(\w+)\])?/g)) {
      text += before;
      if (label === undefined) continue;
      if (!LABELS.some((known) => known === label)) throw new Error(`no label: ${label}`);
      spans.set(`${text.length}-${text.length + raw.length}`, label as Label);
      text += raw;
    }
  };
  const cells: CellSpan[] = [];
  if (style === 'row') {
    for (const [at, cell] of rest.split(' ¦ ').entries()) {
      const [header = '', ...content] = cell.split('=');
      if (at > 0) text += '\t';
      const start = text.length;
      plain(content.join('='));
      cells.push({ start, end: text.length, ref: String(at + 1), header });
    }
  } else plain(rest);
  const passage: StoredPassage = {
    ordinal: 0,
    role: style === 'row' ? 'row' : style === 'chat' ? 'message' : 'paragraph',
    text,
    position:
      style === 'row' ? { kind: 'row', table: 'labelled', row: index + 2, cells } : { kind: 'line', line: index + 1 },
    id: `${DOCUMENT}.0`,
    document: DOCUMENT,
    collection: 'bench',
  };
  return { passage, spans, held };
}
