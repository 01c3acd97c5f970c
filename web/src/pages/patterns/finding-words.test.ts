import { describe, expect, it } from 'vitest';
import type { PatternFinding } from '../../api/types.ts';
import { en } from '../../language/en/messages.ts';
import { zhHans } from '../../language/zh-hans/messages.ts';
import { formatFor } from '../../parts/format.ts';
import { findingWords } from './finding-words.ts';

const finding = { text: 'Most clients are of the kind pay: 2 of 3.', citations: 0, evidence: [] };

describe('findings', () => {
  it('are put into words by their code, and groups of terms by their name', () => {
    const made = { ...finding, code: 'clients-kind', values: { kind: 'state security', clients: 2, of: 3 } };
    expect(findingWords(zhHans, formatFor('zh-Hans'), made)).toBe('多数客户属于“国安”：3 个中有 2 个。');
    expect(findingWords(en, formatFor('en'), made)).toBe(finding.text);
  });
  it('are told as the server says them where a language has no words for their code', () => {
    const made = { ...finding, code: 'yet-unknown', values: { n: 1 } } as unknown as PatternFinding;
    expect(findingWords(zhHans, formatFor('zh-Hans'), made)).toBe(finding.text);
  });
});
