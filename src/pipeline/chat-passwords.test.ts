import { expect, test } from 'vitest';
import { toldPasswords } from './chat-passwords.ts';

test.each([
  ['the password is hunter2', ['hunter2']],
  ['pwd: S3cret!x.', ['S3cret!x', 'S3cret!x.']],
  ['解压密码：qingchuan2021', ['qingchuan2021']],
  ['压缩包密码是abc123，别忘了', ['abc123']],
  ['пароль: «Zima77»', ['Zima77']],
  ['no secrets here', []],
])('%s', (text, passwords) => {
  expect(toldPasswords(text)).toEqual(passwords);
});
