/** States the charsets that a mail leaves out: headers in bytes of some code page become UTF-8, texts without a charset get the one they are in. */
import { isUtf8 } from 'node:buffer';
import { decodeText, detectCharset } from '../text/decode-text.ts';

/** How deep parts are looked into; deeper ones stay as they are. */
const DEPTH = 20;
/** Bytes of a text by which its charset is told. */
const SAMPLE = 64 * 1024;
/** What some programs write when they do not know. */
const NO_CHARSET = /^(?:us-ascii|ascii|unknown(?:-8bit)?|x-unknown|default|none)$/i;

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly content: Buffer;
}

/** The same bytes where nothing is left out. Attached mails are not changed: each is a file of its own. */
export function withCharsets(source: Uint8Array): Uint8Array {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const edits: Edit[] = [];
  const declared = /charset\s*=\s*"?([\w.:-]{3,30})/gi;
  const named = [...bytes.toString('latin1', 0, SAMPLE).matchAll(declared)]
    .map((match) => match[1] ?? '')
    .find((charset) => !NO_CHARSET.test(charset));
  describe(bytes, 0, bytes.length, { named }, edits, 0);
  if (edits.length === 0) return source;
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, content } of edits) {
    pieces.push(bytes.subarray(at, from), content);
    at = to;
  }
  return Buffer.concat([...pieces, bytes.subarray(at)]);
}

/** Looks at one part, headers and body, and at the parts inside; edits come in the order of the bytes. */
function describe(
  bytes: Buffer,
  from: number,
  to: number,
  known: { named: string | undefined },
  edits: Edit[],
  depth: number,
): void {
  const { end, body } = headersOf(bytes, from, to);
  const raw = bytes.subarray(from, end);
  let head = raw.toString('latin1');
  const isForeign = /[\x80-\xff]/.test(head);
  const isBroken = isForeign && !isUtf8(raw);
  const field = (name: string): string =>
    new RegExp(`^${name}[ \\t]*:([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)`, 'im').exec(head)?.[1]?.trim() ?? '';
  const type = field('content-type');
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const charset = /charset\s*=\s*["']?([^\s;"']+)/i.exec(type)?.[1];
  const isText = type === '' || /^text\//i.test(type);
  const isFile = /^attachment/i.test(field('content-disposition'));
  const missing =
    isText && !isFile && (charset === undefined || NO_CHARSET.test(charset))
      ? foreignCharset(decoded(bytes.subarray(body, Math.min(to, body + SAMPLE)), field('content-transfer-encoding')))
      : undefined;
  // Names of files after a text are most likely in its charset.
  known.named ??= missing;
  if (isBroken) head = decodedHead(raw, known.named, bytes.subarray(from, Math.min(to, from + SAMPLE)));
  else if (isForeign) head = raw.toString('utf8');
  if (missing !== undefined) head = stating(head, missing);
  if (isBroken || missing !== undefined) edits.push({ from, to: end, content: Buffer.from(head, 'utf8') });
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined || !/^multipart\//i.test(type) || depth >= DEPTH) return;
  for (const part of partsOf(bytes, body, to, `--${mark}`))
    describe(bytes, part.from, part.to, known, edits, depth + 1);
}

/** Where the headers end, and where the body begins behind the empty line. */
function headersOf(bytes: Buffer, from: number, to: number): { end: number; body: number } {
  for (let line = from; line < to; ) {
    const feed = bytes.indexOf(0x0a, line);
    if (feed < 0 || feed >= to) break;
    if (feed === line || (feed === line + 1 && bytes[line] === 0x0d)) return { end: line, body: feed + 1 };
    line = feed + 1;
  }
  return { end: to, body: to };
}

function* partsOf(bytes: Buffer, body: number, to: number, mark: string): Generator<{ from: number; to: number }> {
  let open: number | undefined;
  for (let at = bytes.indexOf(mark, body, 'latin1'); at >= 0 && at < to; at = bytes.indexOf(mark, at + 1, 'latin1')) {
    if (at > body && bytes[at - 1] !== 0x0a) continue;
    if (open !== undefined) yield { from: open, to: at };
    const feed = bytes.indexOf(0x0a, at);
    open = feed < 0 || feed >= to ? undefined : feed + 1;
    if (open === undefined || bytes.toString('latin1', at + mark.length, at + mark.length + 2) === '--') return;
  }
  if (open !== undefined) yield { from: open, to };
}

/** The charset of a text that is neither ASCII nor UTF-8. */
function foreignCharset(text: Buffer): string | undefined {
  if (!text.some((byte) => byte >= 0x80) || isUtf8(text)) return undefined;
  const charset = detectCharset(text, text.length < SAMPLE);
  return charset === 'utf-8' ? undefined : charset;
}

/** The bytes that a transfer encoding stands for. */
function decoded(body: Buffer, encoding: string): Buffer {
  if (/^base64/i.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64');
  if (!/^quoted-printable/i.test(encoding)) return body;
  const text = body.toString('latin1').replace(/=\r?\n/g, '');
  return Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
}

/** In the charset that the mail names elsewhere, as long as it fits; else in that of all its words together. */
function decodedHead(head: Buffer, named: string | undefined, sample: Buffer): string {
  const text = named === undefined ? undefined : inCharset(head, named);
  if (text !== undefined && !text.includes('\ufffd')) return text;
  return inCharset(head, detectCharset(sample, false) ?? 'windows-1252') ?? head.toString('latin1');
}

/** Undefined for a charset that nobody knows. */
function inCharset(bytes: Buffer, charset: string): string | undefined {
  const name = /^(?:gb2312|gbk|cn-gb)$/i.test(charset) ? 'gb18030' : charset;
  try {
    return decodeText(bytes, name);
  } catch {
    return undefined;
  }
}

/** The headers with the charset of their text. */
function stating(head: string, charset: string): string {
  const type = /^content-type[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/im.exec(head);
  if (!type)
    return `${head}${/\n$/.test(head) || head === '' ? '' : '\r\n'}Content-Type: text/plain; charset=${charset}\r\n`;
  const plain = type[0].replace(/;?\s*charset\s*=\s*(?:"[^"]*"|[^\s;]*)/i, '').trimEnd();
  return `${head.slice(0, type.index)}${plain}; charset=${charset}${head.slice(type.index + type[0].length)}`;
}
