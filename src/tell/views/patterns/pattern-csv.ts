/** One table of a pattern as CSV, each row with the places that it rests on. */
import type { StoredMention } from '../../../model/mention.ts';
import { csvLine } from '../../csv.ts';
import { maskText } from '../../mask.ts';
import type { PatternContext } from './pattern.ts';
import { patternAnswer } from './patterns.ts';

export interface CsvRequest {
  /** The pattern's first table when left out. */
  readonly table?: string | undefined;
  /** Shows personal identifiers, passwords and keys in full. */
  readonly unmasked: boolean;
}

const EVIDENCE = ['labels', 'citations', 'path', 'sha256', 'passage', 'start', 'end', 'quote'] as const;
/** The one place that a row of a table shows. */
const QUOTES = 1;

/** All rows. Rejects with `not-found`. */
export async function patternCsv(context: PatternContext, name: string, request: CsvRequest): Promise<string> {
  const everything = { limit: Number.MAX_SAFE_INTEGER, quotes: QUOTES, table: request.table };
  const { tables } = await patternAnswer(context, name, everything);
  const [table] = tables;
  if (!table) return '';
  const passages = table.rows.flatMap(({ evidence }) => evidence.map(({ passage }) => passage));
  const mentions = request.unmasked ? new Map() : await context.store.browse.mentionsOf([...new Set(passages)]);
  const lines = [csvLine([...table.columns.map(({ key }) => key), ...EVIDENCE])];
  for (const { cells, labels, citations, evidence } of table.rows) {
    const [first] = evidence;
    const values = table.columns.map(({ key }) => cells[key] ?? null);
    const quote = first && (request.unmasked ? first.quote : masked(first, mentions.get(first.passage) ?? []));
    lines.push(
      csvLine([
        ...values,
        labels.join('; '),
        citations,
        first?.path,
        first?.sha256,
        first?.passage,
        first?.start,
        first?.end,
        quote,
      ]),
    );
  }
  return lines.join('');
}

function masked(quote: { quote: string; start: number; end: number }, mentions: readonly StoredMention[]): string {
  const inside = mentions
    .filter(({ start, end }) => start >= quote.start && end <= quote.end)
    .map((mention) => ({ ...mention, start: mention.start - quote.start, end: mention.end - quote.start }));
  return maskText(quote.quote, inside);
}
