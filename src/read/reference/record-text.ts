/** The readable text of a record, written piece by piece, that knows where each piece stands. */

export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Longest stretch that one piece of evidence quotes, in UTF-16 units. */
const LONGEST_QUOTE = 320;

export class RecordText {
  private written = '';

  get text(): string {
    return this.written;
  }

  /** Appends text and says where it stands. */
  add(text: string): Piece {
    const start = this.written.length;
    this.written += text;
    return { start, end: this.written.length };
  }

  /** Appends a line of its own, unless the value is empty. */
  line(label: string, value: string | undefined): Piece | undefined {
    const clean = value?.trim();
    if (!clean) return undefined;
    if (this.written !== '' && !this.written.endsWith('\n')) this.written += '\n';
    if (label !== '') this.written += `${label}: `;
    const piece = this.add(clean);
    this.written += '\n';
    return piece;
  }
}

/** The stretch from one piece to another when it is short enough to quote, else the pieces themselves. */
export function quoteBetween(first: Piece, second: Piece): readonly Piece[] {
  const start = Math.min(first.start, second.start);
  const end = Math.max(first.end, second.end);
  if (end - start <= LONGEST_QUOTE) return [{ start, end }];
  return first.start === second.start ? [first] : [first, second];
}

/** Cuts a long description at a word, for a record's text. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.lastIndexOf(' ', length);
  return `${text.slice(0, cut > length / 2 ? cut : length)} …`;
}
