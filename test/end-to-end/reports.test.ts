/** Published reports as PDF, Word, web page and plain text: what they say of indicators, actor, victims and ties is stated with quotes, and meets the leak. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zip } from '../../sample/make/zip.ts';
import { openCase } from '../../src/app/case.ts';
import type { Overlap } from '../../src/model/overlap.ts';
import { makePdf } from '../support/make-pdf.ts';
import { type Workplace, workplace } from './telltale.ts';

/** What each of the invented reports says, with its own indicators. */
interface Report {
  readonly format: string;
  readonly file: string;
  readonly title: string;
  readonly actor: string;
  readonly malware: string;
  readonly domain: string;
  readonly address: string;
  readonly hash: string;
  readonly country: string;
  readonly firm: string;
}
const REPORTS: readonly Report[] = [
  {
    format: 'pdf',
    file: 'Amber Gecko in Kazakhstan.pdf',
    title: 'Amber Gecko in Kazakhstan',
    actor: 'Amber Gecko',
    malware: 'GlassRat',
    domain: 'update.kaz-mailservice.com',
    address: '45.77.132.19',
    hash: '3b7ed8c2a65f1d04b2c9e07d5f7a19e6c8430f2b9d51e7a3c6048f9b12d7e5aa',
    country: 'Kazakhstan',
    firm: 'Northlight Technology Co., Ltd.',
  },
  {
    format: 'docx',
    file: 'Slate Heron in Mongolia.docx',
    title: 'Slate Heron in Mongolia',
    actor: 'Slate Heron',
    malware: 'ReedDoor',
    domain: 'cdn.ulaan-portal.net',
    address: '103.140.187.66',
    hash: '91c4aa07d2f86b35e0197cd4b8ea62f3057d1e9c46fb80a2d3754ce19fb6e2bb',
    country: 'Mongolia',
    firm: 'Redfern Network Co., Ltd.',
  },
  {
    format: 'html',
    file: 'Copper Marten in Nepal.html',
    title: 'Copper Marten in Nepal',
    actor: 'Copper Marten',
    malware: 'ThornLoader',
    domain: 'login.nepal-webmail.org',
    address: '139.59.244.101',
    hash: 'c07f5b1e94d2a863f17e0b5dc94826a3eb70d1f5983c4ea26d07b9512fc8e3cc',
    country: 'Nepal',
    firm: 'Harrowgate Software Co., Ltd.',
  },
  {
    format: 'text',
    file: 'Cobalt Stork in Georgia.txt',
    title: 'Cobalt Stork in Georgia',
    actor: 'Cobalt Stork',
    malware: 'FernLoad',
    domain: 'files.tbilisi-archive.org',
    address: '185.244.31.87',
    hash: 'd18a6c3e05f2b947a1c6e83f7b205d94cb81e2f6a4947db37e18c8620ad9f4dd',
    country: 'Georgia',
    firm: 'Whitecliff Systems Co., Ltd.',
  },
];

const prose = ({ actor, malware, country, firm }: Report): readonly string[] => [
  `The group ${actor} uses the malware ${malware} against ministries in ${country}.`,
  `${actor} targets the Ministry of Foreign Affairs of ${country} and telecommunications operators.`,
  `We assess that ${actor} is attributed to ${firm} with moderate confidence.`,
];
const defanged = (value: string): string => value.replace(/\.(?=[^.]*$)/, '[.]');
const rows = ({ domain, address, hash, malware }: Report): readonly (readonly [string, string, string])[] => [
  [defanged(domain), 'domain', malware],
  [defanged(address), 'ipv4', malware],
  [hash, 'sha256', malware],
];
const APPENDIX = 'Appendix A: Indicators of Compromise';

/** A report set on a page as a text editor prints it: headings larger, the appendix as lines of value and kind. */
function pdfOf(report: Report): Buffer {
  const escaped = (text: string): string => text.replace(/[()\\]/g, '\\$&');
  const show = (text: string, size: number, y: number): string =>
    `BT /F ${size} Tf 50 ${y} Td (${escaped(text)}) Tj ET`;
  const lines = [show(report.title, 20, 740), show('12 March 2023', 10, 716)];
  for (const [index, sentence] of prose(report).entries()) lines.push(show(sentence, 10, 676 - 24 * index));
  lines.push(show(APPENDIX, 14, 588));
  for (const [index, [value]] of rows(report).entries()) lines.push(show(value, 10, 574 - 14 * index));
  const content = lines.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  return makePdf(objects);
}

/** Headings by style, the appendix as a table. */
function docxOf(report: Report): Uint8Array {
  const paragraph = (text: string, style = ''): string =>
    `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
  const row = (cells: readonly string[]): string =>
    `<w:tr>${cells.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('')}</w:tr>`;
  const body = [
    paragraph(report.title, 'Heading1'),
    paragraph('发布时间：2023年3月12日'),
    ...prose(report).map((text) => paragraph(text)),
    paragraph(APPENDIX, 'Heading1'),
    `<w:tbl>${row(['Indicator', 'Type', 'Malware'])}${rows(report).map(row).join('')}</w:tbl>`,
  ].join('');
  const relation = '<Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/>';
  const parts = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation}</Relationships>`,
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  };
  return zip(Object.entries(parts).map(([name, text]) => ({ name: Buffer.from(name), bytes: Buffer.from(text) })));
}

function htmlOf(report: Report): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((text) => `<${tag}>${text}</${tag}>`).join('')}</tr>`;
  return `<!doctype html><html><head><title>${report.title}</title><meta property="article:published_time" content="2023-03-12T09:30:00+01:00"><script>track('tracker.example.com')</script></head><body>
<nav><a href="/blog">Blog</a></nav><article><h1>${report.title}</h1>
${prose(report)
  .map((text) => `<p>${text}</p>`)
  .join('\n')}
