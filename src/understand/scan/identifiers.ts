/** Numbers and names that a registry or a rule gives: CVE, CWE, ATT&CK, ASN, YARA. */
import { isWordAt, type Recogniser } from './found.ts';
import { matchAt } from './triggers.ts';

const CVE = /(?<![A-Za-z0-9])CVE[-_\u2010-\u2015 ]{1,2}((?:19|20)\d{2})[-_\u2010-\u2015 ]{1,2}(\d{4,7})(?!\d)/gi;
const CWE = /(?<![A-Za-z0-9])CWE-(\d{1,4})(?![\d-])/gi;
const ATTACK = /(?<![A-Za-z0-9-])T([01]\d{3})(\.\d{3})?(?![A-Za-z0-9]|[-.]\d)/gi;
const ASN = /(?<![A-Za-z0-9/])(?:AS(\d{3,10})|ASN?[ :]{1,2}(?:AS)?(\d{2,10}))(?![A-Za-z0-9/])/g;
const YARA =
  /(?<![A-Za-z0-9_])(?:yara[ -]?rule\s+|规则\s*|правил[оа]\s+)([A-Za-z_]\w{5,})|(?<![A-Za-z0-9_])rule\s+([A-Za-z_]\w{2,})(?=\s*(?::[\s\w]{1,80})?\{)/gi;

export const identifiers: Recogniser = function* identifiers({ text, isTaken }) {
  for (const match of text.matchAll(CVE)) {
    yield {
      type: 'cve',
      value: `CVE-${match[1]}-${match[2]}`,
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.99,
    };
  }
  for (const match of text.matchAll(CWE)) {
    yield {
      type: 'cwe',
      value: `CWE-${match[1]}`,
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.95,
    };
  }
  for (const match of text.matchAll(ATTACK)) {
    const end = match.index + match[0].length;
    if (isTaken(match.index, end) || isWordAt(text, match.index - 1)) continue;
    yield { type: 'attack', value: match[0].toUpperCase(), start: match.index, end, confidence: 0.9 };
  }
  for (const match of text.matchAll(ASN)) {
    const end = match.index + match[0].length;
    const number = Number(match[1] ?? match[2]);
    if (isTaken(match.index, end) || number === 0 || number > 4_294_967_295) continue;
    yield { type: 'asn', value: `AS${number}`, start: match.index, end, confidence: 0.9 };
  }
  for (const match of text.matchAll(YARA)) {
    const name = match[1] ?? match[2] ?? '';
    if (match[1] && !/_/.test(name)) continue;
    const start = match.index + match[0].indexOf(name, match[0].length - name.length);
    yield { type: 'yara', value: name, start, end: start + name.length, confidence: 0.9 };
  }
};

const MAC =
  /(?<![0-9A-Za-z:.-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9A-Za-z:-])|(?<![0-9A-Za-z.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?!\.?[0-9A-Za-z])/iy;
/** Separators, the size of the groups between them, and how many separators there are. */
const MAC_FORMS = [
  [':', 2, 5],
  ['-', 2, 5],
  ['.', 4, 2],
] as const;

export const macs: Recogniser = function* macs({ text, take, isTaken }) {
  for (const [separator, size, times] of MAC_FORMS) {
    for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) {
      const last = at + (size + 1) * (times - 1);
      // The second separator and the last one in place rule out all but a few.
      if (last >= text.length) break;
      if (text[at + size + 1] !== separator || text[last] !== separator || at < size) continue;
      const match = matchAt(MAC, text, at - size);
      if (!match) continue;
      const end = match.index + match[0].length;
      const digits = match[0].replace(/[^0-9a-f]/gi, '').toLowerCase();
      if (isTaken(match.index, end) || /^(.)\1+$/.test(digits) || !/\d/.test(digits)) continue;
      take(match.index, end);
      yield { type: 'mac', value: digits.replace(/..(?=.)/g, '$&:'), start: match.index, end, confidence: 0.95 };
    }
  }
};
