/** What columns of a passage that is a table's row say, by the meaning of their headers. */
import type { Evidence } from '../../../model/assertion.ts';
import { sizeInColumn } from '../../../model/data-size.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import { rowStatus } from '../../../model/row-status.ts';
import type { PatternContext } from './pattern.ts';

const EMPTY = /^(?:n\/?a|无|[-–—/.?？]*)$/i;

export interface RowCell {
  readonly header: string;
  readonly text: string;
  readonly span: Evidence;
}

/** Cells that say something, of columns with one of the roles. */
export function cellsWith(
  passage: StoredPassage,
  roles: readonly string[],
  roleOf: PatternContext['roleOfColumn'],
): readonly RowCell[] {
  if (passage.position.kind !== 'row') return [];
  return passage.position.cells.flatMap(({ start, end, header }): RowCell[] => {
    const text = passage.text.slice(start, end).trim();
    const role = header === undefined ? undefined : roleOf(header);
    if (header === undefined || role === undefined || !roles.includes(role) || EMPTY.test(text)) return [];
    return [{ header, text, span: { passage: passage.id, start, end } }];
  });
}

export const joinedTexts = (cells: readonly RowCell[]): string | null =>
  cells.length === 0 ? null : [...new Set(cells.map(({ text }) => text))].join(' / ');

export interface RowStanding {
  /** As written. */
  readonly size: string | null;
  readonly bytes: number | null;
  readonly records: number | null;
  /** As written. */
  readonly status: string | null;
  /** In one word of a few. */
  readonly stage: string | null;
  readonly evidence: readonly Evidence[];
}

/** How much data a row speaks of, and how far it is. */
export function rowStanding(passage: StoredPassage, roleOf: PatternContext['roleOfColumn']): RowStanding {
  const sizes = cellsWith(passage, ['data-size'], roleOf);
  const statuses = cellsWith(passage, ['status'], roleOf);
  const parsed = sizes.flatMap(({ text, header }) => sizeInColumn(text, header) ?? []);
  return {
    size: joinedTexts(sizes),
    bytes: parsed.find(({ unit }) => unit === 'bytes')?.value ?? null,
    records: parsed.find(({ unit }) => unit === 'records')?.value ?? null,
    status: joinedTexts(statuses),
    stage: statuses.flatMap(({ text }) => rowStatus(text) ?? [])[0] ?? null,
    evidence: [...sizes, ...statuses].map(({ span }) => span),
  };
}

export const standingCells = ({ evidence: _, ...cells }: RowStanding) => cells;

export const NO_STANDING: RowStanding = {
  size: null,
  bytes: null,
  records: null,
  status: null,
  stage: null,
  evidence: [],
};
