/** Web archives (WARC): each response becomes a file under its address, requests and notes become passages. */
import { createReadStream } from 'node:fs';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { createUnpackGuard } from './unpack-guard.ts';

/** One record in bytes; larger ones are told in the ledger. */
const LARGEST = 256 * 2 ** 20;
const HEADER_END = Buffer.from('\r\n\r\n');
/** A header is shorter than this. */
const LONGEST_HEADER = 1 << 16;

export const warcReader: Reader = {
  name: 'warc',
  version: 1,
  accepts: ({ head }) => /^WARC\/\d\.\d\r?\n/.test(Buffer.from(head.subarray(0, 16)).toString('latin1')),
  async read(input, sink) {
    const guard = createUnpackGuard(input);
    let position = 0;
    for await (const record of records(input.path)) {
      position += 1;
      const type = field(record.header, 'WARC-Type') ?? '';
      const address = field(record.header, 'WARC-Target-URI')?.replace(/^<|>$/g, '');
      const time = field(record.header, 'WARC-Date');
      const note = ['WARC-Type', 'WARC-Target-URI', 'WARC-IP-Address'].flatMap(
        (name) => field(record.header, name) ?? [],
      );
      const isHttp = /application\/http/i.test(field(record.header, 'Content-Type') ?? '');
      const cut = isHttp && record.content ? record.content.indexOf(HEADER_END) : -1;
      const http = cut < 0 ? '' : (record.content?.toString('latin1', 0, cut) ?? '');
      await sink.passage({
        role: 'property',
        text: [note.join(' '), http.replaceAll('\r\n', '\n')].filter((part) => part !== '').join('\n'),
        position: { kind: 'part', part: `record ${position}` },
        ...(time ? { time } : {}),
      });
      if (type === 'request' || type === 'warcinfo' || type === 'metadata') continue;
      const name = nameOf(address, position);
      if (!record.content) {
        await sink.lostChild({
          name,
          size: record.length,
          code: 'too-large',
          message: `A record of ${record.length} bytes.`,
        });
        continue;
      }
      const content = cut < 0 ? record.content : unpacked(record.content.subarray(cut + 4), http);
      if (content.length === 0) continue;
      await sink.child({ name, path: await guard.write(content), relation: 'member', position });
    }
    if (position === 0) throw new TelltaleError('broken-file', 'There is no whole record.');
    return { kind: 'archive', mediaType: 'application/warc', properties: { records: String(position) } };
  },
};

interface WarcRecord {
  readonly header: string;
  readonly length: number;
  /** Undefined when it is too large to be held. */
  readonly content: Buffer | undefined;
}

async function* records(path: string): AsyncGenerator<WarcRecord> {
  let rest: Buffer = Buffer.alloc(0);
  let open: { header: string; length: number; left: number; pieces: Buffer[] } | undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    for (;;) {
      if (!open) {
        const start = rest.indexOf('WARC/');
        const end = start < 0 ? -1 : rest.indexOf(HEADER_END, start);
        if (end < 0) {
          if (rest.length > LONGEST_HEADER * 16)
            throw new TelltaleError('broken-file', 'The records cannot be told apart.');
          break;
        }
        const header = rest.toString('utf8', start, end);
        const length = Number(field(header, 'Content-Length') ?? 0);
        if (!Number.isSafeInteger(length) || length < 0)
          throw new TelltaleError('broken-file', 'A record has no length.');
        open = { header, length, left: length, pieces: [] };
        rest = rest.subarray(end + 4);
      }
      const taken = rest.subarray(0, open.left);
      if (open.length <= LARGEST) open.pieces.push(Buffer.from(taken));
      open.left -= taken.length;
      rest = rest.subarray(taken.length);
      if (open.left > 0) break;
      const { header, length, pieces } = open;
      open = undefined;
      yield { header, length, content: length <= LARGEST ? Buffer.concat(pieces) : undefined };
    }
  }
  if (open && open.length <= LARGEST && open.pieces.length > 0) {
    yield { header: open.header, length: open.length, content: Buffer.concat(open.pieces) };
  }
}

function field(header: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.+?)\\s*$`, 'im').exec(header)?.[1];
}

/** The body without what the server did to send it; as it came when that cannot be undone. */
function unpacked(body: Buffer, http: string): Buffer {
  const whole = /^transfer-encoding:.*chunked/im.test(http) ? (joined(body) ?? body) : body;
  const coding = /^content-encoding:\s*(\S+)/im.exec(http)?.[1]?.toLowerCase();
  const options = { maxOutputLength: LARGEST };
  try {
    if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(whole, options);
    if (coding === 'br') return brotliDecompressSync(whole, options);
    if (coding === 'deflate')
      return (whole[0] ?? 0) === 0x78 ? inflateSync(whole, options) : inflateRawSync(whole, options);
  } catch {
    // Many crawlers undo the coding and keep the header.
    return whole;
  }
  return whole;
}

/** Undefined when the body is not in chunks after all. */
function joined(body: Buffer): Buffer | undefined {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const length = end < 0 ? Number.NaN : Number.parseInt(body.toString('latin1', at, end), 16);
    if (Number.isNaN(length)) return undefined;
    if (length === 0) break;
    pieces.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
  return Buffer.concat(pieces);
}

/** `example.org/a/b.html` of an address: a folder a site. */
function nameOf(address: string | undefined, position: number): string {
  const bare = (address ?? '').replace(/^[a-z+]+:\/*/i, '').replace(/[\\\0?#:*|"<>]/g, '_');
  const parts = bare.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const path = parts.join('/').slice(0, 400);
  return path === ''
    ? `record-${position}`
    : `${position}/${path}${bare.endsWith('/') || parts.length === 1 ? '/index.html' : ''}`;
}
