/** Names that a document itself introduces: found all through it, and nothing of ordinary documentation. */
import { describe, expect, test } from 'vitest';
import type { StoredPassage } from '../../../model/passage.ts';
import { createNameFinder } from './name-finder.ts';

function passages(language: string, ...texts: string[]): readonly StoredPassage[] {
  const document = 'doc-0000000000000000';
  return texts.map((text, ordinal) => ({
    ordinal,
    role: 'paragraph',
    text,
    language,
    position: { kind: 'line', line: ordinal + 1 } as const,
    id: `${document}.${ordinal}`,
    document,
    collection: 'col-leak',
  }));
}

async function namesIn(its: readonly StoredPassage[]): Promise<readonly string[]> {
  const found = (await createNameFinder()).find(its);
  return found.flatMap((names, at) =>
    names
      .filter(({ type, confidence }) => confidence >= 0.5 && /^(?:malware|tool|intrusion-set)$/.test(type))
      .map(({ start, end, type }) => `${at} ${type}:${its[at]?.text.slice(start, end)}`),
  );
}

describe('names that a report alone knows', () => {
  test('malware that is introduced once is found wherever it stands', async () => {
    const report = passages(
      'en',
      'Velmox Stealer: a new infostealer for sale',
      'In March our telemetry showed phishing mails that deliver a new malware called Velmox, a stealer written in Go.',
      'Velmox collects passwords and sends them to its C2 server.',
      'All Velmox samples share one mutex, and Velmox operators rotate their servers every week.',
      'The loader downloads Velmox from a shared folder.',
    );
    const found = await namesIn(report);
    expect(found.filter((name) => name.endsWith('malware:Velmox')).length).toBeGreaterThanOrEqual(5);
    expect(new Set(found.map((name) => name.slice(0, 1)))).toEqual(new Set(['0', '1', '2', '3', '4']));
  });

  test('groups that vendors count are groups', async () => {
    const report = passages(
      'en',
      'The threat actor UNC9417 used a backdoor against ministries. UNC9417 overlaps with TA9911, a phishing actor.',
    );
    expect(await namesIn(report)).toEqual(
      expect.arrayContaining(['0 intrusion-set:UNC9417', '0 intrusion-set:TA9911']),
    );
    expect(await namesIn(passages('zh-Hans', '攻击来自 UAC-0991 和 APT-C-77。'))).toEqual([
      '0 intrusion-set:UAC-0991',
      '0 intrusion-set:APT-C-77',
    ]);
  });

  test('firms, programs and functions of a report are none', async () => {
    const report = passages(
      'en',
      'Researchers at Cyfirmal Inc. observed malware that calls VirtualAlloc and writes to Notepad.',
      'According to Cyfirmal, the backdoor sends JSON over HTTPS; Cyfirmal customers are protected.',
      'The dropper reads the UserAgent header and the InstallDate value.',
    );
    expect(await namesIn(report)).toEqual([]);
  });

  test('without a word of malware nothing is discovered', async () => {
    const page = passages(
      'en',
      'Velmox is a bundler. Install Velmox with npm; Velmox plugins and Velmox modules are loaded on start.',
      'Use of Velmox with TypeScript needs no configuration. RollFast and Velmox share a parser.',
    );
    expect(await namesIn(page)).toEqual([]);
  });
});
