/** Old and odd office formats, written here byte by byte: Word's piece tables, OneNote's property sets, charts, pictures. */
import { deflateSync } from 'node:zlib';
import xlsx from '@e965/xlsx';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { chartRecords } from './chart-records.ts';
import { drawnPictures, presentationObjects } from './embedded-objects.ts';
import { wordText } from './word-text.ts';

const compound = (streams: Readonly<Record<string, Uint8Array>>): Buffer => {
  const made: unknown = xlsx.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) xlsx.CFB.utils.cfb_add(made, `/${name}`, content);
  return Buffer.from(xlsx.CFB.write(made, { type: 'buffer' }) as Uint8Array);
};

const words = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4);
  return bytes;
};

/** A document of two pieces: the first one byte a character, the second UTF-16. */
function wordDocument(): { document: Buffer; table: Buffer } {
  const narrow = Buffer.from('Caf\u00e9\rcell\u0007cell\u0007\u0007', 'latin1');
  const wide = Buffer.from('\u0013HYPERLINK "http://example.org/" \u0014客户\u0015\rfoot', 'utf16le');
  const document = Buffer.alloc(0x600);
  document.writeUInt16LE(0xa5ec, 0);
  document.writeUInt16LE(0xc1, 2);
  document.writeUInt16LE(0x0200, 0x0a);
  document.writeUInt32LE(narrow.length + wide.length / 2 - 4, 0x4c);
  document.writeUInt32LE(4, 0x50);
  narrow.copy(document, 0x400);
  wide.copy(document, 0x500);
  const ends = [0, narrow.length, narrow.length + wide.length / 2];
  const pieces = Buffer.alloc(16);
  pieces.writeUInt32LE(0x400 * 2 + 0x40000000, 2);
  pieces.writeUInt32LE(0x500, 10);
  const list = Buffer.concat([words(ends), pieces]);
  const head = Buffer.alloc(5);
  head.writeUInt8(2, 0);
  head.writeUInt32LE(list.length, 1);
  const table = Buffer.concat([head, list]);
  document.writeUInt32LE(0, 0x1a2);
  document.writeUInt32LE(table.length, 0x1a6);
  return { document, table };
}

