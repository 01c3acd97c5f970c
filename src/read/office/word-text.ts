/** The text of old Word files, from version 6 on: the piece table says where it stands ([MS-DOC] 2.4.1). */
import iconv from 'iconv-lite';
import { TelltaleError } from '../../errors.ts';

export interface WordPart {
  /** `body`, `footnote`, `header`, `macro`, `comment`, `endnote`, `text box`, `header text box`. */
  readonly part: string;
  /** Paragraphs, each with a line end after it; table cells with tabs between them. */
  readonly text: string;
}

/** The subdocuments in the order in which their characters stand. */
const PARTS = ['body', 'footnote', 'header', 'macro', 'comment', 'endnote', 'text box', 'header text box'];

/** Where the numbers stand in the file information block: since Word 97, and in Word 6 and 95. */
const NEW = { counts: 0x4c, pieces: 0x01a2 };
const OLD = { counts: 0x34, pieces: 0x0160 };
/** The first `nFib` of Word 97. */
const WORD_97 = 0x00c1;
const IS_COMPLEX = 0x0004;
const SECOND_TABLE = 0x0200;
/** Bit of a piece's place: one byte a character. */
const NARROW = 0x40000000;

/** Code pages of the languages whose Word 6 and 95 did not write Western text. */
const PAGES: ReadonlyMap<number, string> = new Map([
  [0x04, 'gb18030'],
  [0x11, 'cp932'],
  [0x12, 'cp949'],
  [0x19, 'cp1251'],
  [0x22, 'cp1251'],
  [0x15, 'cp1250'],
  [0x05, 'cp1250'],
  [0x0e, 'cp1250'],
  [0x08, 'cp1253'],
  [0x1f, 'cp1254'],
  [0x0d, 'cp1255'],
  [0x01, 'cp1256'],
]);
const TRADITIONAL = new Set([0x0404, 0x0c04]);

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly place: number;
}

/** `table` gives the stream `0Table` or `1Table`. Throws `broken-file` when the numbers lead outside the file. */
export function wordText(document: Buffer, table: (name: '0Table' | '1Table') => Buffer | undefined): WordPart[] {
  try {
    const version = document.readUInt16LE(2);
    const flags = document.readUInt16LE(0x0a);
    const isNew = version >= WORD_97;
    const { counts, pieces } = isNew ? NEW : OLD;
    const lengths = PARTS.map((_, at) => document.readUInt32LE(counts + at * 4));
    const holder = isNew ? table((flags & SECOND_TABLE) !== 0 ? '1Table' : '0Table') : document;
    const start = document.readUInt32LE(pieces);
    const size = document.readUInt32LE(pieces + 4);
    const list =
      !isNew && (flags & IS_COMPLEX) === 0
        ? [{ from: 0, to: lengths.reduce((sum, each) => sum + each, 0), place: document.readUInt32LE(0x18) }]
        : pieceTable((holder ?? Buffer.alloc(0)).subarray(start, start + size));
    const language = document.readUInt16LE(6);
    const page = isNew ? 'cp1252' : TRADITIONAL.has(language) ? 'big5' : (PAGES.get(language & 0x3ff) ?? 'cp1252');
    const text = (from: number, to: number): string =>
      list.map((piece) => pieceText(document, piece, from, to, isNew, page)).join('');
    checkPieces(list, document.length);
    let at = 0;
    const found: WordPart[] = [];
    for (const [index, part] of PARTS.entries()) {
      const length = lengths[index] ?? 0;
      if (length > 0) found.push({ part, text: readable(text(at, at + length)) });
      at += length;
    }
    return found.filter((each) => each.text.trim() !== '');
  } catch (cause) {
    throw new TelltaleError('broken-file', `Not a whole Word document: ${(cause as Error).message}`, { cause });
  }
}

function pieceTable(bytes: Buffer): Piece[] {
  let at = 0;
  while (bytes.readUInt8(at) === 1) at += 3 + bytes.readUInt16LE(at + 1);
  if (bytes.readUInt8(at) !== 2) throw new RangeError('there is no piece table');
  const length = bytes.readUInt32LE(at + 1);
  const base = at + 5;
  const count = Math.floor((length - 4) / 12);
  return Array.from({ length: count }, (_, index) => ({
    from: bytes.readUInt32LE(base + index * 4),
    to: bytes.readUInt32LE(base + index * 4 + 4),
    place: bytes.readUInt32LE(base + (count + 1) * 4 + index * 8 + 2),
  }));
}

/** Each character has bytes of its own: a damaged table may claim the same ones thousands of times. */
function checkPieces(pieces: readonly Piece[], most: number): void {
  let before = 0;
  let total = 0;
  for (const { from, to } of pieces) {
    total += to - from;
    if (from < before || to < from || total > most) throw new RangeError('the pieces do not follow one another');
    before = to;
  }
}

/** The part of a piece that lies in a range of characters. */
function pieceText(document: Buffer, piece: Piece, from: number, to: number, isNew: boolean, page: string): string {
  const first = Math.max(piece.from, from);
  const last = Math.min(piece.to, to);
  if (first >= last) return '';
  const isNarrow = !isNew || (piece.place & NARROW) !== 0;
  const place = isNew && isNarrow ? (piece.place & ~NARROW) / 2 : piece.place;
  const width = isNarrow ? 1 : 2;
  const bytes = document.subarray(place + (first - piece.from) * width, place + (last - piece.from) * width);
  return isNarrow ? iconv.decode(bytes, page) : bytes.toString('utf16le');
}

/** Fields show their result; what a link or a linked file leads to is kept with it. */
const FIELD = /\u0013([^\u0013\u0014\u0015]*)(?:\u0014([^\u0013\u0015]*))?\u0015/g;
const OUTWARD = /^\s*(?:HYPERLINK|INCLUDE\w*|LINK|DDE(?:AUTO)?|IMPORT|RD|MACROBUTTON)\b\s*(.*)$/is;
/** Fields within fields. */
const DEEPEST = 20;

function readable(raw: string): string {
  let text = raw;
  for (let depth = 0; depth < DEEPEST && text.includes('\u0013'); depth += 1) {
    const shown = text.replace(FIELD, (_, instruction: string, result = '') => {
      const target = OUTWARD.exec(instruction)?.[1]
        ?.replace(/\\[a-z]\b/gi, ' ')
        .replace(/["\u0001]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      return target && !result.includes(target) ? `${result} (${target})` : result;
    });
    if (shown === text) break;
    text = shown;
  }
  return text
    .replace(/\u0007\u0007|[\r\u000b\u000c\u000e]/g, '\n')
    .replaceAll('\u0007', '\t')
    .replaceAll('\u001e', '-')
    .replaceAll('\u001f', '')
    .replace(/[\u0000-\u0008\u0010-\u001d]/g, '');
}
