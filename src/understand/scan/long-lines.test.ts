/** Lines of a million characters that repeat one thing: each costs its length. */
import { expect, test } from 'vitest';
import { scan } from './scan.ts';

const LENGTH = 1_000_000;
const UNITS: readonly string[] = [
  ...'aA0./\\"\'()[]{}@:-_ \t中点。а한ひا😀\u0301\u200b',
  ...['a@', '@a', 'a@b.', 'a=b@', '@a:b.', 'a.', '.a', '中.', '9.', '1.1.1.1:', '::', 'ff:', '[.]', '[[', '((', '«a '],
  ...['http://a,', 'http://[', '[redacted]', 'hxxps[://]', 'C:\\a ', '\\\\', '\\na@b.co', 'HKLM\\a ', '$env:a\\'],
  ...['«a.pdf', '“a b.zip', '关于.docx', '添付は', 'Screenshot 1 ', 'a.tar.gz', '文件名', '#1.docx'],
  ...['tg a1 ', 'tg:', 'в лс @', 't.me/+', '@aaaaa 飞机', 'DE89 ', '+7 ', 'NTLM : ', 'a::a:', 'AS AS1 ', 'mutex "'],
];

test.each(UNITS)('a line of %j', (unit) => {
  const text = unit.repeat(Math.ceil(LENGTH / unit.length));
  // Of this process alone: the machine may be busy with other tests.
  const began = process.cpuUsage();
  scan(text);
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(1000);
});