test('Word: pieces, tables, links and footnotes', async () => {
  const { document, table } = wordDocument();
  const read = await readBytesForTest('a.doc', compound({ WordDocument: document, '1Table': table }));
  expect(read.reader).toMatch(/^compound-office\//);
  expect(read.sink.passages.map(({ text, position }) => [position.kind === 'part' && position.part, text])).toEqual([
    ['body', 'Café'],
    ['body', 'cell\tcell'],
    ['body', '客户 (http://example.org/)'],
    ['footnote', 'foot'],
  ]);
});

test('Word: stream names in lower case', async () => {
  const { document, table } = wordDocument();
  const read = await readBytesForTest('a.doc', compound({ worddocument: document, '1table': table }));
  expect(read.sink.passages[0]?.text).toBe('Café');
});

test('Word 95: one code page, no piece table', () => {
  const document = Buffer.alloc(0x300);
  document.writeUInt16LE(0xa5dc, 0);
  document.writeUInt16LE(0x68, 2);
  document.writeUInt16LE(0x0419, 6);
  document.writeUInt32LE(0x200, 0x18);
  const text = Buffer.from('cff0e8e2e5f20d', 'hex');
  document.writeUInt32LE(text.length, 0x34);
  text.copy(document, 0x200);
  expect(wordText(document, () => undefined)).toEqual([{ part: 'body', text: 'Привет\n' }]);
});

test('Word: numbers that lead outside are a damaged file', () => {
  const { document } = wordDocument();
  expect(() => wordText(document, () => Buffer.from([2, 0xff, 0xff, 0xff, 0x7f]))).toThrow('Not a whole Word document');
  expect(() => wordText(document.subarray(0, 100), () => undefined)).toThrow('Not a whole Word document');
});

test('objects in storages become files', async () => {
  const { document, table } = wordDocument();
  const native = Buffer.concat([
    words([0]),
    Buffer.from([2, 0]),
    Buffer.from('C:\\a\\plan.txt\0C:\\plan.txt\0', 'latin1'),
    words([0x00030000, 4]),
    Buffer.from('tmp\0'),
    words([5]),
    Buffer.from('hello'),
  ]);
  const read = await readBytesForTest(
    'a.doc',
    compound({
      WordDocument: document,
      '1Table': table,
      'ObjectPool/_1/\u0001Ole10Native': native,
      'ObjectPool/_2/WordDocument': document,
      'ObjectPool/_2/1Table': table,
    }),
  );
  expect(read.children.get('plan.txt')?.toString()).toBe('hello');
  const inner = await readBytesForTest('_2.doc', read.children.get('_2.doc') ?? Buffer.alloc(0));
  expect(inner.sink.passages[0]?.text).toBe('Café');
});

test('PowerPoint’s packed objects, whose streams have no end', () => {
  const packed = deflateSync(Buffer.from('inner file'));
  const body = Buffer.concat([words([10]), packed.subarray(0, -4)]);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(0x10, 0);
  head.writeUInt16LE(0x1011, 2);
  head.writeUInt32LE(body.length, 4);
  expect(presentationObjects(Buffer.concat([head, body])).map(({ content }) => String(content))).toEqual([
    'inner file',
  ]);
});

test('drawn pictures: photographs as they are, metafiles unpacked', () => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(60, 7)]);
  const drawing = Buffer.alloc(200, 3);
  const packed = deflateSync(drawing);
  const record = (type: number, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(type, 2);
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const bytes = Buffer.concat([
    Buffer.alloc(11),
    record(0xf01e, Buffer.concat([Buffer.alloc(17), png])),
    record(
      0xf01a,
      Buffer.concat([Buffer.alloc(16), Buffer.alloc(28), words([packed.length]), Buffer.from([0, 0xfe]), packed]),
    ),
    Buffer.alloc(60),
  ]);
  expect(drawnPictures(bytes)).toEqual([
    { name: 'picture 1.png', content: png },
    { name: 'picture 2.emf', content: drawing },
  ]);
});

test('charts of old workbooks', () => {
  const record = (type: number, body: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(body.length, 2);
    return Buffer.concat([head, body]);
  };
  const series = (text: string): Buffer =>
    record(0x100d, Buffer.concat([Buffer.from([0, 0, text.length, 0]), Buffer.from(text)]));
  const begin = (kind: number): Buffer => record(0x0809, Buffer.from([0, 6, kind & 0xff, kind >> 8]));
  expect(
    chartRecords(Buffer.concat([begin(0x10), series('sheet'), begin(0x20), series('Income'), series('Income')])),
  ).toEqual(['Income']);
});

test('OneNote: texts by their property, each once, and the files inside', async () => {
  const property = (id: number, text: string): Buffer => {
    const value = Buffer.from(text, 'utf16le');
    const head = Buffer.alloc(14);
    head.writeUInt16LE(2, 0);
    head.writeUInt32LE(0x14001c00, 2);
    head.writeUInt32LE(id, 6);
    head.writeUInt32LE(1, 10);
    return Buffer.concat([head, words([value.length]), value]);
  };
  const file = Buffer.concat([
    Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex'),
    words([7, 0, 0, 0, 0]),
    Buffer.from('inside!'),
  ]);
  const section = Buffer.concat([
    Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'),
    Buffer.alloc(64),
    property(0x1c001cf3, '会议'),
    property(0x1c001c22, '客户名称'),
    property(0x1c001c22, '客户名称'),
    property(0x1c001d9c, 'list.txt'),
    file,
  ]);
  const { sink, children } = await readBytesForTest('a.one', section);
  expect(sink.passages.map(({ role, text }) => `${role} ${text}`)).toEqual([
    'property 会议',
    'paragraph 客户名称',
    'property list.txt',
  ]);
  expect(children.get('list.txt')?.toString()).toBe('inside!');
});
