import { expect, test } from 'vitest';
import { type MailHeads, threadOf } from './mail-thread.ts';

const mail = (id: string, subject: string, more: Partial<MailHeads> = {}): MailHeads => ({
  id,
  subject,
  messageId: `<${id}@mail.example>`,
  inReplyTo: '',
  references: '',
  ...more,
});

test('a thread follows message ids, through mails that are not there, whatever the subject', () => {
  const mails = [
    mail('a', 'Prices'),
    mail('b', 'Re: Prices', { inReplyTo: '<a@mail.example>' }),
    mail('c', 'Another matter', { references: '<gone@mail.example>\n <b@mail.example>' }),
    mail('d', 'Yet another', { messageId: '', inReplyTo: '<gone@mail.example>' }),
    mail('e', 'Prices'),
  ];
  for (const id of ['a', 'b', 'c', 'd'])
    expect(threadOf(mails, id)).toEqual(['a', 'b', 'c', 'd'].map((each) => ({ id: each, by: 'reference' })));
  expect(threadOf(mails, 'e')).toEqual([{ id: 'e', by: 'reference' }]);
  expect(threadOf(mails, 'x')).toEqual([]);
});

test.each(['RE: Prices', '答复：  Prices', 'Fwd[2]: re: prices', 'Отв: Prices'])(
  'a reply without message ids goes by its subject: %s',
  (subject) => {
    const mails = [mail('a', 'Prices'), mail('b', subject), mail('c', 'Recall: Prices'), mail('d', 'Re:')];
    expect(threadOf(mails, 'a')).toEqual([
      { id: 'a', by: 'reference' },
      { id: 'b', by: 'subject' },
    ]);
    expect(threadOf(mails, 'b').map(({ id }) => id)).toEqual(['a', 'b']);
    expect(threadOf(mails, 'd').map(({ id }) => id)).toEqual(['d']);
  },
);

test('a chain of many thousands is followed in no time', () => {
  const mails = Array.from({ length: 20_000 }, (_, at) =>
    mail(`m${at}`, '', at > 0 ? { inReplyTo: `<m${at - 1}@mail.example>` } : {}),
  );
  expect(threadOf(mails, 'm7')).toHaveLength(20_000);
}, 5_000);
