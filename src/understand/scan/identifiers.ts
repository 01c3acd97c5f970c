/** Numbers and names that a registry or a rule gives: CVE, CWE, ATT&CK, ASN, YARA; and MAC addresses. */
import { isWordAt, type Recogniser } from './found.ts';
import { matchAt } from './tokens.ts';
import type { WordRule } from './word-rules.ts';

const CVE = /(?<![A-Za-z0-9])CVE[-_\u2010-\u2015 ]{1,2}((?:19|20)\d{2})[-_\u2010-\u2015 ]{1,2}(\d{4,7})(?!\d)/iy;
const CWE = /(?<![A-Za-z0-9])CWE-(\d{1,4})(?![\d-])/iy;
/** Enterprise and mobile techniques begin at T1001, those of control systems at T0800. */
const ATTACK = /(?<![A-Za-z0-9-])T(0[89]\d{2}|1(?!000)[0-7]\d{2})(\.\d{3})?(?![A-Za-z0-9]|[-.]\d)/iy;
const ASN = /(?<![A-Za-z0-9/])(?:AS(\d{3,10})|ASN?[ :]{1,2}(?:AS)?(\d{2,10}))(?![A-Za-z0-9/])/y;
const YARA =
  /(?<![A-Za-z0-9_])(?:yara[ -]?rule\s+|规则\s*|правил[оа]\s+)["'“‘`]?([A-Za-z_]\w{5,})|(?<![A-Za-z0-9_])rule\s+([A-Za-z_]\w{2,})(?=\s*(?::[\s\w]{1,80})?\{)|(?<![A-Za-z0-9_])rules?\s+["'“‘`]?([A-Za-z][A-Za-z0-9]{1,15}_\w{3,80})(?![\w.(])/iy;

export const IDENTIFIER_RULES: readonly WordRule[] = [
  {
    type: 'cve',
    starts: 'cve',
    pattern: CVE,
    confidence: 0.99,
    spansMatch: true,
    read: ([, year, number]) => ({ value: `CVE-${year}-${number}` }),
  },
  {
    type: 'cwe',
    starts: 'cwe',
    pattern: CWE,
    confidence: 0.95,
    spansMatch: true,
    read: ([, number]) => ({ value: `CWE-${number}` }),
  },
  {
    type: 'attack',
    starts: 't0 t1',
    pattern: ATTACK,
    confidence: 0.9,
    spansMatch: true,
    yields: true,
    read: ({ 0: raw, index }, { text }) => (isWordAt(text, index - 1) ? undefined : { value: raw.toUpperCase() }),
  },
  {
    type: 'asn',
    starts: 'as',
    pattern: ASN,
    confidence: 0.9,
    spansMatch: true,
    yields: true,
    read: (match) => {
      const number = Number(match[1] ?? match[2]);
      if (number === 0 || number > 4_294_967_295) return undefined;
      // `AS AS39378`: the word, and then the number with its letters.
      const start = match.index + Math.max(0, match[0].lastIndexOf('AS'));
      return match[0].startsWith('AS', 3)
        ? { value: `AS${number}`, start, end: match.index + match[0].length }
        : { value: `AS${number}` };
    },
  },
  {
    type: 'yara',
    starts: 'yar rul 规则 пр Пр ПР',
    pattern: YARA,
    confidence: 0.9,
    // A name after "YARA rule" that is a mere word may be the sentence's.
    read: ({ 0: whole, 1: named, 2: defined, 3: told, index }) => {
      const value = named ?? defined ?? told ?? '';
      if (named !== undefined && !named.includes('_')) return undefined;
      if (told !== undefined && !/[A-Z]/.test(told)) return undefined;
      const start = index + whole.lastIndexOf(value);
      return { value, start, end: start + value.length, confidence: told === undefined ? 0.9 : 0.75 };
    },
  },
];

const MAC =
  /(?<![0-9A-Za-z:.-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9A-Za-z:-])|(?<![0-9A-Za-z.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?!\.?[0-9A-Za-z])/iy;

export const macs: Recogniser = ({ text, marks: { macs: places }, take, isTaken, give }) => {
  for (let at = 0; at < places.length; at += 1) {
    const match = matchAt(MAC, text, places.at(at));
    if (!match) continue;
    const end = match.index + match[0].length;
    const digits = match[0].replace(/[^0-9a-f]/gi, '').toLowerCase();
    if (isTaken(match.index, end) || /^(.)\1+$/.test(digits) || !/\d/.test(digits)) continue;
    take(match.index, end);
    give({ type: 'mac', value: digits.replace(/..(?=.)/g, '$&:'), start: match.index, end, confidence: 0.95 });
  }
};
