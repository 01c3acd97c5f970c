import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

const candidates = (text: string): string[] =>
  scan(text, { recognised: true })
    .filter(({ labels }) => labels.includes('ocr-confusable'))
    .map(({ type, value, raw }) => `${type} ${value} (${raw})`);

describe('second readings of recognised text', () => {
  it.each<readonly [string, readonly string[]]>([
    ['回连 7S.12O.l72.1O 端口', ['ipv4 75.120.172.10 (7S.12O.l72.1O)']],
    [
      'MD5 44d88612fea8a8f36de82e1278abbO2f',
      ['md5 44d88612fea8a8f36de82e1278abb02f (44d88612fea8a8f36de82e1278abbO2f)'],
    ],
    ['site rnail-notes.online', ['domain mail-notes.online (rnail-notes.online)']],
    ['at update.vvinsrv.c0m', ['domain update.winsrv.com (update.vvinsrv.c0m)']],
    ['at g00gle-drive.net', ['domain google-drive.net (g00gle-drive.net)']],
  ])('%j', (text, expected) => {
    expect(candidates(text)).toEqual(expect.arrayContaining([...expected]));
  });

  it.each([
    'version 4.2.2.1',
    'web01.corp-net.com',
    '198.51.100.7',
    'no.one.is.here',
    'Soil.Oil.Bill.Dil',
    'plain words only',
  ])('invents nothing in %j', (text) => {
    expect(candidates(text)).toEqual([]);
  });

  it('are candidates with little confidence, exact slices, and only for recognised text', () => {
    const text = 'see 1O.2O.3O.4O and rnail.example-host.com';
    expect(scan(text).some(({ labels }) => labels.includes('ocr-confusable'))).toBe(false);
    const found = scan(text, { recognised: true });
    for (const { raw, start, end } of found) expect(text.slice(start, end)).toBe(raw);
    for (const { confidence, labels } of found)
      if (labels.includes('ocr-confusable')) expect(confidence).toBeLessThan(0.5);
    expect(scan(text, { recognised: true, minConfidence: 0.5 })).toEqual(scan(text, { minConfidence: 0.5 }));
  });

  it('cost no more than the text is long', () => {
    for (const unit of ['rn.', 'O0.', '1O.2O.3O.4O ', 'vv', 'rnvv0.c0m ', '|']) {
      const began = process.threadCpuUsage();
      scan(unit.repeat(20_000 / unit.length), { recognised: true });
      expect(process.threadCpuUsage(began).user / 1000, unit).toBeLessThan(1500);
    }
  });
});
