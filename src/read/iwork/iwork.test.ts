/** Files of iWork: those of the shared set, and small ones that are put together here from the same messages. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zip } from '../../../sample/make/zip.ts';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { decimalText } from './iwa-cells.ts';
import { iwaObjects } from './iwa-objects.ts';

type Value = number | string | Uint8Array;

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    if (rest < 128) return bytes;
  }
}

function message(...fields: readonly (readonly [number, Value])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [Buffer.from([...varint(number * 8), ...varint(value)])];
      const bytes = Buffer.from(value);
      return [Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes];
    }),
  );
}

const reference = (id: number): Buffer => message([1, id]);

/** Packed as literals, with one repetition at the end when `repeat` says how far back and how long. */
function snappy(bytes: Buffer, repeat?: { back: number; length: number }): Buffer {
  const size = bytes.length + (repeat?.length ?? 0);
  const pieces: Uint8Array[] = [Buffer.from(varint(size))];
  for (let at = 0; at < bytes.length; at += 60) {
    const piece = bytes.subarray(at, at + 60);
    pieces.push(Buffer.from([(piece.length - 1) << 2]), piece);
  }
  if (repeat) pieces.push(Buffer.from([((repeat.length - 1) << 2) | 2, repeat.back & 255, repeat.back >> 8]));
  return Buffer.concat(pieces);
}

const piece = (packed: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0, packed.length & 255, (packed.length >> 8) & 255, packed.length >> 16]), packed]);

function iwa(...objects: readonly (readonly [id: number, type: number, bytes: Buffer])[]): Buffer {
  return piece(
    snappy(
      Buffer.concat(
        objects.flatMap(([id, type, bytes]) => {
          const info = message([1, id], [2, message([1, type], [3, bytes.length])]);
          return [Buffer.from(varint(info.length)), info, bytes];
        }),
      ),
    ),
  );
}

const pack = (parts: Record<string, Uint8Array | string>): Uint8Array =>
  zip(Object.entries(parts).map(([name, bytes]) => ({ name: Buffer.from(name), bytes: Buffer.from(bytes) })));

const texts = (read: Awaited<ReturnType<typeof readBytesForTest>>): string[] =>
  read.sink.passages.map(
    ({ position, text }) => `${position.kind === 'part' ? position.part : position.kind}: ${text}`,
  );

