import { expect, it } from 'vitest';
import { HeadDate } from './head-date.ts';

const dateOf = (...texts: readonly (string | { text: string; role: 'property' | 'heading' | 'row' })[]) => {
  const head = new HeadDate();
  for (const one of texts) head.see(typeof one === 'string' ? { text: one, role: 'paragraph' } : one);
  return head.date;
};

it.each([
  [['A title', 'By A. Writer | Mar 3, 2021 | 8 min read', 'In April 2019 it began.'], '2021-03-03'],
  [['---\ntitle: A title\ndate: 2020-07-01\ntags: [a]\n---', 'Seen on June 1, 2019'], '2020-07-01'],
  [['发布时间：2020年11月5日', '2021年3月1日'], '2020-11-05'],
  [['Дата публикации: 24 сентября 2019', '1 октября 2020'], '2019-09-24'],
  [[{ text: 'created: 2019-01-02T00:00:00Z', role: 'property' as const }, 'March 12, 2023'], '2023-03-12'],
  [[{ text: 'created: 2019-01-02T00:00:00Z', role: 'property' as const }, 'No day here.'], '2019-01-02'],
] as const)('%j is of %s', (texts, date) => expect(dateOf(...texts)).toBe(date));

it.each([
  [['Last updated: 2023-03-12']],
  [
    [
      'On March 12, 2023 the group sent its first messages to a dozen officials in the ministry, and then it fell silent.',
    ],
  ],
  [[{ text: 'evil.example 2021-02-03', role: 'row' as const }]],
  [['An incident of March 2021, told by those who were there']],
] as const)('%j has no day of its own', (texts) => {
  const date = dateOf(...texts);
  expect(date === undefined || date === '').toBe(true);
});

it('what comes later than the head is no date of the report', () => {
  const head = new HeadDate();
  for (let index = 0; index < 60; index += 1) head.see({ text: 'Words.', role: 'paragraph' });
  head.see({ text: 'March 12, 2023', role: 'paragraph' });
  expect(head.date).toBeUndefined();
});
