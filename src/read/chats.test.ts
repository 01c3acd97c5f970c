/** Chats of many shapes: what the golden files cannot show, such as rules for dates and messages that look like syntax. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime } from './chat/chat-message.ts';
import { recipientsOf } from './chat/conversation.ts';
import { createLogClock } from './chat/log-clock.ts';
import { chatLineFormat, isDayFirst, yearFirst } from './chat/text-chat-lines.ts';
import { readBytesForTest } from './read-bytes-for-test.ts';

test.each([
  ['2020-11-25 02:24:13', '2020-11-25T02:24:13'],
  ['2021-02-01T10:00:00.123456', '2021-02-01T10:00:00'],
  ['2021-02-01T10:00:00+0300', '2021-02-01T10:00:00+03:00'],
  ['1708509600', '2024-02-21T10:00:00Z'],
  ['1708509600.000200', '2024-02-21T10:00:00Z'],
  ['2021年3月5日 9:07', '2021-03-05T09:07:00'],
  ['yesterday', undefined],
  ['2021-13-40 10:00', undefined],
])('time %s', (stated, expected) => {
  expect(isoTime(stated)).toBe(expected);
});

test('the day comes first when a date written with the same sign says so', () => {
  expect(isDayFirst(['03/04/24, 10:00', '21/04/24, 10:00'], '03/04/24, 10:00')).toBe(true);
  expect(isDayFirst(['03/04/24, 10:00', '04/21/24, 10:00'], '03/04/24, 10:00')).toBe(false);
  expect(isDayFirst(['03/04/24, 10:00'], '03/04/24, 10:00')).toBeUndefined();
  expect(isDayFirst(['01.02.22 10:00', '02/27/2022 10:00'], '01.02.22 10:00')).toBe(true);
  expect(isDayFirst(['01.02.22 10:00', '02/27/2022 10:00'], '02/03/2022 10:00')).toBe(false);
  expect(yearFirst('2/21/24 12:05 AM', false)).toBe('2024-2-21 00:05');
  expect(yearFirst('2024-02-21 下午3:05', true)).toBe('2024-02-21 15:05');
});

test('a date that does not exist is no date, and is told', async () => {
  const { sink, summary } = await readBytesForTest(
    'a_b.txt',
    '[02/21/2022 07:47:50] a: one\n[02/03/222 07:47:58] b: two\n[02/27/2022 07:50:00] a: three\n',
  );
  expect(sink.passages.map(({ time }) => time)).toEqual(['2022-02-21T07:47:50', undefined, '2022-02-27T07:50:00']);
  expect(summary.warnings).toContain('1 messages state a date that does not exist; they stand without one.');
});

test('a chat that says who wrote to whom has both, without the lines drawn between messages', async () => {
  const { reader, sink } = await readBytesForTest(
    'green-_alarm.txt',
    '2020-09-30T18:36:43 alarm -> green\nпривет\nкак дела\n\n--------------------\n2020-10-21T17:39:11 green -> alarm: норм\n',
  );
  expect(reader).toMatch(/^chat-text\//);
  expect(sink.passages).toMatchObject([
    { text: 'привет\nкак дела', time: '2020-09-30T18:36:43', sender: 'alarm', recipients: ['green'] },
    { text: 'норм', time: '2020-10-21T17:39:11', sender: 'green', recipients: ['alarm'] },
  ]);
});

test('a text that quotes one chat line is no chat', () => {
  expect(
    chatLineFormat('An essay.\n\nIt quotes this:\n[2023-09-18 13:36:00] @a:b.example: hi\nand goes on.\n'),
  ).toBeUndefined();
  expect(chatLineFormat('2024-01-01 10:00:00 INFO started\n2024-01-01 10:00:01 WARN slow disk\n')?.name).not.toBe(
    'irc',
  );
});

test('messages of JSON objects written one after another come out as they went in', async () => {
  const message = fc.record({
    ts: fc.constant('2021-02-01T10:00:00.000000'),
    from: fc.constant('a@b.example'),
    to: fc.constant('c@d.example'),
    body: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('', '\n', ',\n', '\r\n\r\n'),
      async (messages, between) => {
        const source = messages.map((each) => JSON.stringify(each)).join(between);
        const { reader, sink } = await readBytesForTest('20210201.json', source);
        expect(reader).toMatch(/^chat-json\//);
        expect(sink.passages.map(({ text }) => text)).toEqual(messages.map(({ body }) => body));
      },
    ),
    { numRuns: 60 },
  );
});

test('a table of rows in HTML keeps every line of a message and every picture', async () => {
  const row = (message: string): string =>
    `<tr><td>2020-11-25 02:24:13</td><td>a</td><td>b</td><td>${message}</td></tr>`;
  const source = `<table><tr><th>Time</th><th>From</th><th>To</th><th>Message</th></tr>${row('one\ntwo &lt;x&gt;')}${row("<a href='x.png'> <img src='0-x.png'></a>")}</table>`;
  const { reader, sink, summary } = await readBytesForTest('35.md', source);
  expect(reader).toMatch(/^chat-table\//);
  expect(summary.properties?.messages).toBe('2');
  expect(sink.passages[0]).toMatchObject({
    text: 'one\ntwo <x>',
    sender: 'a',
    recipients: ['b'],
    time: '2020-11-25T02:24:13',
  });
  expect(sink.links.map(({ target, passage }) => [target, passage])).toContainEqual(['0-x.png', 1]);
});

test('a chat that was cut off keeps the messages before the cut, and says so', async () => {
  const message = { ts: '2021-02-01T10:00:00', from: 'a@b.example', to: 'c@d.example', body: 'hello' };
  const { sink, summary } = await readBytesForTest('a.json', `[${JSON.stringify(message)},{"ts":"2021-02-01T10:0`);
  expect(sink.passages.map(({ text }) => text)).toEqual(['hello']);
  expect(summary.warnings?.[0]).toMatch(/damage/);
});

test('a message in a group goes to the group, and to its members where they are few', () => {
  const speakers = new Set(['a', 'b']);
  expect(recipientsOf({ name: 'room', speakers }, 'a')).toEqual(['room']);
  expect(recipientsOf({ name: 'room', speakers, isGroup: true, members: ['a', 'b', 'c'] }, 'a')).toEqual([
    'room',
    'b',
    'c',
  ]);
  const many = Array.from({ length: 13 }, (_, index) => `member ${index}`);
  expect(recipientsOf({ name: 'room', speakers, isGroup: true, members: many }, 'a')).toEqual(['room']);
  expect(recipientsOf({ name: 'b', speakers }, 'b')).toEqual(['a']);
  expect(recipientsOf({ speakers: new Set(['a', 'b', 'c']) }, 'a')).toEqual([]);
  expect(recipientsOf({ speakers, isGroup: true }, 'a')).toEqual([]);
  expect(recipientsOf({ speakers }, undefined)).toEqual([]);
});

test('a room that only the path names', async () => {
  const text = '[2023-09-18 13:36:00] @a:m.example: да\n[2023-09-18 13:37:00] @b:m.example: нет\n';
  const { sink } = await readBytesForTest('x.txt', text, { at: 'rooms/!Qx:m.example.txt' });
  expect(sink.passages.map(({ recipients }) => recipients)).toEqual([['!Qx:m.example'], ['!Qx:m.example']]);
});

test('a third person, however late, makes a conversation one of many', async () => {
  const line = (at: number, name: string): string =>
    `[2024-02-21 10:${String(at % 60).padStart(2, '0')}:12] ${name}: hi ${at}`;
  const two = Array.from({ length: 4000 }, (_, at) => line(at, at % 2 ? 'Ann' : 'Bo'));
  const direct = await readBytesForTest('x.txt', two.join('\n'));
  expect(direct.sink.passages.at(-1)?.recipients).toEqual(['Bo']);
  const third = await readBytesForTest('x.txt', [...two, line(7, 'Cy')].join('\n'));
  expect(third.sink.passages.every(({ recipients }) => recipients === undefined)).toBe(true);
});

test('times of a log have its day, through midnight and the turn of the year', () => {
  const clock = createLogClock('2023-12-31');
  expect(['23:58', '23:59:10', '00:01', '00:02'].map((time) => clock.dated(time))).toEqual([
    '2023-12-31 23:58',
    '2023-12-31 23:59:10',
    '2024-01-01 00:01',
    '2024-01-01 00:02',
  ]);
  clock.begin('2024-12-30');
  expect(clock.dated('Dec 31 10:00:00')).toBe('2024-12-31 10:00:00');
  expect(clock.dated('Jan 02 10:00:00')).toBe('2025-01-02 10:00:00');
  expect(createLogClock(undefined).dated('10:11')).toBe('10:11');
});

test('a message that gives its sender two names claims, once, that they are one account', async () => {
  const telegram = {
    name: 'Room',
    type: 'private_supergroup',
    id: 1,
    messages: ['hi', 'again'].map((text, id) => ({
      id,
      type: 'message',
      date: '2024-02-21T10:00:00',
      date_unixtime: '1708509600',
      from: 'Anna B',
      from_id: 'user904',
      text,
    })),
  };
  const discord = {
    guild: { id: '1', name: 'Guild' },
    channel: { id: '2', type: 'GuildTextChat', name: 'general' },
    messages: [
      { id: '1', timestamp: '2024-02-21T10:00:00Z', content: 'hi', author: { name: 'anna', nickname: 'Anna B' } },
    ],
  };
  const claims = async (chat: object) =>
    (await readBytesForTest('result.json', JSON.stringify(chat))).sink.statements.map(
      ({ subject, predicate, object, evidence }) => [subject.value, predicate, object.value, evidence],
    );
  const evidence = [{ passage: 0, start: 0, end: 2 }];
  expect(await claims(telegram)).toEqual([['Anna B', 'same-as', 'user904', evidence]]);
  expect(await claims(discord)).toEqual([['anna', 'same-as', 'Anna B', evidence]]);
});
