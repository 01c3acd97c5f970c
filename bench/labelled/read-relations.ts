/** Sentences, short exchanges and table rows of `relations.txt` as passages, with the relations that they state. */
import { readFileSync } from 'node:fs';
import type { CellSpan, StoredPassage } from '../../src/model/passage.ts';

export interface LabelledRelation {
  readonly predicate: string;
  readonly subject: PlacedSpan;
  readonly object: PlacedSpan;
  /** Neither asked for nor counted as an error. */
  readonly optional: boolean;
}
export interface PlacedSpan {
  readonly passage: number;
  readonly start: number;
  readonly end: number;
}
export interface LabelledCase {
  readonly language: string;
  /** A document of its own. */
  readonly passages: readonly StoredPassage[];
  readonly relations: readonly LabelledRelation[];
  /** Of the half that is only scored. */
  readonly held: boolean;
}

const DOCUMENT = 'doc-0000000000000000';

/** Of the first set odd lines (without headings) may be looked at while rules are written; the second is only scored. */
export const RELATION_SETS = ['relations', 'relations-second'] as const;

export function readRelations(set: (typeof RELATION_SETS)[number]): readonly LabelledCase[] {
  return readFileSync(new URL(`${set}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, index) => ({ ...readCase(line), held: set !== 'relations' || index % 2 === 1 }));
}

function readCase(line: string): Omit<LabelledCase, 'held'> {
  const [, language = '', style = '', content = '', stated = ''] = /^(\w+) (\w+): (.*?) =>(.*)$/.exec(line) ?? [];
  if (language === '') throw new Error(`no language and style: ${line}`);
  const spans = new Map<string, PlacedSpan>();
  const passages = content.split(' ⏎ ').map((part, ordinal) => readPassage(part, style, ordinal, spans));
  const spanOf = (letter: string | undefined): PlacedSpan => {
    const span = spans.get(letter ?? '');
    if (span === undefined) throw new Error(`no span ${letter}: ${line}`);
    return span;
  };
  const relations = stated.split(';').flatMap((relation) => {
    if (relation.trim() === '') return [];
    const [, mark, subject, predicate, object] = /^\s*(\?)?\s*(\S+) ([a-z-]+) (\S+)\s*$/.exec(relation) ?? [];
    if (predicate === undefined) throw new Error(`no relation: ${relation}`);
    return [{ predicate, subject: spanOf(subject), object: spanOf(object), optional: mark === '?' }];
  });
  return { language, passages, relations };
}

function readPassage(part: string, style: string, ordinal: number, spans: Map<string, PlacedSpan>): StoredPassage {
  let text = '';
  const cells: CellSpan[] = [];
  const plain = (marked: string): void => {
    for (const [, before = '', raw, letter = ''] of marked.matchAll(/([^[]*)(?:\[([^|\]]+)\|([a-z])\])?/g)) {
      text += before;
      if (raw === undefined) continue;
      spans.set(letter, { passage: ordinal, start: text.length, end: text.length + raw.length });
      text += raw;
    }
  };
  for (const [at, cell] of style === 'row' ? part.split(' ¦ ').entries() : []) {
    const [header = '', ...words] = cell.split('=');
    if (at > 0) text += '\t';
    const start = text.length;
    plain(words.join('='));
    cells.push({ start, end: text.length, ref: String(at + 1), header });
  }
  if (style !== 'row') plain(part);
  const message = style === 'chat';
  return {
    ordinal,
    role: style === 'row' ? 'row' : message ? 'message' : 'paragraph',
    text,
    ...(message
      ? { time: `2020-06-01T03:0${ordinal}:00Z`, sender: `p${ordinal % 2}`, recipients: [`p${(ordinal + 1) % 2}`] }
      : {}),
    position: style === 'row' ? { kind: 'row', table: 'labelled', row: 2, cells } : { kind: 'line', line: ordinal + 1 },
    id: `${DOCUMENT}.${ordinal}`,
    document: DOCUMENT,
    collection: 'bench',
  };
}
