/** Sizes as tables state them, in three languages. */
import { expect, test } from 'vitest';
import { sizeInColumn, sizeKey } from './data-size.ts';

test.each([
  ['200GB', '数据量', 'bytes 200000000000'],
  ['约459.6 G', '数据量', 'bytes 459600000000'],
  ['3,5 ТБ', 'Объём', 'bytes 3500000000000'],
  ['1,234.5 MB', 'size', 'bytes 1234500000'],
  ['2 GiB', 'size', 'bytes 2147483648'],
  ['500兆', '大小', 'bytes 500000000'],
  ['12', 'Size, GB', 'bytes 12000000000'],
  ['0.8', '数据量（TB）', 'bytes 800000000000'],
  ['1.2亿条', '数据量', 'records 120000000'],
  ['3 млн записей', 'Объём', 'records 3000000'],
  ['350,000 records', 'Data size', 'records 350000'],
  ['8万', '条数', 'records 80000'],
  ['1,5 тыс. строк', 'Объём данных', 'records 1500'],
])('%s under %s is %s', (text, header, expected) => {
  const size = sizeInColumn(text, header);
  expect(size && sizeKey(size)).toBe(expected);
});

test.each([
  ['3', '数量'],
  ['большой', 'Объём'],
  ['5G基站', '数据量'],
  ['2021-03-04', 'size'],
  ['A4', 'size'],
])('%s under %s states none', (text, header) => {
  expect(sizeInColumn(text, header)).toBeUndefined();
});
