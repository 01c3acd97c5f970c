import { describe, expect, it } from 'vitest';
import { defang, defangEdits, editedSlice } from './defang.ts';

describe('defang', () => {
  it.each([
    ['ipv4', '74.120.172.10', '74.120.172[.]10'],
    ['cidr', '10.0.0.0/8', '10.0.0[.]0/8'],
    ['domain', 'mailnotes.online', 'mailnotes[.]online'],
    ['url', 'https://a.example.com/x.php?y=1.2', 'hxxps://a.example[.]com/x.php?y=1.2'],
    ['url', 'http://user@203.0.113.7:8080/', 'hxxp://user@203.0.113[.]7:8080/'],
    ['email', 'a.b@example.org', 'a.b@example[.]org'],
    ['ipv6', '2001:db8::1', '2001:db8:[:]1'],
    ['domain', 'mailnotes[.]online', 'mailnotes[.]online'],
    ['url', 'hxxp://a(.)com/', 'hxxp://a(.)com/'],
    ['sha256', 'abc.def', 'abc.def'],
    ['intrusion-set', 'St. Petersburg', 'St. Petersburg'],
  ])('%s %s', (type, raw, shown) => {
    expect(defang(type, raw)).toBe(shown);
  });

  it('gives the same text when the span is shown in pieces', () => {
    const raw = 'https://a.example.com/x';
    const edits = defangEdits('url', raw);
    for (let cut = 0; cut <= raw.length; cut++) {
      if (cut === 2) continue; // between the two letters of one edit, which goes with the first piece
      expect(editedSlice(raw, 0, cut, edits) + editedSlice(raw, cut, raw.length, edits)).toBe(defang('url', raw));
    }
  });
});
