/** Mails as files (RFC 5322 and MIME), signed ones too. */
import { readFile } from 'node:fs/promises';
import type { Address, Email } from 'postal-mime';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { WHOLE_LIMIT } from '../text/text-source.ts';
import { joinBlobs } from './joined-blob.ts';
import { giveMail, type Mail, type MailAttachment } from './mail.ts';
import { withCharsets } from './mail-charsets.ts';
import { withoutUuencoded } from './uuencoded.ts';

joinBlobs();

const HEADER =
  /^(?:from|to|cc|subject|date|message-id|received|return-path|mime-version|content-type|reply-to|delivered-to|x-[\w-]+|dkim-signature)[ \t]*:/i;
/** Bytes of all headers: mails to a hundred thousand people have some. */
const MOST_HEADERS = 32 * 2 ** 20;
const KEPT = new Set([
  'message-id',
  'in-reply-to',
  'references',
  'reply-to',
  'x-originating-ip',
  'x-mailer',
  'user-agent',
  'received',
  'thread-topic',
  'return-path',
  'sender',
  'organization',
  'comments',
  'keywords',
  'list-id',
]);

export const emlReader: Reader = {
  name: 'eml',
  version: 4,
  accepts: (probe) => {
    const head = latinHead(probe.head);
    return (
      (/^(?:eml|emlx|mht|mhtml)$/.test(probe.extension) && /^[\w-]+[ \t]*:/m.test(head)) ||
      (!/^(?:md|html?|csv|json|yaml|yml)$/.test(probe.extension) && looksLikeMail(head))
    );
  },
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `A mail of ${input.probe.size} bytes.`);
    const mail = await parseMail(await readFile(input.path));
    if (!mail.from && !mail.subject && mail.to.length === 0 && !mail.text && !mail.html) {
      throw new TelltaleError('unsupported-format', 'There are no headers of a mail.');
    }
    const isPage = /^mht(?:ml)?$/.test(input.probe.extension);
    return giveMail(mail, isPage ? 'multipart/related' : 'message/rfc822', input, sink);
  },
};

/** Headers are ASCII by their standard; the charset of the body does not matter for them. */
function latinHead(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 8192)).toString('latin1').replace(/^\s+/, '');
}

/** At least three known header lines before the first blank line, and nothing else there. */
function looksLikeMail(head: string): boolean {
  const [block = ''] = head.split(/\r?\n\r?\n/, 1);
  const lines = block.split(/\r?\n/);
  let known = 0;
  for (const [at, line] of lines.entries()) {
    if (HEADER.test(line)) known += 1;
    else if (at === 0 || !/^(?:[ \t]|[\w-]+[ \t]*:)/.test(line)) {
      if (block.length < 8000) return false;
      break;
    }
  }
  return known >= 3 && /^(?:from|message-id|received|return-path|date)[ \t]*:/im.test(block);
}

/** Rejects with `broken-file` when the parts cannot be told apart. */
export async function parseMail(bytes: Uint8Array): Promise<Mail> {
  let email: Email;
  try {
    const { default: PostalMime } = await import('postal-mime');
    email = await PostalMime.parse(withCharsets(withoutLength(bytes)), {
      maxNestingDepth: 64,
      maxHeadersSize: MOST_HEADERS,
    });
  } catch (cause) {
    throw new TelltaleError('broken-file', `Not a whole mail: ${(cause as Error).message}`, { cause });
  }
  const headers: Record<string, string> = {};
  for (const { key, value } of email.headers) {
    if (KEPT.has(key)) headers[key] = headers[key] ? `${headers[key]}\n${value}` : value;
  }
  const body = withoutUuencoded(email.text ?? '');
  return {
    subject: email.subject,
    from: email.from ? addresses([email.from])[0] : undefined,
    to: addresses(email.to),
    cc: addresses(email.cc),
    bcc: addresses(email.bcc),
    date: isoDate(email),
    text: email.text === undefined ? undefined : body.text,
    html: email.html,
    headers,
    attachments: [...email.attachments.map((attachment, at) => attachmentOf(attachment, at)), ...body.files],
  };
}

function attachmentOf({ filename, mimeType, content }: Email['attachments'][number], at: number): MailAttachment {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content as ArrayBuffer);
  // The encoding of a part is one that MIME does not know: what it holds is a text as of old.
  const isOld = Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'begin ';
  const [inner] = isOld ? withoutUuencoded(Buffer.from(bytes).toString('latin1')).files : [];
  return {
    name: filename ?? inner?.name ?? `attachment-${at + 1}${/rfc822/.test(mimeType) ? '.eml' : ''}`,
    content: inner?.content ?? bytes,
  };
}

/** Apple's emlx begins with the length of the mail on a line of its own. */
function withoutLength(bytes: Uint8Array): Uint8Array {
  const start = /^\s*\d*\s*\n/.exec(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))?.[0].length ?? 0;
  return start > 0 ? bytes.subarray(start) : bytes;
}

function addresses(list: readonly Address[] | undefined): string[] {
  return (list ?? [])
    .flatMap((each) =>
      each.group
        ? addresses(each.group as Address[])
        : [
            each.name && each.address && each.name !== each.address
              ? `${each.name} <${each.address}>`
              : each.address || each.name || '',
          ],
    )
    .filter((text) => text !== '');
}

/** The stated time with its stated offset. */
function isoDate(email: Email): string | undefined {
  const stated = email.headers.find((header) => header.key === 'date')?.value;
  const time = Date.parse((stated ?? '').replace(/\s*\([^)]*\)\s*$/, ''));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
}
