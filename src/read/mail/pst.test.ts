/** Mailboxes of Outlook: the examples that the library brings along, one of them of the public Enron set. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const EXAMPLES = join(import.meta.dirname, '../../../node_modules/pst-extractor/example/testdata');

describe.skipIf(!existsSync(EXAMPLES))('mailboxes (skipped where the library came without its examples)', () => {
  test('a pst: every mail is a file in its folder, with sender, time and attachments', async () => {
    const { reader, summary, children, sink } = await readBytesForTest(
      'mailbox.pst',
      await readFile(join(EXAMPLES, 'enron.pst')),
    );
    expect(reader).toMatch(/^pst\//);
    expect(summary.properties).toMatchObject({ mails: '71', folders: '11' });
    expect(children.size).toBe(71);
    expect(sink.lost).toEqual([]);
    const [name, source] = [...children].find(([each]) => each.includes('/Sent Items/')) ?? [];
    const mail = await readBytesForTest(name?.split('/').at(-1) ?? '', source ?? '');
    expect(mail.reader).toMatch(/^eml\//);
    expect(mail.sink.passages.find(({ role }) => role === 'message')).toMatchObject({
      sender: expect.stringMatching(/\S/),
      recipients: expect.arrayContaining([expect.stringMatching(/\S/)]),
      time: expect.stringMatching(/^200[0-2]-/),
    });
  }, 30_000);

  test('an ost', async () => {
    const { summary, children } = await readBytesForTest(
      'mailbox.ost',
      await readFile(join(EXAMPLES, 'pstextractortestpdf@outlook.com.ost')),
    );
    expect(summary.mediaType).toBe('application/vnd.ms-outlook-pst');
    expect([...children.keys()].filter((name) => name.includes('/Inbox/'))).toHaveLength(2);
  }, 30_000);
});
