/** Cells that hold text as hexadecimal digits, alone and in the tables that readers give. */
import { describe, expect, test } from 'vitest';
import { sqlTuples } from '../database/sql-values.ts';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { hexCellText } from './hex-cell.ts';

const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('text as hexadecimal digits', () => {
  test.each([
    [`0x${hex('{"action":"already"}')}`, '{"action":"already"}'],
    [`0X${hex('服务器密码').toUpperCase()}`, '服务器密码'],
    [`x'${hex('two\nlines')}'`, 'two\nlines'],
    [`\\x${hex('from PostgreSQL')}`, 'from PostgreSQL'],
  ])('%s is read', (cell, text) => {
    expect(hexCellText(cell)).toBe(text);
  });

  test.each([
    '0x5b5d',
    '0x742d35Cc6634C0532925a3b844Bc454e4438f44e',
    'deadbeefdeadbeef',
    `0x${'00'.repeat(8)}`,
    `0x${hex('abcd')}1`,
  ])('%s stays as it is', (cell) => {
    expect(hexCellText(cell)).toBe(cell);
  });

  test('in SQL and in CSV', async () => {
    const mail = hex('ann@mail.example');
    expect([...sqlTuples(`(1, 0x${mail}, X'${mail}', '0x${mail}', NULL)`, 0)]).toEqual([
      ['1', 'ann@mail.example', 'ann@mail.example', `0x${mail}`, ''],
    ]);
    const { sink } = await readBytesForTest('requests.csv', `id,request\n7,0x${mail}\n`);
    expect(sink.passages.at(-1)?.text).toBe('7\tann@mail.example');
  });
});
