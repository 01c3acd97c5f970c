/** Finds what looks like an address in a text whose mentions are not at hand, only to show it defanged. */
import { defang } from './defang.ts';
import type { MarkedMention } from './passage-text.tsx';

const FORMS: readonly (readonly [type: string, form: RegExp])[] = [
  ['url', /\bh(?:tt|xx)ps?:\/\/[^\s"'<>，。；）)\]]+/gi],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['ipv4', /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g],
  [
    'domain',
    /(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|online|site|top|xyz|cn|ru|io|cc|me|onion|gov|edu)(?![\w.-])/gi,
  ],
];

export function looseIndicators(text: string): readonly MarkedMention[] {
  const found: MarkedMention[] = [];
  for (const [type, form] of FORMS) {
    for (const match of text.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      found.push({ type, value: match[0], raw: match[0], start, end });
    }
  }
  return found;
}

/** Running text of the workbench or the server with what looks like an address defanged. */
export function defangText(text: string): string {
  let out = '';
  let at = 0;
  for (const { type, raw, start, end } of looseIndicators(text).toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, start) + defang(type, raw);
    at = end;
  }
  return out + text.slice(at);
}
