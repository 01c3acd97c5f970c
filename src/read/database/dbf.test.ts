/** Tables of dBase, made here. */
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

function dbf(
  rows: readonly (readonly [deleted: boolean, name: string, day: string, amount: string])[],
  charset: string,
  page = 0,
): Buffer {
  const fields: readonly (readonly [string, string, number])[] = [
    ['客户', 'C', 20],
    ['DAY', 'D', 8],
    ['AMOUNT', 'N', 10],
  ];
  const head = Buffer.alloc(32 + fields.length * 32 + 1);
  head[0] = 3;
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(39, 10);
  head[29] = page;
  for (const [at, [name, type, length]] of fields.entries()) {
    iconv.encode(name, charset).copy(head, 32 + at * 32);
    head.write(type, 43 + at * 32);
    head[48 + at * 32] = length;
  }
  head[head.length - 1] = 0x0d;
  const records = rows.map(([deleted, name, day, amount]) => {
    const record = Buffer.alloc(39, 0x20);
    if (deleted) record[0] = 0x2a;
    iconv.encode(name, charset).copy(record, 1);
    record.write(day, 21);
    record.write(amount.padStart(10), 29);
    return record;
  });
  return Buffer.concat([head, ...records, Buffer.from([0x1a])]);
}

test.each([
  ['a page that the header names', 0x4d],
  ['no page at all', 0],
])('Chinese rows with %s', async (_, page) => {
  const rows = [
    [false, '青川市公安局网络安全保卫支队', '20240221', '1368000'],
    [true, '北方大学信息中心项目办公室', '20240222', '99.5'],
    [false, '东港电子科技有限公司', '        ', '7'],
  ] as const;
  const { reader, sink, summary } = await readBytesForTest('clients.dbf', dbf(rows, 'gb18030', page));
  expect(reader).toBe('dbf/1');
  expect(sink.passages.map(({ text }) => text)).toEqual([
    '青川市公安局网络安全\t2024-02-21\t1368000',
    '北方大学信息中心项目\t2024-02-22\t99.5',
    '东港电子科技有限公司\t\t7',
  ]);
  expect(sink.passages[0]?.position).toMatchObject({ row: 1, cells: [{ header: '客户' }, { header: 'DAY' }, {}] });
  expect(summary.warnings).toEqual(['1 rows are marked as deleted; they are read, too.']);
});

test('a table that is cut off gives the rows that are there, and says so', async () => {
  const whole = dbf(
    [
      [false, 'one', '20240221', '1'],
      [false, 'two', '20240221', '2'],
    ],
    'latin1',
  );
  const { sink, summary } = await readBytesForTest('a.dbf', whole.subarray(0, whole.length - 20));
  expect(sink.passages).toHaveLength(1);
  expect(summary.warnings).toEqual(['1 of 2 rows are not in the file.']);
});
