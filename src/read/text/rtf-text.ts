/** The text of an RTF source: groups, code pages, Unicode escapes. */
import iconv from 'iconv-lite';

export interface RtfText {
  /** Paragraphs with a line end after each. */
  readonly text: string;
  /** `title`, `author`, `operator`, `subject`, `company`, as stated. */
  readonly properties: Readonly<Record<string, string>>;
  /** Embedded objects as their `objdata` groups hold them, and pictures, which have an extension. */
  readonly inside: readonly { readonly extension: string | undefined; readonly bytes: Buffer }[];
}

interface Gathered {
  /** `jpg`, `png`, `emf`, `wmf`; undefined for an object. */
  extension: string | undefined;
  readonly pieces: Buffer[];
}

interface Group {
  /** What its hexadecimal digits are gathered in. */
  binary: Gathered | undefined;
  isAlternative: boolean;
  isSkipped: boolean;
  property: string | undefined;
  font: number;
  /** Bytes that stand for one Unicode escape in readers that know none. */
  fallback: number;
}

/** Windows code page of a font's charset number. */
const FONT_CHARSETS: ReadonlyMap<number, string> = new Map([
  [128, 'cp932'],
  [129, 'cp949'],
  [134, 'gb18030'],
  [136, 'big5'],
  [161, 'cp1253'],
  [162, 'cp1254'],
  [163, 'cp1258'],
  [177, 'cp1255'],
  [178, 'cp1256'],
  [186, 'cp1257'],
  [204, 'cp1251'],
  [222, 'cp874'],
  [238, 'cp1250'],
]);
const SKIPPED = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'listtable',
  'listoverridetable',
  'rsidtbl',
  'generator',
  'pict',
  'objdata',
  'themedata',
  'colorschememapping',
  'datastore',
  'latentstyles',
  'xmlnstbl',
  'info',
  'filetbl',
  'revtbl',
  'nonshppict',
  'bkmkstart',
  'bkmkend',
]);
const PICTURES: Readonly<Record<string, string>> = {
  emfblip: 'emf',
  pngblip: 'png',
  jpegblip: 'jpg',
  wmetafile: 'wmf',
};
/** Groups that begin a text of their own. */
const SEPARATE = new Set(['annotation', 'atnauthor', 'footnote', 'header', 'footer', 'headerf', 'footerf', 'shptxt']);
const PROPERTIES = new Set(['title', 'author', 'operator', 'subject', 'company', 'keywords']);
/** Starred groups that hold words all the same. */
const STARRED_TEXT = new Set(['shppict', 'fldinst', 'annotation', 'atnauthor', 'shpinst', 'footnote', 'company']);
const CHARACTERS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  tab: '\t',
  cell: '\t',
  nestcell: '\t',
  nestrow: '\n',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emspace: ' ',
  enspace: ' ',
};
const TOKEN = /\\([a-zA-Z]+)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g;
const DEEPEST = 10_000;

/** `source` is the file read as Latin-1, byte for byte. */
export function rtfText(source: string): RtfText {
  const stack: Group[] = [];
  let group: Group = {
    binary: undefined,
    isAlternative: false,
    isSkipped: false,
    property: undefined,
    font: 0,
    fallback: 1,
  };
  const out: string[] = [];
  const properties: Record<string, string> = {};
  const fonts = new Map<number, string>();
  let page = 'cp1252';
  let bytes: number[] = [];
  let skip = 0;
  let definesFont: number | undefined;
  let isStarred = false;

  const put = (text: string): void => {
    if (group.property) properties[group.property] = (properties[group.property] ?? '') + text;
    else if (!group.isSkipped) out.push(text);
  };
  const flush = (): void => {
    if (bytes.length === 0) return;
    put(iconv.decode(Buffer.from(bytes), fonts.get(group.font) ?? page));
    bytes = [];
  };
  const gathered: Gathered[] = [];
  const gather = (extension?: string): void => {
    group.binary = { extension, pieces: [] };
    gathered.push(group.binary);
  };
  const byte = (code: number): void => {
    if (skip > 0) skip -= 1;
    else if (!group.isSkipped || group.property) bytes.push(code);
  };
  const word = (name: string, value: number | undefined): void => {
    if (name === 'ansicpg' && value && iconv.encodingExists(`cp${value}`))
      page = value === 936 ? 'gb18030' : `cp${value}`;
    else if (name === 'uc') group.fallback = Math.max(0, value ?? 1);
    else if (name === 'u') {
      flush();
      const code = (value ?? 0) < 0 ? (value ?? 0) + 65536 : (value ?? 0);
      put(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
      skip = group.fallback;
    } else if (name === 'f') {
      flush();
      group.font = value ?? 0;
      definesFont = value;
    } else if (name === 'fcharset' && definesFont !== undefined) {
      const charset = FONT_CHARSETS.get(value ?? 0);
      if (charset) fonts.set(definesFont, charset);
    } else if (PROPERTIES.has(name) && stack.length > 1 && stack.some((outer) => outer.isSkipped)) {
      flush();
      group.property = name;
    } else if (SKIPPED.has(name) || (isStarred && !STARRED_TEXT.has(name))) {
      flush();
      group.isSkipped = true;
      if (name === 'objdata') gather();
      // Other programs' copy of the picture before it.
      else if (name === 'nonshppict') group.isAlternative = true;
      else if (name === 'pict' && !group.isAlternative) gather('wmf');
    } else if (name in PICTURES) {
      if (group.binary) group.binary.extension = PICTURES[name];
    } else if (SEPARATE.has(name)) {
      flush();
      put('\n');
    } else if (name in CHARACTERS) {
      flush();
      put(CHARACTERS[name] ?? '');
    }
  };

  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [, name, value, hex, symbol, brace, text] = match;
    if (brace === '{') {
      flush();
      if (stack.length < DEEPEST) stack.push(group);
      group = { ...group };
      skip = 0;
    } else if (brace === '}') {
      flush();
      group = stack.pop() ?? group;
      skip = 0;
    } else if (name !== undefined) {
      if (name === 'bin') {
        const length = Math.max(0, Number(value ?? 0));
        group.binary?.pieces.push(Buffer.from(source.slice(TOKEN.lastIndex, TOKEN.lastIndex + length), 'latin1'));
        TOKEN.lastIndex += length;
      } else word(name, value === undefined ? undefined : Number(value));
      isStarred = false;
    } else if (hex !== undefined) byte(Number.parseInt(hex, 16));
    else if (symbol !== undefined) {
      // The mark belongs to a group's first word; elsewhere only the word after it may be passed over.
      if (symbol === '*') isStarred = source[match.index - 1] === '{';
      else if (symbol === '~') byte(0x20);
      else if (symbol === '_') byte(0x2d);
      else if (symbol === '\n' || symbol === '\r') {
        flush();
        put('\n');
      } else if (/[\\{}]/.test(symbol)) byte(symbol.charCodeAt(0));
    } else if (text !== undefined && group.binary)
      group.binary.pieces.push(Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex'));
    else if (text !== undefined) for (let at = 0; at < text.length; at += 1) byte(text.charCodeAt(at));
  }
  flush();
  return {
    text: out.join(''),
    properties,
    inside: gathered.map(({ extension, pieces }) => ({ extension, bytes: Buffer.concat(pieces) })),
  };
}
