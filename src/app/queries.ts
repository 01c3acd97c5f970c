/** What can be asked of an open case, in the contract's shapes. */
import type { CollectionRole } from '../model/collection.ts';
import type { Overlap } from '../model/overlap.ts';
import type { MentionLine, OverlapShape, PeopleShape, SearchShape, StatusShape } from '../tell/contract/schemas.ts';
import {
  mentionLines,
  overlapShape,
  overlapShapes,
  peopleShape,
  searchShape,
  statusShape,
} from '../tell/contract/shapes.ts';
import { defang, defangWithin } from '../tell/defang.ts';
import { overlapNotes } from '../tell/overlap-notes.ts';
import type { Case } from './case.ts';
import { pendingStages } from './pending.ts';

export type { OverlapShape };
export type Status = StatusShape;

export async function statusOf(theCase: Case): Promise<Status> {
  return statusShape(theCase.store, theCase.folder, await pendingStages(theCase.store));
}

export function mentionsOf(
  theCase: Case,
  filter: { type?: string | undefined; role?: CollectionRole | undefined },
): AsyncGenerator<MentionLine> {
  return mentionLines(theCase.store, filter);
}

export async function peopleOf(theCase: Case): Promise<PeopleShape> {
  return peopleShape(theCase.store);
}

export async function searchIn(
  theCase: Case,
  query: {
    text: string;
    role?: CollectionRole | undefined;
    limit: number;
    cursor?: string | undefined;
    fold?: boolean;
  },
): Promise<SearchShape> {
  const { role, ...rest } = query;
  return searchShape(theCase.store, { ...rest, ...(role === undefined ? {} : { role }) });
}

export async function overlapsOf(theCase: Case, all: boolean): Promise<OverlapShape[]> {
  return overlapShapes(theCase.store, all);
}

export async function explainOverlap(theCase: Case, idOrRank: string): Promise<OverlapShape> {
  return overlapShape(theCase.store, idOrRank);
}

/** Words that stand around each quote of an overlap, by `passage:start`: a name alone does not say what is meant. */
export type Around = ReadonlyMap<string, { readonly before: string; readonly after: string }>;

/** UTF-16 units on each side. */
const AROUND = 60;

export async function wordsAround({ store }: Case, { hops }: OverlapShape): Promise<Around> {
  const quotes = hops.flatMap(({ evidence }) => evidence);
  const passages = await store.documents.passagesById([...new Set(quotes.map(({ passage }) => passage))]);
  const texts = new Map(passages.map(({ id, text }) => [id, text]));
  return new Map(
    quotes.map(({ passage, start, end }) => {
      const text = texts.get(passage) ?? '';
      const before = text.slice(Math.max(0, start - AROUND), start);
      const after = text.slice(end, end + AROUND);
      return [`${passage}:${start}`, { before: before.toWellFormed(), after: after.toWellFormed() }];
    }),
  );
}

/** What stands beside an overlap's score, in sentences. */
export function notesOf(overlap: OverlapShape): readonly string[] {
  return overlapNotes(overlap as unknown as Overlap);
}

export const defangValue = defang;
export const defangSentence = defangWithin;
