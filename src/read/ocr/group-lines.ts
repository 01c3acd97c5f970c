/** Groups recognised lines into paragraphs, table rows and chat messages. */
import type { Passage } from '../../model/passage.ts';
import type { OcrLine } from '../../ports/ocr-engine.ts';

export interface LineGroup {
  readonly role: Extract<Passage['role'], 'paragraph' | 'row' | 'message' | 'heading'>;
  readonly lines: readonly OcrLine[];
  /** Between the lines: a row's cells are side by side. */
  readonly separator: '\n' | '\t';
  readonly sender?: string;
}

/** Senders of messages in a chat screenshot: its owner writes on the right. */
export const OWNER = 'owner of the phone';
export const OTHER = 'other side';

const left = (line: OcrLine): number => line.box[0];
const top = (line: OcrLine): number => line.box[1];
const right = (line: OcrLine): number => line.box[0] + line.box[2];
const bottom = (line: OcrLine): number => line.box[1] + line.box[3];
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** `lines` in reading order; `width` of the picture in the boxes' unit. */
export function groupLines(lines: readonly OcrLine[], width: number): LineGroup[] {
  if (lines.length === 0) return [];
  return chatMessages(lines, width) ?? columnsOf(lines).flatMap((column) => paragraphsAndRows(column));
}

/** Two or three columns of running text are read one after the other; cells of a table are not columns. */
function columnsOf(lines: readonly OcrLine[]): OcrLine[][] {
  const height = median(lines.map((line) => line.box[3]));
  const from = Math.min(...lines.map(left));
  const to = Math.max(...lines.map(right));
  if (lines.length < 12) return [[...lines]];
  for (let x = from + (to - from) * 0.3; x < to - (to - from) * 0.3; x += height / 3) {
    const before = lines.filter((line) => right(line) <= x + height * 0.4);
    const after = lines.filter((line) => left(line) >= x - height * 0.4);
    if (before.length + after.length < lines.length || before.length < 5 || after.length < 5) continue;
    // Running text fills its column; the cells of a table seldom do.
    const filled = (column: readonly OcrLine[]): boolean => {
      const span = Math.max(...column.map(right)) - Math.min(...column.map(left));
      return median(column.map((line) => line.box[2])) > span * 0.75;
    };
    if (filled(before) && filled(after)) return [before, after];
  }
  return [[...lines]];
}

function paragraphsAndRows(lines: readonly OcrLine[]): LineGroup[] {
  const groups: LineGroup[] = [];
  let paragraph: OcrLine[] = [];
  const close = (): void => {
    if (paragraph.length > 0) groups.push({ role: 'paragraph', lines: paragraph, separator: '\n' });
    paragraph = [];
  };
  const wholeRight = Math.max(...lines.map(right));
  const wholeLeft = Math.min(...lines.map(left));
  for (const row of rowsOf(lines)) {
    const [line] = row;
    if (row.length > 1 || !line) {
      close();
      groups.push({ role: 'row', lines: row, separator: '\t' });
      continue;
    }
    const last = paragraph.at(-1);
    if (last) {
      const height = Math.min(line.box[3], last.box[3]);
      const gap = top(line) - bottom(last);
      // A line that ends early ends its paragraph, unless all lines do.
      const endsEarly = right(last) < wholeLeft + (wholeRight - wholeLeft) * 0.8;
      const indented = left(line) > left(last) + height * 1.2;
      const unlike = Math.abs(line.box[3] - last.box[3]) > height * 0.5;
      if (gap > height * 0.9 || unlike || endsEarly || indented) close();
    }
    paragraph.push(line);
  }
  close();
  return groups;
}

/** Lines that stand side by side. */
function rowsOf(lines: readonly OcrLine[]): OcrLine[][] {
  const rows: OcrLine[][] = [];
  for (const line of lines) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    const beside =
      last !== undefined &&
      Math.min(bottom(line), bottom(last)) - Math.max(top(line), top(last)) >
        Math.min(line.box[3], last.box[3]) * 0.6 &&
      left(line) > right(last) - line.box[3] * 0.5;
    if (row && beside) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

type Side = 'left' | 'right' | 'middle' | 'none';

/** Messages by bubble side, or undefined when the picture does not look like a chat. */
function chatMessages(lines: readonly OcrLine[], width: number): LineGroup[] | undefined {
  const sideOf = (line: OcrLine): Side => {
    const centre = (left(line) + right(line)) / 2 / width;
    if (Math.abs(centre - 0.5) < 0.04 && line.box[2] < width * 0.35) return 'middle';
    if (left(line) < width * 0.25 && right(line) < width * 0.88) return 'left';
    if (right(line) > width * 0.75 && left(line) > width * 0.12) return 'right';
    return 'none';
  };
  const sided: { line: OcrLine; side: Side }[] = [];
  for (const line of lines) {
    const above = sided.at(-1);
    // A bubble's further lines begin below its first one, wherever they end.
    const continues =
      above !== undefined &&
      above.side !== 'middle' &&
      Math.abs(left(line) - left(above.line)) < line.box[3] * 0.6 &&
      top(line) - bottom(above.line) < line.box[3] * 0.75;
    sided.push({ line, side: continues ? above.side : sideOf(line) });
  }
  const edges = (side: Side, edge: (line: OcrLine) => number): number[] =>
    sided.filter((one) => one.side === side).map(({ line }) => edge(line));
  const lefts = edges('left', left);
  const rights = edges('right', right);
  const other = sided.filter(({ side }) => side === 'none').length;
  if (lefts.length < 2 || rights.length < 2 || other > lines.length * 0.15) return undefined;
  const aligned = (values: readonly number[]): number => {
    const middle = median(values);
    return values.filter((value) => Math.abs(value - middle) < width * 0.02).length / values.length;
  };
  // A table has columns on both sides too, but its rows stand side by side.
  const rows = rowsOf(lines);
  if (rows.filter((row) => row.length > 1).length > rows.length * 0.2) return undefined;
  if (aligned(lefts) < 0.6 || aligned(rights) < 0.4) return undefined;
  const groups: LineGroup[] = [];
  let bubble: OcrLine[] = [];
  let bubbleSide: Side = 'none';
  const close = (): void => {
    if (bubble.length > 0)
      groups.push(
        bubbleSide === 'left' || bubbleSide === 'right'
          ? { role: 'message', lines: bubble, separator: '\n', sender: bubbleSide === 'left' ? OTHER : OWNER }
          : { role: 'paragraph', lines: bubble, separator: '\n' },
      );
    bubble = [];
  };
  for (const { line, side } of sided) {
    const last = bubble.at(-1);
    const far = last !== undefined && top(line) - bottom(last) > Math.min(line.box[3], last.box[3]) * 0.75;
    if (side !== bubbleSide || far) close();
    bubbleSide = side;
    bubble.push(line);
  }
  close();
  return groups;
}
