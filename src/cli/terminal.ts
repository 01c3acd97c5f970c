/** How the command line speaks: results to stdout, everything else to stderr, both fit to the terminal's width. */
import { styleText } from 'node:util';

export const width = (): number => Math.max(40, Math.min(process.stdout.columns ?? 100, 120));

type Style = Parameters<typeof styleText>[0];

/** Styled when stdout is a terminal that wants colour. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Columns that a text takes in a terminal: two for wide East Asian characters, none for combining marks. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Cf}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}

/** Control characters of leaked text never reach the terminal. */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
}

export function truncate(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = columnsOf(character);
    if (used + next > columns - 1) break;
    kept += character;
    used += next;
  }
  return `${kept}…`;
}

/** Breaks at spaces, and inside words that are longer than the line (Chinese has none). */
export function wrap(text: string, columns: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  const room = Math.max(10, columns - columnsOf(indent));
  for (const word of text.split(' ')) {
    let rest = word;
    const joined = line ? `${line} ${rest}` : rest;
    if (columnsOf(joined) <= room) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    while (columnsOf(rest) > room) {
      const head = truncate(rest, room + 1).replace(/…$/, '');
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  lines.push(line);
  return lines.map((each) => indent + each).join('\n');
}

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Takes what is left of the width; one a table. */
  readonly flexible?: boolean;
}

/** A table without lines: numbers to the right, one flexible column cut to fit. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const natural = columns.map((column, at) =>
    Math.max(columnsOf(column.title), ...cells.map((row) => columnsOf(row[at] ?? ''))),
  );
  const gaps = 2 * (columns.length - 1);
  const fixed = natural.reduce((sum, size, at) => sum + (columns[at]?.flexible ? 0 : size), 0);
  const widths = natural.map((size, at) =>
    columns[at]?.flexible ? Math.max(8, Math.min(size, width() - fixed - gaps)) : size,
  );
  const line = (row: readonly string[]): string =>
    columns
      .map((column, at) => {
        const text = truncate(row[at] ?? '', widths[at] ?? 0);
        const pad = ' '.repeat(Math.max(0, (widths[at] ?? 0) - columnsOf(text)));
        return column.align === 'right' ? pad + text : text + pad;
      })
      .join('  ')
      .trimEnd();
  return [styled('dim', line(columns.map((column) => column.title))), ...cells.map(line)].join('\n');
}

/** 12345 as `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
