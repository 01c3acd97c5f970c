/** Outlook's winmail.dat (TNEF): the body and the attachments that it wraps. */
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { rtfText } from '../text/rtf-text.ts';
import { WHOLE_LIMIT } from '../text/text-source.ts';
import { decompressRtf } from './compressed-rtf.ts';
import { giveMail, type MailAttachment } from './mail.ts';

const SIGNATURE = 0x223e9f78;
/** Attributes, [MS-OXTNEF] 2.1.3. */
const SUBJECT = 0x00018004;
const BODY = 0x0002800c;
const MESSAGE_PROPERTIES = 0x00069003;
const CODE_PAGE = 0x00069007;
const ATTACHMENT_BEGINS = 0x00069002;
const ATTACHMENT_TITLE = 0x00018010;
const ATTACHMENT_DATA = 0x0006800f;
const ATTACHMENT_PROPERTIES = 0x00069005;
/** MAPI properties, [MS-OXPROPS]. */
const MAPI_BODY = 0x1000;
const MAPI_HTML = 0x1013;
const MAPI_RTF = 0x1009;
const MAPI_LONG_FILENAME = 0x3707;

export const tnefReader: Reader = {
  name: 'tnef',
  version: 2,
  accepts: ({ head }) => head.length > 6 && Buffer.from(head.subarray(0, 4)).readUInt32LE(0) === SIGNATURE,
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `${input.probe.size} bytes of TNEF.`);
    const bytes = await readFile(input.path);
    const attachments: { name: string; content: Uint8Array }[] = [];
    let subject: string | undefined;
    let text: string | undefined;
    let html: string | undefined;
    let rtf: Buffer | undefined;
    let page = 'cp1252';
    try {
      for (const { id, value } of attributes(bytes)) {
        const last = attachments.at(-1);
        if (id === CODE_PAGE && value.length >= 4) page = pageOf(value.readUInt32LE(0));
        else if (id === SUBJECT) subject = textOf(value, page);
        else if (id === BODY) text = textOf(value, page);
        else if (id === ATTACHMENT_BEGINS) attachments.push({ name: '', content: new Uint8Array() });
        else if (id === ATTACHMENT_TITLE && last) last.name ||= textOf(value, page);
        else if (id === ATTACHMENT_DATA && last) last.content = value;
        else if (id === ATTACHMENT_PROPERTIES && last) {
          last.name = properties(value, page).get(MAPI_LONG_FILENAME)?.text || last.name;
        } else if (id === MESSAGE_PROPERTIES) {
          const found = properties(value, page);
          text ??= found.get(MAPI_BODY)?.text;
          const rich = found.get(MAPI_HTML);
          if (rich) html = rich.text || iconv.decode(rich.bytes, page);
          rtf = found.get(MAPI_RTF)?.bytes;
        }
      }
      // Outlook writes most bodies so, and only so.
      if (rtf && !text?.trim() && !html?.trim()) text = rtfText(decompressRtf(rtf)).text;
    } catch (cause) {
      throw new TelltaleError('broken-file', `Damaged TNEF: ${(cause as Error).message}`, { cause });
    }
    const named: MailAttachment[] = attachments.map(({ name, content }, at) => ({
      name: name || `attachment-${at + 1}`,
      content,
    }));
    return giveMail(
      {
        subject,
        text,
        html,
        from: undefined,
        to: [],
        cc: [],
        bcc: [],
        date: undefined,
        headers: {},
        attachments: named,
      },
      'application/vnd.ms-tnef',
      input,
      sink,
    );
  },
};

const pageOf = (number: number): string => {
  const name = number === 65001 ? 'utf-8' : number === 936 ? 'gb18030' : `cp${number}`;
  return iconv.encodingExists(name) ? name : 'cp1252';
};

const textOf = (value: Buffer, page: string): string => iconv.decode(value, page).replace(/\0+$/, '');

/** Level, id, length, value, checksum; stops at what is cut off. */
function* attributes(bytes: Buffer): Generator<{ id: number; value: Buffer }> {
  let at = 6;
  while (at + 9 <= bytes.length) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const start = at + 9;
    yield { id, value: bytes.subarray(start, Math.min(start + length, bytes.length)) };
    at = start + length + 2;
  }
}

interface PropertyValue {
  readonly text: string;
  readonly bytes: Buffer;
}

/** Fixed sizes of MAPI types in bytes, padded to four. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
]);

/** Texts and bytes among the MAPI properties, [MS-OXTNEF] 2.1.3.4; the rest is passed over. */
function properties(value: Buffer, page: string): Map<number, PropertyValue> {
  const found = new Map<number, PropertyValue>();
  let at = 4;
  for (let left = value.readUInt32LE(0); left > 0 && at + 4 <= value.length; left -= 1) {
    const type = value.readUInt16LE(at);
    const id = value.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      const isNamed = value.readUInt32LE(at + 16) === 1;
      const size = value.readUInt32LE(at + 20);
      at += isNamed ? 24 + padded(size) : 24;
    }
    const base = type & 0xfff;
    const isMany = (type & 0x1000) !== 0;
    const fixed = FIXED.get(base);
    const isCounted = fixed === undefined || isMany;
    const count = isCounted ? value.readUInt32LE(at) : 1;
    if (isCounted) at += 4;
    for (let each = 0; each < count && at < value.length; each += 1) {
      if (fixed !== undefined) {
        at += fixed;
        continue;
      }
      const size = value.readUInt32LE(at);
      const bytes = value.subarray(at + 4, at + 4 + size);
      at += 4 + padded(size);
      const text = base === 0x1f ? bytes.toString('utf16le') : base === 0x1e ? textOf(bytes, page) : '';
      found.set(id, { text: text.replace(/\0+$/, ''), bytes });
    }
  }
  return found;
}

const padded = (size: number): number => (size + 3) & ~3;
