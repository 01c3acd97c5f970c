/** Outlook's mailboxes (.pst, .ost): each mail becomes a file of its own, with its folder in its name. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PSTFile, PSTFolder, PSTMessage } from 'pst-extractor';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { mailSource } from './mail-source.ts';

const SIGNATURE = '!BDN';
/** Folders within folders. */
const DEEPEST = 64;
/** One attachment in bytes: larger ones are told in the ledger. */
const LARGEST_ATTACHMENT = 512 * 2 ** 20;

export const pstReader: Reader = {
  name: 'pst',
  version: 1,
  accepts: (probe) => Buffer.from(probe.head.subarray(0, 4)).toString('latin1') === SIGNATURE,
  async read(input, sink) {
    const library = await import('pst-extractor');
    let mailbox: PSTFile;
    let root: PSTFolder;
    try {
      mailbox = new library.PSTFile(input.path);
      root = mailbox.getRootFolder();
    } catch (cause) {
      throw new TelltaleError('broken-file', `Not a whole mailbox: ${(cause as Error).message}`, { cause });
    }
    const count = { mails: 0, folders: 0 };
    try {
      await giveFolder(root, [], input, sink, count, library.PSTMessage);
    } finally {
      mailbox.close();
    }
    return {
      kind: 'archive',
      mediaType: 'application/vnd.ms-outlook-pst',
      properties: { mails: String(count.mails), folders: String(count.folders) },
    };
  },
};

async function giveFolder(
  folder: PSTFolder,
  path: readonly string[],
  input: ReaderInput,
  sink: ReadSink,
  count: { mails: number; folders: number },
  Message: typeof PSTMessage,
): Promise<void> {
  if (path.length > DEEPEST) throw new TelltaleError('nested-too-deep', `Folders in folders, ${path.length} deep.`);
  count.folders += 1;
  const where = path.map((name) => name.replace(/[\\/:\0]|^\.+$/g, '_')).join('/');
  for (let at = 0; ; at += 1) {
    const name = `${where === '' ? '' : `${where}/`}${count.mails + 1}.eml`;
    try {
      const message: unknown = folder.contentCount > at ? folder.getNextChild() : null;
      if (message === null || message === undefined) break;
      if (!(message instanceof Message)) continue;
      count.mails += 1;
      const written = join(input.scratch, `mail-${count.mails}`);
      await writeFile(written, sourceOf(message));
      await sink.child({ name, path: written, relation: 'member', position: count.mails });
    } catch (caught) {
      const { code, message } = asTelltaleError(caught, 'broken-file');
      if (code === 'disk-full') throw caught;
      await sink.lostChild({ name, size: 0, code, message });
    }
  }
  if (!folder.hasSubfolders) return;
  for (const inner of folder.getSubFolders()) {
    await giveFolder(inner, [...path, inner.displayName], input, sink, count, Message);
  }
}

function sourceOf(message: PSTMessage): Buffer {
  const attachments = [];
  for (let at = 0; at < message.numberOfAttachments; at += 1) {
    const attachment = message.getAttachment(at);
    const inner = attachment.embeddedPSTMessage;
    const name = attachment.longFilename || attachment.filename || `attachment-${at + 1}`;
    if (inner) attachments.push({ name: `${name}.eml`, content: sourceOf(inner) });
    else attachments.push({ name, content: bytesOf(attachment) });
  }
  const date = message.messageDeliveryTime ?? message.clientSubmitTime ?? message.creationTime;
  return mailSource({
    subject: message.subject,
    from: addressOf(message.senderName, message.senderEmailAddress),
    to: message.displayTo.split(';'),
    cc: message.displayCC.split(';'),
    bcc: message.displayBCC.split(';'),
    date: date ?? undefined,
    text: message.body,
    html: message.bodyHTML,
    headers: {
      'message-id': message.internetMessageId,
      'in-reply-to': message.inReplyToId,
    },
    attachments,
  });
}

function bytesOf(attachment: ReturnType<PSTMessage['getAttachment']>): Buffer {
  const stream = attachment.fileInputStream;
  const size = attachment.filesize;
  if (!stream || size <= 0) return Buffer.alloc(0);
  if (size > LARGEST_ATTACHMENT) throw new TelltaleError('too-large', `An attachment of ${size} bytes.`);
  const bytes = Buffer.alloc(size);
  stream.readCompletely(bytes);
  return bytes;
}

function addressOf(name: string, mail: string): string {
  return name && mail && name !== mail ? `${name} <${mail}>` : mail || name;
}
