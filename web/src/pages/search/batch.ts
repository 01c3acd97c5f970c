/** A list of queries as text, and their counts as a table. */
import type { BatchCount } from '../../api/types.ts';

/** One query a line; empty lines, comments after `#` at a line's start, and repetitions are left out. */
export function queriesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\ufeff/, '').trim());
  return [...new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))];
}

/** With a byte order mark for spreadsheets; what a spreadsheet would take for a formula is quoted by an apostrophe. */
export function batchCsv(counts: readonly BatchCount[]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = counts.map(({ query, passages, documents, error }) => [query, passages, documents, error ?? '']);
  return `\ufeff${[['query', 'passages', 'documents', 'error'], ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
