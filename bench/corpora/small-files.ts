/** Small files as they lie in a leak, made up: texts alone, or texts beside pages, tables, mails and office files. */
import ExcelJS from 'exceljs';
import { zip } from '../../sample/make/zip.ts';
import { mixedText } from './mixed-text.ts';

export interface SmallFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

type Make = (paragraphs: readonly string[], at: number) => string | Uint8Array | Promise<Uint8Array>;

const marked = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const asText: Make = (paragraphs, at) => `${at}\n\n${paragraphs.join('\n\n')}`;

/** Of ten files four are plain text, and one each of the others. */
const MIXED: readonly (readonly [extension: string, make: Make])[] = [
  ['txt', asText],
  ['md', (paragraphs, at) => `# Note ${at}\n\n${paragraphs.join('\n\n')}\n`],
  ['docx', asDocument],
  ['txt', asText],
  [
    'html',
    (paragraphs, at) => `<html><h1>${at}</h1>${paragraphs.map((each) => `<p>${marked(each)}</p>`).join('\n')}</html>`,
  ],
  ['xlsx', asWorkbook],
  ['txt', asText],
  ['csv', (paragraphs, at) => `id,text\n${paragraphs.map((each, row) => `${at}-${row},"${each}"`).join('\n')}\n`],
  [
    'eml',
    (paragraphs, at) =>
      `From: Ann <ann@example.org>\nTo: bob@example.org\nSubject: Report ${at}\nDate: Mon, 5 Feb 2024 10:00:00 +0800\nContent-Type: text/plain; charset=utf-8\n\n${paragraphs.join('\n\n')}\n`,
  ],
  ['txt', asText],
];

function asDocument(paragraphs: readonly string[], at: number): Uint8Array {
  const body = paragraphs.map((each) => `<w:p><w:r><w:t>${marked(each)}</w:t></w:r></w:p>`).join('');
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${at}</w:t></w:r></w:p>${body}</w:body></w:document>`,
  };
  return zip(Object.entries(parts).map(([name, text]) => ({ name: Buffer.from(name), bytes: Buffer.from(text) })));
}

async function asWorkbook(paragraphs: readonly string[], at: number): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sheet');
  sheet.addRow(['id', 'text']);
  for (const [row, each] of paragraphs.entries()) sheet.addRow([`${at}-${row}`, each]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Three paragraphs each. */
export async function smallFiles(kind: 'text' | 'mixed', count: number): Promise<readonly SmallFile[]> {
  const paragraphs = mixedText(count * 3);
  const files: SmallFile[] = [];
  for (let at = 0; at < count; at += 1) {
    const [extension, make] = (kind === 'mixed' ? MIXED[at % MIXED.length] : undefined) ?? ['txt', asText];
    files.push({ name: `${at}.${extension}`, bytes: await make(paragraphs.slice(at * 3, at * 3 + 3), at) });
  }
  return files;
}
