import { expect, it } from 'vitest';
import { reasonOf } from './zh-hans/reasons.ts';

/** As the weights give them: each kind of sentence once. */
const GIVEN = [
  'A name can mean something else.',
  'An indicator can be shared.',
  '«Trend Micro: Report» says so; a source of reliability B can still be wrong.',
  "The leak's «APT41» is a doubtful reading (0.62): it may be a version number, it is also an ordinary word.",
  'The leak gives no date here, so the times cannot be compared.',
  'The leak speaks of it between 2020-01-01 and 2020-03-01, the source of 1.2.3.4 on 2022-12-01: 3 years apart.',
  'The leak speaks of what leads here on 2020-01-01, the source of 1.2.3.4 on 2022-12-01: 14 months apart, and the hop before has no date.',
  '1.2.3.4 is on the list «vpn» (vpn, in an entry that covers 1,024 values).',
  '1.2.3.4 is tied to 12 different names.',
  '«Report» names several groups; APT1 takes up 12 %, and which of them the value belongs to is not said here.',
  '«Report» is about APT1 (80 % of what it says of groups); others are named in passing.',
  'Too weak (0.012): An indicator can be shared.',
  '1.2.3.4: it may be a version number.',
  '«Axon» is a short or plain word: others bear that name too.',
  '«AutoIt» is also software that everybody uses.',
  '«Longhorn» is also a word, or a name that others bear.',
  '1.2.3.4 stands in a list of 34,000 values: some of any leak stand there.',
  'That two digests are of one file is as sure as who gives them.',
];

it('says the reasons of weights in Chinese', () => {
  for (const reason of GIVEN)
    expect(reasonOf(reason).replace(/[“"][^”"]*[”"]/g, '')).toMatch(/^[^a-z]*[\p{Script=Han}]/u);
  expect(reasonOf(GIVEN[4] ?? '')).toBe('泄露内容此处没有日期，无法比较时间。');
  expect(reasonOf(GIVEN[5] ?? '')).toBe(
    '泄露内容于 2020-01-01 至 2020-03-01谈到它，关于 1.2.3.4 的来源则于 2022-12-01：相隔 3 年。',
  );
});

it('leaves what it does not know as it is', () => {
  expect(reasonOf('Something new was found out.')).toBe('Something new was found out.');
});
