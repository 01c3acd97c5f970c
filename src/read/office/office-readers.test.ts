/** Office files made part by part: what stands in each part comes out with its place, author and time. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import officeCrypto from 'officecrypto-tool';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zip } from '../../../sample/make/zip.ts';
import { TelltaleError } from '../../errors.ts';
import { createCollectingSink } from '../collecting-sink.ts';
import { probeFile } from '../probe.ts';
import { readFile } from '../read-file.ts';
import type { ReadLimits } from '../reader.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-office-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const LIMITS: ReadLimits = { unpackedBytes: 1e9, unpackRatio: 200, members: 1000, depth: 5, textLength: 1e8 };

async function read(bytes: Uint8Array, name: string, passwords: readonly string[] = [], limits = LIMITS) {
  const path = join(folder, 'blob');
  await writeFile(path, bytes);
  const sink = createCollectingSink();
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  const probe = await probeFile(path, name);
  const { reader, summary } = await readFile({ probe, path, scratch, limits, passwords, role: 'leak' }, sink);
  return { reader, summary, ...sink, lines: sink.passages.map(({ text }) => text) };
}

const packed = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zip(Object.entries(parts).map(([name, text]) => ({ name: Buffer.from(name), bytes: Buffer.from(text) })));

const relations = (
  ...entries: readonly (readonly [id: string, type: string, target: string, external?: boolean])[]
): string =>
  `<Relationships>${entries
    .map(
      ([id, type, target, external]) =>
        `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`;

const CORE =
  '<cp:coreProperties><dc:creator>shen_yue</dc:creator><cp:lastModifiedBy>office-pc-07</cp:lastModifiedBy><dcterms:created>2023-10-20T02:11:00Z</dcterms:created></cp:coreProperties>';
const para = (...runs: string[]): string => `<w:p>${runs.map((run) => `<w:r><w:t>${run}</w:t></w:r>`).join('')}</w:p>`;
const cell = (text: string): string => `<w:tc>${para(text)}</w:tc>`;

const DOCX = {
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': relations(
    ['r1', 'officeDocument', 'word/document.xml'],
    ['r2', 'core-properties', 'docProps/core.xml'],
  ),
  'docProps/core.xml': CORE,
  'word/_rels/document.xml.rels': relations(
    ['r1', 'comments', 'comments.xml'],
    ['r2', 'header', 'header1.xml'],
    ['r3', 'hyperlink', 'http://mail.example/login', true],
    ['r4', 'footnotes', 'footnotes.xml'],
  ),
  'word/document.xml': `<w:document><w:body>
    <w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>投诉</w:t></w:r></w:p>
    ${para('一', '二')}
    <w:p><w:r><w:t>旧址</w:t></w:r><w:ins w:author="li" w:date="2023-01-02T03:04:05Z"><w:r><w:t>新加</w:t></w:r></w:ins><w:del w:author="wang" w:date="2023-01-02T03:05:00Z"><w:r><w:delText>删掉</w:delText></w:r></w:del></w:p>
    <w:p><w:hyperlink r:id="r3"><w:r><w:t>点此</w:t></w:r></w:hyperlink></w:p>
    <w:tbl><w:tr>${cell('姓名')}${cell('金额')}</w:tr><w:tr>${cell('甲')}${cell('8000')}</w:tr></w:tbl>
    </w:body></w:document>`,
  'word/header1.xml': `<w:hdr>${para('内部资料')}</w:hdr>`,
  'word/comments.xml': `<w:comments><w:comment w:author="zhao" w:date="2023-05-06T07:08:09Z">${para('再核对')}</w:comment></w:comments>`,
  'word/footnotes.xml': `<w:footnotes><w:footnote w:type="separator">${para('-')}</w:footnote><w:footnote>${para('见附件')}</w:footnote></w:footnotes>`,
  'word/media/image1.png': 'bytes of a picture',
};

describe('docx', () => {
  test('gives body, tables, notes, changes and properties in their places', async () => {
    const { reader, passages, summary, children } = await read(packed(DOCX), 'complaint.docx');
    expect(reader).toMatch(/^docx\//);
    expect(summary.properties).toMatchObject({
      author: 'shen_yue',
      lastEditor: 'office-pc-07',
      created: '2023-10-20T02:11:00Z',
    });
    const found = passages.map(({ role, text, position, sender, time }) => ({
      role,
      text,
      part: position.kind === 'part' ? position.part : position.kind,
      ...(sender ? { sender, time } : {}),
    }));
    expect(found).toEqual([
      { role: 'property', text: 'author: shen_yue', part: 'property' },
      { role: 'property', text: 'lastEditor: office-pc-07', part: 'property' },
      { role: 'property', text: 'created: 2023-10-20T02:11:00Z', part: 'property' },
      { role: 'heading', text: '投诉', part: 'body' },
      { role: 'paragraph', text: '一二', part: 'body' },
      { role: 'paragraph', text: '删掉', part: 'deleted text', sender: 'wang', time: '2023-01-02T03:05:00Z' },
      { role: 'paragraph', text: '旧址新加', part: 'body' },
      { role: 'paragraph', text: '点此 <http://mail.example/login>', part: 'body' },
      { role: 'row', text: '姓名\t金额', part: 'row' },
      { role: 'row', text: '甲\t8000', part: 'row' },
      { role: 'paragraph', text: '内部资料', part: 'header' },
      { role: 'paragraph', text: '见附件', part: 'footnote' },
      { role: 'paragraph', text: '再核对', part: 'comment', sender: 'zhao', time: '2023-05-06T07:08:09Z' },
    ]);
    expect(children.map(({ name, relation }) => [name, relation])).toEqual([['word/media/image1.png', 'attachment']]);
  });

  test('encrypted: asks for the password, then reads the same', async () => {
    const clear = Buffer.from(packed(DOCX));
    const locked = officeCrypto.encrypt(clear, { password: '青川2023' });
    await expect(read(locked, 'a.docx')).rejects.toMatchObject({ code: 'encrypted' });
    await expect(read(locked, 'a.docx', ['wrong'])).rejects.toMatchObject({ code: 'encrypted' });
    const opened = await read(locked, 'a.docx', ['wrong', '青川2023']);
    expect(opened.lines).toEqual((await read(clear, 'a.docx')).lines);
    expect(opened.summary.properties?.encrypted).toBe('yes');
  });
});

const sheetCell = (ref: string, value: string, type = 'inlineStr', style = 0): string =>
  type === 'inlineStr'
    ? `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
    : `<c r="${ref}" s="${style}"${type === 'n' ? '' : ` t="${type}"`}><v>${value}</v></c>`;

const XLSX = {
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml':
    '<workbook><sheets><sheet name="台账" r:id="r1"/><sheet name="暗账" state="hidden" r:id="r2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': relations(
    ['r1', 'worksheet', 'worksheets/sheet1.xml'],
    ['r2', 'worksheet', 'worksheets/sheet2.xml'],
    ['r3', 'styles', 'styles.xml'],
    ['r4', 'sharedStrings', 'sharedStrings.xml'],
  ),
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="#,##0.00&quot;元&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="9"/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>北岭市</t></si><si><r><t>公安</t></r><r><t>局</t></r><rPh><t>ignored</t></rPh></si></sst>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>
    <row r="1">${sheetCell('A1', '2023 年合同')}</row>
    <row r="3">${sheetCell('A3', '客户名称')}${sheetCell('B3', '合同金额')}${sheetCell('C3', '签订日期')}${sheetCell('D3', '电话')}</row>
    <row r="4">${sheetCell('A4', '0', 's')}${sheetCell('B4', '1368000', 'n', 2)}${sheetCell('C4', '44308', 'n', 1)}${sheetCell('D4', '13800138000123', 'n')}</row>
    <row r="5">${sheetCell('A5', '1', 's')}${sheetCell('C5', '0.5', 'n', 3)}<c r="D5"><f>SUM(B4:B5)</f></c></row>
    </sheetData></worksheet>`,
  'xl/worksheets/_rels/sheet1.xml.rels': relations(['r1', 'comments', '../comments1.xml']),
  'xl/comments1.xml':
    '<comments><authors><author>shen_yue</author></authors><commentList><comment ref="B4" authorId="0"><text><r><t>未付</t></r></text></comment></commentList></comments>',
  'xl/worksheets/sheet2.xml': `<worksheet><sheetData><row r="1">${sheetCell('B1', '现金')}</row></sheetData></worksheet>`,
};

describe('xlsx', () => {
  test('gives rows with cells, headers, shown numbers, hidden sheets and comments', async () => {
    const { passages, summary, lines } = await read(packed(XLSX), 'ledger.xlsx');
    expect(lines).toEqual([
      '台账',
      '2023 年合同',
      '客户名称\t合同金额\t签订日期\t电话',
      '北岭市\t1,368,000.00元\t2021-04-22\t13800138000123',
      '公安局\t50%\t=SUM(B4:B5)',
      '未付',
      '暗账',
      '现金',
    ]);
    const row = passages[3];
    expect(row?.position).toMatchObject({ kind: 'row', table: '台账', row: 4 });
    const cells = row?.position.kind === 'row' ? row.position.cells : [];
    expect(cells.map(({ ref, header, start, end }) => [ref, header, row?.text.slice(start, end)])).toEqual([
      ['A4', '客户名称', '北岭市'],
      ['B4', '合同金额', '1,368,000.00元'],
      ['C4', '签订日期', '2021-04-22'],
      ['D4', '电话', '13800138000123'],
    ]);
    expect(passages[5]).toMatchObject({ sender: 'shen_yue', position: { part: 'comment 台账!B4' } });
    expect(summary.properties?.hiddenSheets).toBe('暗账');
  });

  test('a part that unpacks beyond the limit is a bomb, not a crash', async () => {
    await expect(read(packed(XLSX), 'b.xlsx', [], { ...LIMITS, unpackedBytes: 1000 })).rejects.toMatchObject({
      code: 'archive-bomb',
    });
  });
});

describe('damage', () => {
  test.each([
    ['docx', DOCX],
    ['xlsx', XLSX],
  ])('a damaged %s is read in part or fails with a code', async (extension, parts) => {
    const whole = packed(parts);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, cut) => {
        const bytes = whole.slice(0, cut % 3 === 0 ? cut + 1 : whole.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          await read(bytes, `damaged.${extension}`);
        } catch (error) {
          expect(error).toBeInstanceOf(TelltaleError);
          expect((error as TelltaleError).code).not.toBe('internal');
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
