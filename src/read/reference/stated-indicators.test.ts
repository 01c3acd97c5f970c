import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Statement } from '../../model/assertion.ts';
import type { Passage } from '../../model/passage.ts';
import { probeFile } from '../probe.ts';
import { readFile } from '../read-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const LIMITS = { unpackedBytes: 2 ** 30, unpackRatio: 200, members: 100, depth: 5, textLength: 2 ** 28 };

/** `subject predicate object «quote»`, in order. */
async function stated(name: string, content: string | Uint8Array, role: 'reference' | 'leak' = 'reference') {
  const path = join(folder, name);
  await writeFile(path, content);
  const passages: Passage[] = [];
  const statements: Statement[] = [];
  await readFile(
    {
      probe: await probeFile(path, name),
      path,
      scratch: folder,
      limits: LIMITS,
      passwords: [],
      role,
      source: { path: name, collection: 'Reports', publisher: 'Example Lab', published: '2030-01-01' },
    },
    {
      passage: async (passage) => passages.push({ ...passage, ordinal: passages.length }) - 1,
      statement: async (statement) => void statements.push(statement),
      child: async () => {},
      lostChild: async () => {},
      link: async () => {},
      warninglist: async () => {},
    },
  );
  const words = statements.map(({ subject, predicate, object, evidence }) => {
    const [span] = evidence;
    const quote = passages[span?.passage ?? -1]?.text.slice(span?.start, span?.end);
    return `${subject.type} ${subject.value} ${predicate} ${object.value} «${quote}»`;
  });
  return { words, statements, passages };
}

const SHA256 = 'ab'.repeat(32);

it('tables of indicators in an HTML report, with what they indicate', async () => {
  const { words } = await stated(
    'Quiet Heron.html',
    `<html><body><h1>Quiet Heron</h1><p>The group used many things, and cdn.example is only a name here.</p>
     <table><tr><th>Indicator</th><th>Type</th><th>Malware</th></tr>
     <tr><td>evil[.]example</td><td>domain</td><td>FooRat</td></tr>
     <tr><td>198.51.100[.]7</td><td>IPv4</td><td></td></tr></table>
     <table><tr><th>File name</th><th>SHA-256</th></tr><tr><td>a.exe</td><td>${SHA256}</td></tr></table>
     <table><tr><th>Month</th><th>Victims</th></tr><tr><td>May</td><td>12</td></tr></table></body></html>`,
  );
  expect(words).toEqual(
    expect.arrayContaining([
      'domain evil.example listed-in Quiet Heron «evil[.]example»',
      expect.stringMatching(/^domain evil\.example indicates FooRat «evil\[\.\]example.*FooRat»$/s),
      'ipv4 198.51.100.7 listed-in Quiet Heron «198.51.100[.]7»',
      `sha256 ${SHA256} listed-in Quiet Heron «${SHA256}»`,
    ]),
  );
  expect(words.some((line) => line.includes('cdn.example') || line.includes('12'))).toBe(false);
});

it('sections of indicators in a text report end where another section or prose begins', async () => {
  const { words } = await stated(
    'report.txt',
    `1. Introduction

We saw 203.0.113.5 once.

Appendix A: Indicators of Compromise

Domains:
- evil[.]example
* hxxps://evil[.]example/gate.php

Files
${SHA256}  setup.exe
invoice.doc  ${'cd'.repeat(16)}

Recommendations

update.example
Everybody should update, and look at the list of servers in their logs for many months back.
192.0.2.9
`,
  );
  expect(words).toEqual(
    [
      'domain evil.example listed-in report «evil[.]example»',
      'url https://evil.example/gate.php listed-in report «hxxps://evil[.]example/gate.php»',
      `sha256 ${SHA256} listed-in report «${SHA256}»`,
      `md5 ${'cd'.repeat(16)} listed-in report «${'cd'.repeat(16)}»`,
    ].map((line) => expect.stringContaining(line.slice(0, line.indexOf(' listed-in')))),
  );
});

it('tables drawn with bars in a text report, their header row and rules left aside', async () => {
  const { words } = await stated(
    'heron.adoc',
    `== Samples\n|===\n|SHA-256 |Details\n|\`${SHA256}\` |FooRat loader\n|===\n\n== Network\n|===\n|Host |Details\n|\`evil[.]example\` |FooRat server\n|===\n`,
  );
  expect(words).toEqual([
    `sha256 ${SHA256} listed-in heron «${SHA256}»`,
    'domain evil.example listed-in heron «evil[.]example»',
  ]);
});

it('a spreadsheet with the user’s own columns', async () => {
  const rows = [
    ['Indicator', 'Type', 'Actor', 'Malware', 'First seen', 'Last seen', 'Source', 'Confidence', 'TLP'],
    ['evil.example', 'domain', 'Quiet Heron', 'FooRat', '2029-01-02', '2029-03-04', 'Lab report 7', 'high', 'amber'],
    ['198.51.100.7', 'ip', '', '', '', '', '', '40', ''],
  ];
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'mine');
  const { words, statements } = await stated('mine.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  expect(words).toContainEqual(expect.stringMatching(/^domain evil\.example indicates Quiet Heron/));
  expect(words).toContainEqual(expect.stringMatching(/^domain evil\.example indicates FooRat/));
  expect(statements.find(({ subject }) => subject.value === 'evil.example')).toMatchObject({
    predicate: 'listed-in',
    firstSeen: '2029-01-02',
    lastSeen: '2029-03-04',
    confidence: 0.85,
    origin: { name: 'Lab report 7' },
  });
  expect(statements.find(({ subject }) => subject.value === '198.51.100.7')?.confidence).toBe(0.4);
});

it('in a leak the same tables state nothing', async () => {
  const html = '<table><tr><th>Indicator</th></tr><tr><td>evil.example</td></tr></table>';
  expect((await stated('a.html', html, 'leak')).statements).toEqual([]);
});
