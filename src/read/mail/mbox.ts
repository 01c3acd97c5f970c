/** Mailboxes of many mails in one file: streamed, each mail a file of its own. */

import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { asTelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';

/** `From sender Wed Feb 21 10:00:00 2024`. */
const SEPARATOR = /^From \S.*\d{1,2}:\d{2}.*\d{4}/;
const LINE_FEED = 0x0a;
/** Blank lines at the head of a mail that are kept. */
const MOST_BLANK = 100;

export const mboxReader: Reader = {
  name: 'mbox',
  version: 2,
  accepts: (probe) => {
    const first = Buffer.from(probe.head.subarray(0, 512)).toString('latin1').trimStart().split('\n', 1)[0] ?? '';
    return SEPARATOR.test(first);
  },
  async read(input, sink) {
    let count = 0;
    let out: WriteStream | undefined;
    let failure: Error | undefined;
    let isBlankBefore = true;
    /** Blank lines before the first other one of a mail; none is made of these alone. */
    let blank: Buffer[] | undefined;
    const close = async (): Promise<void> => {
      if (!out) return;
      const { path } = out;
      out.end();
      await once(out, 'close');
      if (failure) throw asTelltaleError(failure, 'unreadable-file');
      out = undefined;
      await sink.child({ name: `${count}.eml`, path: String(path), relation: 'member', position: count });
    };
    const line = async (bytes: Buffer): Promise<void> => {
      if (isBlankBefore && bytes[0] === 0x46 && SEPARATOR.test(bytes.toString('latin1', 0, 200))) {
        await close();
        blank = [];
        return;
      }
      isBlankBefore = bytes.length <= 2 && /^\r?\n?$/.test(bytes.toString('latin1'));
      if (blank && !isBlankBefore) {
        count += 1;
        out = createWriteStream(join(input.scratch, `mail-${count}`));
        out.on('error', (error) => {
          failure = error;
        });
        for (const each of blank) out.write(each);
        blank = undefined;
      } else if (blank && blank.length < MOST_BLANK) blank.push(Buffer.from(bytes));
      if (!out) return;
      // A line of the mail that begins with From was marked by the writer.
      const isMarked = bytes[0] === 0x3e && /^>+From /.test(bytes.toString('latin1', 0, 40));
      if (!out.write(isMarked ? bytes.subarray(1) : bytes)) await once(out, 'drain');
    };
    let rest: Buffer = Buffer.alloc(0);
    let position = 0;
    for await (const chunk of createReadStream(input.path, { highWaterMark: 1 << 20 })) {
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
      let from = 0;
      for (let end = bytes.indexOf(LINE_FEED, from); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        await line(bytes.subarray(from, end + 1));
        from = end + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > 1 << 24) {
        await line(rest);
        rest = Buffer.alloc(0);
      }
      position += (chunk as Buffer).length;
      await input.onBytes?.(position);
    }
    if (rest.length > 0) await line(rest);
    await close();
    return { kind: 'archive', mediaType: 'application/mbox', properties: { mails: String(count) } };
  },
};
