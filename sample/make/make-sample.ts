/**
 * Makes `sample/leak/` again from the texts beside this file: `node sample/make/make-sample.ts`. The result is
 * committed; this needs a Chromium and a CJK font (set CHROMIUM), which users of the sample do not.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { type Browser, chromium } from 'playwright-core';
import { CHATS, type Line } from './chats.ts';
import {
  COMPLAINT,
  LEDGER,
  LEDGER_HEADER,
  MANUAL_PAGES,
  OLD_NOTE,
  PANEL_PICTURE,
  TARGETS_CSV,
  WHITE_PAPER,
} from './papers.ts';
import { zip } from './zip.ts';

const leak = join(dirname(dirname(fileURLToPath(import.meta.url))), 'leak');
const MANUAL = '3f6c0a52-8a1e-4d57-9b3a-5f2f1c7e9d10';

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function chatTable(lines: readonly Line[]): string {
  const cell = (message: string): string => {
    const picture = /^picture:(.+)$/.exec(message)?.[1];
    return picture ? `<a href='${picture}'> <img src='${picture}'></a>` : escapeHtml(message);
  };
  const rows = lines.map(
    ([time, from, to, message]) => `<tr><td>${time}</td><td>${from}</td><td>${to}</td><td>${cell(message)}</td></tr>`,
  );
  return `<table style='width:100%;'><tr><th>Time</th><th>From</th><th>To</th><th>Message</th></tr>${rows.join('')}</table>\n`;
}

const INDEX = `<h3>聊天记录</h3>
<ul>${CHATS.map(({ file }) => `<li><a href='0/${file}'>0/${file}</a></li>`).join('')}</ul>
<h3>产品</h3>
<ul><li><a href='0/${MANUAL}.md'>青鸟邮件分析平台 产品手册</a></li><li><a href='docs/whitepaper.pdf'>白皮书</a></li></ul>
<h3>合同</h3>
<ul><li><a href='docs/contracts.xlsx'>合同台账</a></li></ul>
`;

async function picture(browser: Browser, html: string, file: string): Promise<void> {
  const tab = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  await tab.setContent(html);
  await tab.locator('body').screenshot({ path: file });
  await tab.close();
}

async function pdf(browser: Browser, html: string, file: string): Promise<void> {
  const tab = await browser.newPage();
  await tab.setContent(html);
  await tab.pdf({ path: file, preferCSSPageSize: true });
  await tab.close();
}

async function workbook(file: string): Promise<void> {
  const book = new ExcelJS.Workbook();
  book.creator = 'shen_yue';
  book.created = new Date('2023-09-18T02:00:00Z');
  book.modified = new Date('2023-09-18T02:00:00Z');
  const sheet = book.addWorksheet('合同台账');
  sheet.addRow([...LEDGER_HEADER]);
  for (const row of LEDGER) sheet.addRow([...row]);
  await book.xlsx.writeFile(file);
}

function docx(paragraphs: readonly string[]): Uint8Array {
  const body = paragraphs
    .map((text) => `<w:p><w:r><w:t xml:space="preserve">${escapeHtml(text)}</w:t></w:r></w:p>`)
    .join('');
  const parts: readonly [string, string][] = [
    [
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    ],
    [
      '_rels/.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    ],
    [
      'docProps/core.xml',
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>office-pc-07</dc:creator><cp:lastModifiedBy>office-pc-07</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">2023-10-20T02:11:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">2023-10-20T03:40:00Z</dcterms:modified></cp:coreProperties>',
    ],
    [
      'word/document.xml',
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ],
  ];
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zip(parts.map(([name, content]) => ({ name: Buffer.from(name), bytes: Buffer.from(xml + content) })));
}

/** Names in GBK without the UTF-8 flag, as archivers on Chinese Windows write them. */
function gbkArchive(): Uint8Array {
  return zip([
    { name: iconv.encode('备份/目标数据.csv', 'gbk'), bytes: iconv.encode(TARGETS_CSV, 'gb18030') },
    { name: iconv.encode('备份/交接记录.txt', 'gbk'), bytes: iconv.encode(OLD_NOTE, 'gb18030') },
    { name: iconv.encode('备份/聊天/办公室.md', 'gbk'), bytes: Buffer.from(chatTable(CHATS.at(-1)?.lines ?? [])) },
  ]);
}

async function make(): Promise<void> {
  await rm(leak, { recursive: true, force: true });
  await mkdir(join(leak, '0'), { recursive: true });
  await mkdir(join(leak, 'docs'), { recursive: true });
  await writeFile(join(leak, 'README.md'), INDEX);
  for (const { file, lines } of CHATS) await writeFile(join(leak, '0', file), chatTable(lines));
  const images = MANUAL_PAGES.map((_, at) => `<img src='${MANUAL}_${at}.png'>`);
  await writeFile(join(leak, '0', `${MANUAL}.md`), `${images.join('<br>')}\n`);
  await workbook(join(leak, 'docs', 'contracts.xlsx'));
  await writeFile(join(leak, 'docs', 'complaint.docx'), docx(COMPLAINT));
  await writeFile(join(leak, 'docs', 'backup.zip'), gbkArchive());
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    for (const [at, html] of MANUAL_PAGES.entries())
      await picture(browser, html, join(leak, '0', `${MANUAL}_${at}.png`));
    await picture(browser, PANEL_PICTURE, join(leak, '0', '0-17.png'));
    await pdf(browser, WHITE_PAPER, join(leak, 'docs', 'whitepaper.pdf'));
  } finally {
    await browser.close();
  }
}

await make();
