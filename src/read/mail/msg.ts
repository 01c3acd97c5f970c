/** Outlook's single mails (.msg). */
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { TelltaleError } from '../../errors.ts';
import { openCompound, rebuilt } from '../office/compound-file.ts';
import type { Reader } from '../reader.ts';
import { detectCharset } from '../text/decode-text.ts';
import { WHOLE_LIMIT } from '../text/text-source.ts';
import { giveMail, type MailAttachment } from './mail.ts';

type MsgReaderConstructor = typeof import('@kenjiuno/msgreader').default;

/** The package is CommonJS: its class is one step deeper than its types say. */
async function loadMsgReader(): Promise<MsgReaderConstructor> {
  const { default: given } = await import('@kenjiuno/msgreader');
  return ((given as unknown as { default?: MsgReaderConstructor }).default ?? given) as MsgReaderConstructor;
}

/** Streams of an object that holds a file of another kind. */
const OBJECT = /^(?:\u0001Ole10Native|Package|CONTENTS|WordDocument|Workbook|Book|PowerPoint Document)$/i;

const isCompound = (head: Uint8Array): boolean =>
  head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0;

export const msgReader: Reader = {
  name: 'msg',
  version: 4,
  accepts: (probe) =>
    isCompound(probe.head) &&
    (probe.extension === 'msg' || Buffer.from(probe.head).includes(Buffer.from('__substg1.0_', 'utf16le'))),
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `A mail of ${input.probe.size} bytes.`);
    let bytes: Buffer = await readFile(input.path);
    const MsgReader = await loadMsgReader();
    try {
      const open = (): InstanceType<MsgReaderConstructor> =>
        new MsgReader(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
      const file = openCompound(bytes);
      // A document that holds a mail shows the names of the mail's parts too.
      if (!file.stream('__properties_version1.0') && file.names.some((name) => OBJECT.test(name)))
        throw new TelltaleError('unsupported-format', 'The mail is inside an object.');
      if (file.isDamaged) bytes = rebuilt(bytes, file);
      let reader = open();
      let found = reader.getFileData();
      const charset = narrowCharset(found);
      if (charset) {
        reader = open();
        reader.parserConfig = { ansiEncoding: charset };
        found = reader.getFileData();
      }
      if (found.error) throw new TelltaleError('broken-file', found.error);
      const people = (kind: string): string[] =>
        (found.recipients ?? [])
          .filter((each) => (each.recipType ?? 'to') === kind)
          .map((each) => address(each.name, each.smtpAddress ?? each.email));
      const attachments: MailAttachment[] = (found.attachments ?? []).map((attachment, at) => {
        const { content, fileName } = reader.getAttachment(attachment);
        const name = attachment.fileName ?? fileName ?? attachment.name ?? `attachment-${at + 1}`;
        return { name: attachment.innerMsgContent && !/\.msg$/i.test(name) ? `${name}.msg` : name, content };
      });
      const html = found.html ? Buffer.from(found.html).toString('utf8') : found.bodyHtml;
      return giveMail(
        {
          subject: found.subject,
          from: address(found.senderName, found.senderSmtpAddress ?? found.senderEmail) || undefined,
          to: people('to'),
          cc: people('cc'),
          bcc: people('bcc'),
          date: isoDate(found.messageDeliveryTime ?? found.clientSubmitTime ?? found.creationTime),
          text: found.body,
          html,
          headers: {
            ...(found.messageId ? { 'message-id': found.messageId } : {}),
            ...threadOf(found.headers ?? ''),
          },
          attachments,
        },
        'application/vnd.ms-outlook',
        input,
        sink,
      );
    } catch (caught) {
      if (caught instanceof TelltaleError) throw caught;
      throw new TelltaleError('broken-file', `Not a whole Outlook mail: ${(caught as Error).message}`, {
        cause: caught,
      });
    }
  },
};

/** The charset of texts that are not in Unicode, when they are no Western ones: as stated, else as it looks. */
function narrowCharset(found: ReturnType<InstanceType<MsgReaderConstructor>['getFileData']>): string | undefined {
  const texts = [found.subject, found.body, found.senderName, ...(found.recipients ?? []).map((each) => each.name)];
  const sample = texts.filter((text) => text !== undefined).join('\n');
  // Read as Latin-1, such texts have letters beyond ASCII and none beyond it.
  if (!/[\u0080-\u00ff]/.test(sample) || /[\u0100-\uffff]/.test(sample)) return undefined;
  const stated = `cp${found.messageCodepage ?? found.internetCodepage ?? 0}`;
  if (stated !== 'cp65001' && iconv.encodingExists(stated)) return stated;
  const guessed = detectCharset(Buffer.from(sample, 'latin1'), true);
  return guessed && guessed !== 'windows-1252' && guessed !== 'utf-8' ? guessed : undefined;
}

function address(name: string | undefined, mail: string | undefined): string {
  return name && mail && name !== mail ? `${name} <${mail}>` : (mail ?? name ?? '');
}

function isoDate(stated: string | undefined): string | undefined {
  const time = Date.parse(stated ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
}

function threadOf(headers: string): Record<string, string> {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, ' ');
  const found: Record<string, string> = {};
  for (const name of ['in-reply-to', 'references', 'x-originating-ip']) {
    const value = new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(unfolded)?.[1];
    if (value) found[name] = value.trim();
  }
  return found;
}
