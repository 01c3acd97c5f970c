/** Joins the pieces of text that a PDF page is drawn with into lines and blocks with boxes. */
import type { Box, LineBox } from '../../model/passage.ts';

/** A piece of text as drawn: position in PDF points from the page's top left. */
export interface DrawnText {
  readonly text: string;
  /** Left end of the baseline. */
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  /** Font size. */
  readonly size: number;
  /** Radians clockwise; 0 for upright text. */
  readonly angle: number;
  readonly endsLine: boolean;
}

export interface TextLine {
  readonly text: string;
  readonly box: Box;
  readonly size: number;
  readonly angle: number;
}

export interface TextBlock {
  readonly text: string;
  readonly lines: readonly LineBox[];
  /** Of its largest line. */
  readonly size: number;
}

const HAN_OR_KANA = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

interface OpenLine {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  readonly baseline: number;
  size: number;
  readonly angle: number;
}

/** Pieces on one baseline that follow each other become a line; a wide gap becomes a tab, a narrow one a space. */
export function joinLines(pieces: readonly DrawnText[]): TextLine[] {
  const lines: TextLine[] = [];
  let line: OpenLine | undefined;
  const close = (): void => {
    const text = line?.text.trim() ?? '';
    if (line && text !== '')
      lines.push({
        text,
        box: [line.left, line.top, line.right - line.left, line.bottom - line.top].map(
          (value) => Math.round(value * 10) / 10,
        ) as unknown as Box,
        size: line.size,
        angle: line.angle,
      });
    line = undefined;
  };
  for (const piece of pieces) {
    if (piece.text === '' && !piece.endsLine) continue;
    const size = piece.size || line?.size || 1;
    const upright = Math.abs(piece.angle) < 0.2;
    const gap = line ? piece.x - line.right : 0;
    const follows =
      line &&
      upright &&
      Math.abs(line.angle - piece.angle) < 0.05 &&
      Math.abs(piece.baseline - line.baseline) < Math.max(size, line.size) * 0.45 &&
      gap > -size * 1.5;
    if (line && !follows && piece.text.trim() !== '') close();
    if (line && piece.text.trim() === '') {
      if (piece.text !== '' && !/\s$/.test(line.text)) line.text += piece.width > size * 3 ? '\t' : ' ';
    } else if (line) {
      if (gap > size * 2.5 && !line.text.endsWith('\t')) line.text = `${line.text.trimEnd()}\t`;
      else if (gap > size * 0.2 && !/\s$/.test(line.text) && !glued(line.text, piece.text)) line.text += ' ';
      line.text += piece.text;
      line.right = Math.max(line.right, piece.x + piece.width);
      line.top = Math.min(line.top, piece.baseline - size * 0.88);
      line.bottom = Math.max(line.bottom, piece.baseline + size * 0.22);
      line.size = Math.max(line.size, size);
    } else if (piece.text.trim() !== '') {
      const cos = Math.cos(piece.angle);
      const sin = Math.sin(piece.angle);
      const ends = [
        piece.x,
        piece.x + piece.width * cos,
        piece.x + size * sin,
        piece.x + piece.width * cos + size * sin,
      ];
      const heights = [
        piece.baseline,
        piece.baseline + piece.width * sin,
        piece.baseline - size * cos,
        piece.baseline + piece.width * sin - size * cos,
      ];
      line = {
        text: piece.text,
        left: Math.min(...ends),
        right: Math.max(...ends),
        top: upright ? piece.baseline - size * 0.88 : Math.min(...heights),
        bottom: upright ? piece.baseline + size * 0.22 : Math.max(...heights),
        baseline: piece.baseline,
        size,
        angle: piece.angle,
      };
      if (!upright) close();
    }
    if (piece.endsLine) close();
  }
  close();
  return lines;
}

/** Han text set with loose spacing has no spaces. */
const glued = (before: string, after: string): boolean =>
  HAN_OR_KANA.test(before.at(-1) ?? '') && HAN_OR_KANA.test(after[0] ?? '');

/** Lines of like size that stand closely below each other become a block; its text has one line each. */
export function joinBlocks(lines: readonly TextLine[]): TextBlock[] {
  const groups: TextLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && belongsBelow(last, line)) group.push(line);
    else groups.push([line]);
  }
  return groups.map(blockOf);
}

/** The text of the lines, one below the other, with each line's place in it. */
export function blockOf(
  lines: readonly (Pick<TextLine, 'text' | 'box'> & { size?: number; confidence?: number })[],
): TextBlock {
  let text = '';
  const boxes: LineBox[] = [];
  for (const line of lines) {
    if (text !== '') text += '\n';
    boxes.push({
      start: text.length,
      end: text.length + line.text.length,
      box: line.box,
      ...(line.confidence === undefined ? {} : { confidence: line.confidence }),
    });
    text += line.text;
  }
  return { text, lines: boxes, size: Math.max(0, ...lines.map((line) => line.size ?? 0)) };
}

function belongsBelow(above: TextLine, line: TextLine): boolean {
  const [left, top, width] = line.box;
  const [aboveLeft, aboveTop, aboveWidth] = above.box;
  const size = Math.max(above.size, line.size);
  const distance = top - aboveTop;
  const overlap = Math.min(left + width, aboveLeft + aboveWidth) - Math.max(left, aboveLeft);
  return (
    Math.abs(above.angle - line.angle) < 0.05 &&
    Math.abs(above.size - line.size) < size * 0.15 &&
    distance > size * 0.5 &&
    distance < size * 1.9 &&
    overlap > 0
  );
}
