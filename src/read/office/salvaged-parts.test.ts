/** Office files that are cut off or damaged give what is left of them, and say so. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const SAMPLE = join(import.meta.dirname, '../../../sample/leak/docs');
const texts = ({ sink }: Awaited<ReturnType<typeof readBytesForTest>>): string[] =>
  sink.passages.map(({ text }) => text);

test.each(['complaint.docx', 'contracts.xlsx'])('%s without its list reads as before', async (name) => {
  const whole = await readFile(join(SAMPLE, name));
  const cut = whole.subarray(0, whole.indexOf('PK\u0001\u0002'));
  const [expected, found] = [await readBytesForTest(name, whole), await readBytesForTest(name, cut)];
  expect(found.reader).toBe(expected.reader);
  expect(texts(found)).toEqual(texts(expected));
  expect(texts(found).length).toBeGreaterThan(3);
  expect(found.summary.warnings?.[0]).toMatch(/^The file is damaged or cut off/);
});

const PARAGRAPHS = Array.from(
  { length: 400 },
  (_, at) => `<w:p><w:r><w:t>line ${at} ${(at * 7919) % 10007}</w:t></w:r></w:p>`,
);
const DOCUMENT = `<w:document xmlns:w="w"><w:body>${PARAGRAPHS.join('')}</w:body></w:document>`;

/** A member with a local header alone, as at the end of a file that is cut off. */
function member(name: string, content: Buffer, packed: Buffer = deflateRawSync(content)): Buffer {
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 0, 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), packed]);
}

/** The member with the list that a whole zip ends with. */
function listed(name: string, content: Buffer, packed: Buffer): Buffer {
  const local = member(name, content, packed);
  const list = Buffer.alloc(46);
  list.write('PK\u0001\u0002', 0, 'latin1');
  local.copy(list, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(list.length + name.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, list, Buffer.from(name), end]);
}

test('a part that is cut off gives its beginning', async () => {
  const whole = member('word/document.xml', Buffer.from(DOCUMENT));
  const read = await readBytesForTest('x.docx', whole.subarray(0, Math.floor(whole.length / 2)));
  expect(texts(read)[0]).toBe('line 0 0');
  expect(texts(read).length).toBeGreaterThan(50);
  expect(texts(read).length).toBeLessThan(400);
  expect(read.summary.warnings).toHaveLength(2);
});

test('a part that is damaged in its middle gives what stands before, in a zip that is whole', async () => {
  const content = Buffer.from(DOCUMENT);
  const packed = deflateRawSync(content);
  // The longest code there is, again and again: no packer writes that.
  packed.fill(0xff, Math.floor(packed.length * 0.7), Math.floor(packed.length * 0.7) + 40);
  const whole = listed('word/document.xml', content, packed);
  const read = await readBytesForTest('x.docx', whole);
  expect(texts(read)[0]).toBe('line 0 0');
  expect(read.summary.warnings?.[0]).toMatch(/faults were passed over/);
});

test('what is left without the text of the document fails', async () => {
  await expect(readBytesForTest('x.docx', member('word/styles.xml', Buffer.from('<s/>')))).rejects.toMatchObject({
    code: 'broken-file',
  });
});

test('a document whose own text is lost says so, and gives its properties, notes and files', async () => {
  const part = (name: string, xml: string): Buffer => member(name, Buffer.from(xml));
  const left = Buffer.concat([
    part('[Content_Types].xml', '<Types xmlns="t"/>'),
    part(
      '_rels/.rels',
      '<Relationships xmlns="r"><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/><Relationship Id="2" Type="x/core-properties" Target="docProps/core.xml"/></Relationships>',
    ),
    part('docProps/core.xml', '<coreProperties><creator>Ann Example</creator></coreProperties>'),
    part('word/header1.xml', '<w:hdr xmlns:w="w"><w:p><w:r><w:t>Secret plan</w:t></w:r></w:p></w:hdr>'),
    part(
      'word/comments.xml',
      '<w:comments xmlns:w="w"><w:comment w:author="Bo"><w:p><w:r><w:t>not yet</w:t></w:r></w:p></w:comment></w:comments>',
    ),
    part('word/media/image1.png', 'picture'),
  ]);
  const cut = Buffer.concat([left, member('word/document.xml', Buffer.from(DOCUMENT)).subarray(0, 30)]);
  const read = await readBytesForTest('plan.docx', cut);
  expect(read.reader).toBe('docx/5');
  expect(texts(read)).toEqual(expect.arrayContaining(['Secret plan', 'not yet']));
  expect(read.summary.properties).toMatchObject({ author: 'Ann Example' });
  expect([...read.children.keys()]).toEqual(['word/media/image1.png']);
  expect(read.summary.warnings).toContain("word/document.xml, which holds the document's own text, is lost.");
});

test('a document of which nothing is left fails with what is lost', async () => {
  const left = Buffer.concat([
    member('[Content_Types].xml', Buffer.from('<Types xmlns="t"/>')),
    member('word/document.xml', Buffer.from(DOCUMENT)).subarray(0, 40),
  ]);
  await expect(readBytesForTest('plan.docx', left)).rejects.toMatchObject({
    code: 'broken-file',
    message: expect.stringContaining('word/document.xml'),
  });
});
