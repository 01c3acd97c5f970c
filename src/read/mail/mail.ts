/** What a mail reader found, whatever the format, and how it becomes passages and children. */

import { asTelltaleError } from '../../errors.ts';
import { containment, shingles } from '../../model/near-duplicate.ts';
import { safeName } from '../archive/member-name.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import type { ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { htmlContent } from '../text/html-blocks.ts';

export interface Mail {
  readonly subject: string | undefined;
  /** `Name <address>` or what there is. */
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** ISO 8601. */
  readonly date: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  /** Message-ID, In-Reply-To, References and other headers worth keeping, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
}

export interface MailAttachment {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Share of its word groups that one part of a mail has in common with the other when both say the same. */
const ALIKE = 0.5;
/** UTF-16 units after which a body is cut at the next paragraph. */
const LONGEST = 8000;

/** Gives the mail's subject, headers and body as passages and its attachments as children. */
export async function giveMail(
  mail: Mail,
  mediaType: string,
  input: ReaderInput,
  sink: ReadSink,
): Promise<ReadSummary> {
  if (mail.subject) {
    await sink.passage({ role: 'heading', text: mail.subject, position: { kind: 'part', part: 'subject' } });
  }
  const header = headerText(mail);
  if (header) await sink.passage({ role: 'property', text: header, position: { kind: 'part', part: 'header' } });
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc];
  const [body, other] = bodyTexts(mail);
  for (const [at, text] of pieces(body).entries()) {
    await sink.passage({
      role: at === 0 ? 'message' : 'paragraph',
      text,
      position: { kind: 'part', part: 'body' },
      ...(mail.date && at === 0 ? { time: mail.date } : {}),
      ...(mail.from && at === 0 ? { sender: mail.from } : {}),
      ...(recipients.length > 0 && at === 0 ? { recipients } : {}),
    });
  }
  for (const text of pieces(other)) {
    await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: 'other body' } });
  }
  await giveAttachments(mail.attachments, input, sink);
  return {
    kind: 'mail',
    mediaType,
    ...(mail.subject ? { title: mail.subject } : {}),
    properties: {
      ...mail.headers,
      ...(mail.date ? { date: mail.date } : {}),
      ...(mail.from ? { from: mail.from } : {}),
      attachments: String(mail.attachments.length),
    },
  };
}

async function giveAttachments(
  attachments: readonly MailAttachment[],
  input: ReaderInput,
  sink: ReadSink,
): Promise<void> {
  const guard = createUnpackGuard(input);
  for (const [at, { name, content }] of attachments.entries()) {
    try {
      // The sender chose the name: its folders mean nothing here.
      const base = name.split(/[\\/]/).at(-1)?.replaceAll('\0', '').trim() ?? '';
      const path = await guard.write(content);
      const shown = safeName(base === '' || base === '..' ? `attachment-${at + 1}` : base);
      await sink.child({ name: shown, path, relation: 'attachment', position: at + 1 });
    } catch (caught) {
      const { code, message } = asTelltaleError(caught, 'broken-file');
      if (code === 'disk-full') throw caught;
      await sink.lostChild({ name: name.replaceAll('\0', ''), size: content.length, code, message });
    }
  }
}

function headerText(mail: Mail): string {
  const lines: string[] = [];
  const add = (label: string, value: string | undefined): void => {
    if (value) lines.push(`${label}: ${value}`);
  };
  add('From', mail.from);
  add('To', mail.to.join(', '));
  add('Cc', mail.cc.join(', '));
  add('Bcc', mail.bcc.join(', '));
  add('Date', mail.date);
  for (const name of [
    'sender',
    'reply-to',
    'organization',
    'comments',
    'keywords',
    'x-originating-ip',
    'x-mailer',
    'user-agent',
  ])
    add(name, mail.headers[name]);
  return lines.join('\n');
}

/** The plain part, unless the HTML part says far more; and the other one where it says something else. */
function bodyTexts(mail: Mail): [body: string, other: string] {
  const plain = mail.text?.replaceAll('\r\n', '\n').trim() ?? '';
  if (!mail.html) return [plain, ''];
  const rich = richText(mail.html);
  if (plain.length * 2 < rich.length) return [rich, containment(shingles(plain), shingles(rich)) < ALIKE ? plain : ''];
  return plain ? [plain, containment(shingles(rich), shingles(plain)) < ALIKE ? rich : ''] : [rich, ''];
}

/** The words of a page; of one that nests too deep to be looked into, what is no tag. */
function richText(html: string): string {
  try {
    return htmlContent(html)
      .blocks.map((block) => block.text)
      .join('\n');
  } catch (caught) {
    if (!(caught instanceof RangeError)) throw caught;
    return html.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ');
  }
}

function pieces(body: string): string[] {
  const found: string[] = [];
  let rest = body;
  while (rest.length > LONGEST) {
    const cut = rest.indexOf('\n', LONGEST);
    if (cut < 0 || cut > LONGEST * 4) {
      found.push(rest.slice(0, LONGEST));
      rest = rest.slice(LONGEST);
    } else {
      found.push(rest.slice(0, cut));
      rest = rest.slice(cut + 1);
    }
  }
  return [...found, rest].filter((piece) => piece.trim() !== '');
}
