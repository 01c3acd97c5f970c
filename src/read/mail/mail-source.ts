/** Writes a mail of another format as MIME, so that one reader reads them all. */

export interface MailParts {
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly date: Date | undefined;
  readonly text: string;
  readonly html: string;
  /** By name in lower case; empty ones are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** Deterministic: the same mail gives the same bytes. */
export function mailSource(mail: MailParts): Buffer {
  // The content is base64: no line of it can look like this one.
  const boundary = '=_telltale_part';
  const people = (list: readonly string[]): string =>
    list
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map(person)
      .join(', ');
  const head: string[] = [];
  const add = (name: string, value: string): void => {
    if (value.trim() !== '') head.push(`${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
  };
  add('From', person(mail.from));
  add('To', people(mail.to));
  add('Cc', people(mail.cc));
  add('Bcc', people(mail.bcc));
  add('Subject', encoded(mail.subject));
  if (mail.date && !Number.isNaN(mail.date.getTime())) add('Date', mail.date.toUTCString());
  for (const [name, value] of Object.entries(mail.headers)) add(name, value);
  head.push('MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`);
  const parts: string[] = [];
  const part = (headers: string, content: Uint8Array): void => {
    const lines = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
    parts.push(`--${boundary}\r\n${headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`);
  };
  if (mail.text) part('Content-Type: text/plain; charset=utf-8', Buffer.from(mail.text));
  if (mail.html) part('Content-Type: text/html; charset=utf-8', Buffer.from(mail.html));
  for (const { name, content } of mail.attachments) {
    part(
      `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.toWellFormed())}`,
      content,
    );
  }
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${parts.join('')}--${boundary}--\r\n`);
}

function person(text: string): string {
  const parts = /^(.*?)\s*<([^<>]+)>$/.exec(text);
  return parts ? `${encoded(parts[1] ?? '')} <${parts[2]}>` : encoded(text);
}

function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?'))
    return /[,;]/.test(text) ? `"${text.replaceAll('"', "'")}"` : text;
  // An encoded word holds 75 characters at the most.
  const characters = [...text];
  const words: string[] = [];
  for (let at = 0; at < characters.length; at += 12) {
    words.push(`=?utf-8?B?${Buffer.from(characters.slice(at, at + 12).join('')).toString('base64')}?=`);
  }
  return words.join(' ');
}
