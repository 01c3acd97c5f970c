import { describe, expect, it } from 'vitest';
import { defangText } from './loose-indicators.ts';

describe('defangText', () => {
  it.each([
    ['see mailnotes.online, then', 'see mailnotes[.]online, then'],
    ['74.120.172.10这台 at http://a.example.com/x', '74.120.172[.]10这台 at hxxp://a.example[.]com/x'],
    ['a@b.org and already[.]net', 'a@b[.]org and already[.]net'],
    ['report.py, version 4.2 and 3.md', 'report.py, version 4.2 and 3.md'],
    ['leak/docs/a.com.txt', 'leak/docs/a.com.txt'],
  ])('%s', (text, shown) => {
    expect(defangText(text)).toBe(shown);
  });
});