test('Pages: body, header, comment with its author and time, and a picture', async () => {
  const day = Buffer.alloc(8);
  day.writeDoubleLE((Date.UTC(2024, 1, 21, 10, 11, 12) - Date.UTC(2001, 0, 1)) / 1000);
  const read = await readBytesForTest(
    'letter.pages',
    pack({
      'Index/Document.iwa': iwa(
        [1, 10_000, message([4, reference(2)])],
        [2, 2001, message([1, 0], [3, '第一行 198.51.100.61\nsecond\u2028line\ufffc'])],
        [3, 2001, message([1, 1], [3, 'Confidential'])],
        [4, 3056, message([1, 'Who pays?'], [2, Buffer.concat([Buffer.from([9]), day])], [3, reference(5)])],
        [5, 212, message([1, 'Ann Example'])],
      ),
      'Index/DocumentStylesheet.iwa': iwa([9, 2001, message([3, 'of the template'])]),
      'Data/plan-17.png': 'a picture',
      'Data/plan-small-18.png': 'its copy',
    }),
  );
  expect(read.reader).toMatch(/^iwork\//);
  expect(texts(read)).toEqual([
    'body: 第一行 198.51.100.61',
    'body: second\nline',
    'header: Confidential',
    'comment: Who pays?',
  ]);
  expect(read.sink.passages.at(-1)).toMatchObject({ sender: 'Ann Example', time: '2024-02-21T10:11:12Z' });
  expect([...read.children.keys()]).toEqual(['Data/plan-17.png']);
});

/** A cell of the layout since 2019: head, what it has, and the values. */
function cell(kind: number, has: number, value: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 5;
  head[1] = kind;
  head.writeUInt32LE(has, 8);
  return Buffer.concat([head, value]);
}

const key = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const row = (index: number, cells: readonly (Buffer | undefined)[]): Buffer => {
  const offsets = Buffer.alloc(cells.length * 2, 0xff);
  let at = 0;
  for (const [column, each] of cells.entries()) {
    if (each === undefined) continue;
    offsets.writeInt16LE(at, column * 2);
    at += each.length;
  }
  const stored = Buffer.concat(cells.flatMap((each) => each ?? []));
  return message([1, index], [2, cells.length], [3, ''], [4, ''], [6, stored], [7, offsets]);
};

test('Numbers: sheets, tables, cells of every kind at their places', async () => {
  const decimal = Buffer.alloc(16);
  decimal.writeUInt32LE(13_685);
  decimal.writeUInt16LE((0x1820 - 2) << 1, 14);
  const date = Buffer.alloc(8);
  date.writeDoubleLE((Date.UTC(2024, 1, 21) - Date.UTC(2001, 0, 1)) / 1000);
  const yes = Buffer.alloc(8);
  yes.writeDoubleLE(1);
  const list = (...entries: readonly (readonly [number, string])[]): Buffer =>
    message([1, 1], [2, 9], ...entries.map(([at, text]) => [3, message([1, at], [2, 1], [3, text])] as const));
  const store = message(
    [3, message([1, message([1, 0], [2, reference(30)])], [2, 256])],
    [4, reference(40)],
    [17, reference(50)],
  );
  const read = await readBytesForTest(
    'ledger.numbers',
    pack({
      'Index/Document.iwa': iwa(
        [1, 1, message([1, reference(2)])],
        [2, 2, message([1, '合同'], [2, reference(10)])],
        [10, 6000, message([1, ''], [2, reference(20)])],
        [20, 6001, message([1, 'id'], [4, store], [6, 2], [7, 5], [8, 'Contracts'])],
        [52, 2001, message([1, 5], [3, 'two\nlines'])],
      ),
      'Index/Tables/Tile.iwa': iwa([
        30,
        6002,
        message(
          [5, row(1, [cell(3, 8, key(3)), cell(2, 1, decimal), undefined, cell(5, 4, date), cell(6, 2, yes)])],
          [5, row(0, [cell(3, 8, key(1)), cell(3, 8, key(2)), cell(9, 0x10, key(7))])],
        ),
      ]),
      'Index/Tables/DataList.iwa': iwa([40, 6005, list([1, '客户'], [2, '金额'], [3, 'Chengdu Example'])]),
      'Index/Tables/DataList-2.iwa': iwa(
        [50, 6005, message([1, 8], [3, message([1, 7], [9, reference(51)])])],
        [51, 6218, message([1, reference(52)])],
      ),
    }),
  );
  expect(read.summary).toMatchObject({ kind: 'table', mediaType: 'application/vnd.apple.numbers' });
  expect(texts(read)).toEqual([
    'sheet: 合同',
    'table: Contracts',
    'row: 客户\t金额\ttwo\nlines',
    'row: Chengdu Example\t136.85\t2024-02-21\tTRUE',
  ]);
  expect(read.sink.passages.at(-1)?.position).toMatchObject({
    table: '合同 / Contracts',
    row: 2,
    cells: [{ ref: 'A2', header: '客户' }, { ref: 'B2', header: '金额' }, { ref: 'D2' }, { ref: 'E2' }],
  });
});

test('Keynote: slides in the order of the show, with their notes; objects in a zip of their own', async () => {
  const inner = pack({
    'Document.iwa': iwa(
      [1, 1, message([2, reference(2)])],
      [2, 2, message([3, message([2, reference(11)], [2, reference(10)])])],
      [10, 4, message([2, reference(20)])],
      [11, 4, message([2, reference(30)])],
    ),
    'Slide-20.iwa': iwa([20, 5, message([1, 0])], [21, 2001, message([1, 0], [3, 'shown last'])]),
    'Slide-30.iwa': iwa(
      [30, 5, message([1, 0])],
      [31, 2001, message([1, 0], [3, 'shown first'])],
      [32, 2001, message([1, 4], [3, 'say hello'])],
    ),
    'MasterSlide-40.iwa': iwa([40, 2001, message([3, 'Title Text'])]),
  });
  const read = await readBytesForTest('talk.key', pack({ 'Index.zip': inner, 'Metadata/Properties.plist': 'x' }));
  expect(texts(read)).toEqual(['slide 1: shown first', 'slide 1 notes: say hello', 'slide 2: shown last']);
});

test('the objects of a package that is a folder: their zip, and a part alone', async () => {
  const part = iwa([1, 10_000, message([1, 1])], [2, 2001, message([1, 0], [3, 'in a folder'])]);
  const packed = await readBytesForTest('Index.zip', pack({ 'Document.iwa': part }));
  const alone = await readBytesForTest('Document.iwa', part);
  for (const read of [packed, alone]) {
    expect(read.reader).toMatch(/^iwork\//);
    expect(texts(read)).toEqual(['body: in a folder']);
  }
  const other = await readBytesForTest('x.zip', pack({ 'letter.pages/Index/Document.iwa': part }));
  expect(other.reader).toMatch(/^zip\//);
});

test('Keynote of 2009: slides, notes and a table; nothing of the themes', async () => {
  const source = `<?xml version="1.0"?><key:presentation xmlns:key="k" xmlns:sf="s" xmlns:sfa="a">
    <key:theme-list><key:theme><sf:p>Title Text</sf:p></key:theme></key:theme-list>
    <key:slide-list><key:slide><key:page><sf:p>One<sf:br/>line</sf:p><sf:tabular-model sf:name="Paid"><sf:datasource>
    <sf:t sf:ct="0"><sf:ct sfa:s="who"/></sf:t><sf:t><sf:ct sfa:s="how much"/></sf:t><sf:t sf:ct="255"><sf:ct sfa:s="Bo"/></sf:t>
    <sf:f><sf:r><sf:rn sf:v="12.5"/></sf:r></sf:f></sf:datasource></sf:tabular-model></key:page>
    <key:notes><sf:p>softly</sf:p></key:notes></key:slide></key:slide-list>
    <key:metadata><key:authors><key:string sfa:string="Ann Example"/></key:authors></key:metadata></key:presentation>`;
  const expected = [
    'slide 1: One\nline',
    'table: Paid',
    'row: who\thow much',
    'row: Bo\t12.5',
    'slide 1 notes: softly',
    'property: author: Ann Example',
  ];
  const packed = await readBytesForTest('talk.key', pack({ 'index.apxl': source }));
  expect(texts(packed)).toEqual(expected);
  const alone = await readBytesForTest('index.apxl', source);
  expect(alone.reader).toMatch(/^iwork-xml\//);
  expect(texts(alone)).toEqual(expected);
});

test('a file with a password says so; a damaged part is told and costs no other', async () => {
  const good = iwa([2, 2001, message([3, 'left'])], [1, 10_000, message([1, 1])]);
  await expect(readBytesForTest('a.pages', pack({ '.iwpv2': 'x', 'Index/Document.iwa': good }))).rejects.toMatchObject({
    code: 'encrypted',
  });
  const read = await readBytesForTest(
    'a.pages',
    pack({ 'Index/Document.iwa': good, 'Index/Other.iwa': good.subarray(0, 9) }),
  );
  expect(texts(read)).toEqual(['body: left']);
  expect(read.summary.warnings?.[0]).toMatch(/^Index\/Other\.iwa/);
});

test('repetitions are unpacked, also those that overlap themselves; damaged pieces end with a reason', () => {
  const info = message([1, 7], [2, message([1, 2001], [3, 12])]);
  const bytes = Buffer.concat([Buffer.from(varint(info.length)), info, Buffer.from('ab')]);
  const [object] = iwaObjects('x', piece(snappy(bytes, { back: 2, length: 10 })));
  expect(Buffer.from(object?.bytes ?? []).toString()).toBe('abababababab');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
      try {
        iwaObjects('x', noise);
      } catch (caught) {
        expect(caught).toMatchObject({ code: 'broken-file' });
      }
    }),
  );
});

test('decimals are exact', () => {
  const stored = (digits: bigint, exponent: number, sign = 0): Buffer => {
    const bytes = Buffer.alloc(16);
    for (let index = 0; index < 14; index += 1) bytes[index] = Number((digits >> BigInt(8 * index)) & 255n);
    bytes.writeUInt16LE(((0x1820 + exponent) << 1) | sign, 14);
    return bytes;
  };
  expect(decimalText(stored(1n, -1))).toBe('0.1');
  expect(decimalText(stored(1200n, -2, 0x8000))).toBe('-12');
  expect(decimalText(stored(5n, 3))).toBe('5000');
  expect(decimalText(stored(0n, 0, 0x8000))).toBe('0');
  expect(decimalText(stored(123n, -6))).toBe('0.000123');
});

const SET = join(import.meta.dirname, '../../../../shared/data/torture');

describe.skipIf(!existsSync(SET))('files of the shared set (skipped where ../shared/data is absent)', () => {
  const read = async (name: string): Promise<string[]> =>
    texts(await readBytesForTest(name, await readFile(join(SET, name))));

  test('Pages and Numbers of 2009', async () => {
    expect(await read('testPagesHeadersFootersFootnotes.pages')).toEqual(
      expect.arrayContaining(['header: THIS IS SOME HEADER TEXT', 'footnote: Footnote: What does APXL stand for?!?!?']),
    );
    expect(await read('testPagesComments.pages')).toContain('comment: comment about UIMA annotators');
    expect(await read('testPages.pages')).not.toContainEqual(expect.stringMatching(/Lorem ipsum/));
    expect(await read('testNumbers.numbers')).toEqual(
      expect.arrayContaining([
        'row: Home\t-872.4',
        'row: 101\t2009-10-01\tRent\tHome\t-775\t3875',
        'property: author: Tika User',
      ]),
    );
    await expect(read('testPagesPwdProtected.pages')).rejects.toMatchObject({ code: 'encrypted' });
  });

  test('Numbers of 2013', async () => {
    expect(await read('testNumbers2013.numbers')).toEqual(
      expect.arrayContaining([
        'sheet: Checking',
        'row: Beginning Balance\t4650',
        'row: Type\tDate\tDescription\tCategory\tAmount\tBalance',
      ]),
    );
  });
});
