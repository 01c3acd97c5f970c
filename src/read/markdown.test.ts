/** What Markdown's own rules ask of the reader: tables, escapes, headings. */
import { expect, test } from 'vitest';
import { readBytesForTest } from './read-bytes-for-test.ts';

test('escaped punctuation is the character itself, in text and in cells', async () => {
  const source =
    '| Target \\(en\\) | Domain |\n|:-:|---|\n| Ministry | mail\\.gov\\.example |\n\nSee 2019\\-2021 and a\\_b.\n';
  const { sink } = await readBytesForTest('victims.md', source);
  expect(sink.passages.map(({ text }) => text)).toEqual([
    'Target (en)\tDomain',
    'Ministry\tmail.gov.example',
    'See 2019-2021 and a_b.',
  ]);
  expect(sink.passages[1]?.position).toMatchObject({
    kind: 'row',
    row: 2,
    cells: [
      { start: 0, end: 8, header: 'Target (en)' },
      { start: 9, end: 25, header: 'Domain' },
    ],
  });
});

test('code keeps its backslashes', async () => {
  const { sink } = await readBytesForTest('a.md', '```\nC:\\.ssh\\*\n```\n');
  expect(sink.passages[0]).toMatchObject({ role: 'code', text: 'C:\\.ssh\\*' });
});
