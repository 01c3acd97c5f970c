/** Headlines, findings and tables of a report in Chinese, and what has no words of its own there. */
import { expect, it } from 'vitest';
import type { Overlap } from '../../model/overlap.ts';
import { columnChart } from './column-chart.ts';
import { reportWords } from './report-language.ts';

const zh = reportWords('zh-hans');
const en = reportWords('en');

it('says findings, cells and headlines, and leaves what the leak says', () => {
  const values = { targets: 1200, countries: 3 };
  expect(zh.finding('targets-count', values)).toBe('1,200 个目标，分布于 3 个国家。');
  expect(en.finding('targets-count', values)).toBe('1,200 targets in 3 countries.');
  expect(
    ['country', 'sector', 'how', 'target'].map((key) => zh.cell(key, key === 'country' ? 'Nepal' : 'health')),
  ).toEqual(['尼泊尔', '医疗卫生', 'health', 'health']);
  expect([zh.say('Evidence'), zh.say('Of no known words'), en.say('Evidence')]).toEqual([
    '证据',
    'Of no known words',
    'Evidence',
  ]);
});

it('puts a chain into a Chinese headline by its conclusion', () => {
  const hop = (from: string, relation: string, to: string) => ({
    from: { type: 'ipv4', value: from },
    relation,
    to: { type: 'domain', value: to },
  });
  const overlap = {
    leak: { type: 'ipv4', value: '192.0.2.1' },
    reference: { type: 'intrusion-set', name: 'Heron' },
    conclusion: 'infrastructure-overlap',
    hops: [hop('192.0.2.1', 'hosts', 'a.example'), hop('a.example', 'indicates', 'Heron')],
    headline: 'In English',
  } as unknown as Overlap;
  expect(zh.headline(overlap)).toBe('泄露的地址 192.0.2.1 经 a.example 通向 Heron');
  expect(zh.headline({ ...overlap, rejected: 'stale' })).toBe('泄露的地址 192.0.2.1：与 Heron 没有成立的关联');
  expect(en.headline(overlap)).toBe('In English');
});

it('draws columns that say their numbers, and nothing where there is nothing to compare', () => {
  const chart = columnChart({
    title: 'A <b>',
    columns: [
      { label: '00', count: 2 },
      { label: '01', count: 1 },
    ],
  });
  expect(chart?.html.match(/<rect /g)).toHaveLength(2);
  expect(chart?.html).toContain('<title>00: 2</title>');
  expect(chart?.html).toContain('A &lt;b&gt;');
  expect(
    columnChart({
      title: 'x',
      columns: [
        { label: '00', count: 0 },
        { label: '01', count: 0 },
      ],
    }),
  ).toBeNull();
});