<h2>${APPENDIX}</h2>
<table><thead>${row(['Indicator', 'Type', 'Malware'], 'th')}</thead><tbody>${rows(report)
    .map((cells) => row(cells, 'td'))
    .join('')}</tbody></table></article></body></html>`;
}

function textOf(report: Report): string {
  const lines = rows(report).map(([value]) => value);
  return `${[report.title, 'By A. Writer, March 12, 2023', ...prose(report), APPENDIX, lines.join('\n')].join('\n\n')}\n`;
}

let work: Workplace;
let theCase: Awaited<ReturnType<typeof openCase>>;
let overlaps: readonly Overlap[];

beforeAll(async () => {
  work = await workplace();
  const put = (path: string, bytes: string | Uint8Array) => writeFile(join(work.folder, path), bytes);
  await Promise.all(['reports', 'leak'].map((folder) => mkdir(join(work.folder, folder))));
  const makers: Readonly<Record<string, (report: Report) => string | Uint8Array>> = {
    pdf: pdfOf,
    docx: docxOf,
    html: htmlOf,
    text: textOf,
  };
  for (const report of REPORTS) await put(`reports/${report.file}`, makers[report.format]?.(report) ?? '');
  const asked = REPORTS.map(({ domain, address }) => `The panel at ${domain} moved to ${address} last night.`);
  await put('leak/handover.txt', `${asked.join('\n\n')}\n\nThe printer is at 10.0.0.8.\n`);
  const run = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await work.run([...args, '--case', 'case']);
    expect(code, stderr).toBe(0);
    return stdout;
  };
  await run('library', 'add', 'reports', '--name', 'reports', '--reliability', 'B');
  await run('add', 'leak', '--name', 'leak');
  overlaps = JSON.parse(await run('overlaps', '--json')) as readonly Overlap[];
  theCase = await openCase(join(work.folder, 'case'));
}, 120_000);
afterAll(async () => {
  await theCase?.close();
  await work?.clean();
});

/** `subject predicate object` of what the reports state, each with its quotes. */
async function stated(predicates: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { store } = theCase;
  const found = new Map<string, string[]>();
  for (const each of (await store.browse.stated({ predicates, role: 'reference' }, { limit: 500 })).entries) {
    const [subject, object] = await store.graph.entities([each.subject, each.object]);
    const passages = await store.documents.passagesById(each.evidence.map(({ passage }) => passage));
    const quotes = each.evidence.map(({ passage, start, end }) => {
      return passages.find(({ id }) => id === passage)?.text.slice(start, end) ?? '';
    });
    const name = `${subject?.value} ${each.predicate} ${object?.value}`;
    found.set(name, [...(found.get(name) ?? []), ...quotes]);
  }
  return found;
}

describe.each(REPORTS)('a report in $format', (report) => {
  const { title, actor, malware, domain, address, hash, country, firm } = report;

  test('lists the indicators of its appendix, as they stand there', async () => {
    const listed = await stated(['listed-in']);
    for (const [value, raw] of [
      [domain, defanged(domain)],
      [address, defanged(address)],
      [hash, hash],
    ]) {
      expect([value, listed.get(`${value} listed-in ${title}`)]).toEqual([value, [raw]]);
    }
  });

  test('states what its sentences say of the actor, its malware, its victims and its firm', async () => {
    const relations = await stated(['uses', 'targets', 'attributed-to', 'located-at']);
    for (const [name, sentence] of [
      [`${actor} uses ${malware}`, 0],
      [`${actor} targets ${country}`, 1],
      [`${actor} attributed-to ${firm}`, 2],
    ] as const) {
      expect([name, relations.get(name)?.some((quote) => prose(report)[sentence]?.includes(quote))]).toEqual([
        name,
        true,
      ]);
    }
  });

  test('says all of that on its own day', async () => {
    const { store } = theCase;
    const [shown] = await store.graph.find([{ type: 'report', value: title }]);
    const predicates = ['listed-in', 'describes', 'uses', 'targets', 'attributed-to'];
    const { entries } = await store.browse.stated({ predicates, role: 'reference' }, { limit: 500 });
    const its = entries.filter(({ origin }) => origin?.name === title);
    expect(shown && its.some(({ object }) => object === shown.ref)).toBe(true);
    expect(new Set(its.map(({ predicate }) => predicate))).toEqual(new Set(predicates));
    expect(new Set(its.map(({ origin }) => origin?.published))).toEqual(new Set(['2023-03-12']));
  });

  test('leads from the leak over the report to the actor first, each hop with its quote', () => {
    const [first] = overlaps.filter(({ leak }) => leak.value === domain);
    expect(first).toMatchObject({
      conclusion: 'infrastructure-overlap',
      reference: { type: 'intrusion-set', name: actor },
      likelihood: 'Likely',
    });
    expect(first?.hops.map(({ relation, to }) => [relation, to.value])).toEqual([
      ['listed-in', title],
      ['describes', actor],
    ]);
    expect(first?.hops.map(({ evidence }) => evidence.map(({ quote }) => quote))).toEqual([
      [domain, defanged(domain)],
      [actor, actor],
    ]);
    const ends = overlaps.filter(({ leak }) => leak.value === address).map(({ reference }) => reference.name);
    expect(new Set(ends)).toEqual(new Set([actor, title, firm, ...(ends.includes(malware) ? [malware] : [])]));
  });
});

test('nothing else of the leak or of the pages meets anything', () => {
  const shared = new Set(REPORTS.flatMap(({ domain, address }) => [domain, address]));
  expect(overlaps.filter(({ leak }) => !shared.has(leak.value)).map(({ leak }) => leak.value)).toEqual([]);
});
