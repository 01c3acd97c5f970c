/** Files that old mail programs wrote into the text of a mail (uuencode). */
import type { MailAttachment } from './mail.ts';

const BEGIN = /^begin(?:-base64)? [0-7]{3,4} (\S.*)$/;

/** The text without them, and the files. Text that only looks like one stays. */
export function withoutUuencoded(text: string): { text: string; files: readonly MailAttachment[] } {
  if (!/^begin(?:-base64)? [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const kept: string[] = [];
  const files: MailAttachment[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trimEnd();
    const name = BEGIN.exec(line)?.[1];
    const file = name === undefined ? undefined : decoded(lines, at + 1, line.startsWith('begin-base64'));
    if (!file || name === undefined) kept.push(lines[at] ?? '');
    else {
      files.push({ name: name.trim(), content: file.content });
      at = file.end;
    }
  }
  return { text: kept.join('\n'), files };
}

/** From the line after `begin` to that of `end`; undefined when a line between them does not fit. */
function decoded(
  lines: readonly string[],
  from: number,
  isBase64: boolean,
): { content: Buffer; end: number } | undefined {
  const pieces: Buffer[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (isBase64 ? line === '====' : line.trim() === 'end') {
      return pieces.length > 0 ? { content: Buffer.concat(pieces), end: at } : undefined;
    }
    const piece = isBase64 ? Buffer.from(line, 'base64') : decodedLine(line);
    if (!piece) return undefined;
    pieces.push(piece);
  }
  return undefined;
}

/** The first character says how many bytes follow, four characters for each three. */
function decodedLine(line: string): Buffer | undefined {
  const length = line === '' ? 0 : (line.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(length / 3) * 4;
  // Spaces at the end of a line get lost on the way.
  if (line.length - 1 > needed + 2 || line.length - 1 < needed - 4 || /[^ -`]/.test(line)) return undefined;
  const padded = line.padEnd(needed + 1, ' ');
  const bytes = Buffer.alloc((needed / 4) * 3);
  const value = (at: number): number => (padded.charCodeAt(at) - 32) & 63;
  for (let at = 1, out = 0; at <= needed; at += 4, out += 3) {
    const [a, b, c, d] = [value(at), value(at + 1), value(at + 2), value(at + 3)];
    bytes[out] = (a << 2) | (b >> 4);
    bytes[out + 1] = ((b & 15) << 4) | (c >> 2);
    bytes[out + 2] = ((c & 3) << 6) | d;
  }
  return bytes.subarray(0, length);
}
