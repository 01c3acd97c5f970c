import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

/** `type value` of everything that is at least as likely as not. */
const found = (text: string): string[] =>
  scan(text, { minConfidence: 0.5 }).map(({ type, value }) => `${type} ${value}`);

describe('scan', () => {
  it.each([
    ['call home to 198[.]51[.]100[.]7 or 198.51.100(.)8', ['ipv4 198.51.100.7', 'ipv4 198.51.100.8']],
    ['备用地址为203.0.113.77端口8080的服务器', ['ipv4 203.0.113.77']],
    ['回连１９８．５１．１００．９', ['ipv4 198.51.100.9']],
    [
      'hxxps://login[.]evil-site[.]net/a?b=1, then',
      ['url https://login.evil-site.net/a?b=1', 'domain login.evil-site.net'],
    ],
    ['пишите на vasya(at)pochta[.]ru', ['email vasya@pochta.ru']],
    ['Besuchen Sie müller-bank.de heute', ['domain xn--mller-bank-9db.de']],
    ['CVE‑2023‑4863 and cve-2021-1675', ['cve CVE-2023-4863', 'cve CVE-2021-1675']],
    ['net 192.0.2.17/28', ['cidr 192.0.2.16/28']],
    ['peer 2001:DB8:0:0:8:800:200C:417A up', ['ipv6 2001:db8::8:800:200c:417a']],
  ])('reads %s', (text, expected) => {
    expect(found(text)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['firmware 4.2.0.19 was tested', '4.2.0.19'],
    ['4.2.2.1 邮件采集模块', '4.2.2.1'],
    ['升级到 5.8.3.19 版本', '5.8.3.19'],
    ['see section 3.1.4.1 for details', '3.1.4.1'],
    ['the script is report.py', 'report.py'],
    ['it stopped.It then sleeps', 'stopped.it'],
    ['const os = require("os"); this.name', 'this.name'],
  ])('keeps a doubtful reading of %s down, with its label', (text, value) => {
    const doubtful = scan(text).filter(
      (mention) => mention.value.toLowerCase() === value && ['ipv4', 'domain'].includes(mention.type),
    );
    for (const mention of doubtful) {
      expect(mention.confidence).toBeLessThan(0.5);
      expect(mention.labels.length).toBeGreaterThan(0);
    }
    expect(found(text).filter((each) => /^(ipv4|domain) /.test(each))).toEqual([]);
  });

  it('labels what the author defanged, and by which rule', () => {
    const [mention] = scan('at 198.51.100[.]7');
    expect(mention).toMatchObject({ raw: '198.51.100[.]7', start: 3, labels: ['defanged', 'refang:bracket-dot'] });
  });

  it('checks what has a check', () => {
    expect(found('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2')).toEqual(['btc 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2']);
    expect(found('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3')).toEqual([]);
    expect(found('pay 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed now')).toEqual([
      'eth 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    ]);
    expect(found('pay 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD now')).toEqual([]);
  });

  it('marks secrets, to be masked in exports', () => {
    const secrets = scan('key AKIAIOSFODNN7EXAMPLE and card 卡号 4111111111111111').filter((each) =>
      each.labels.includes('secret'),
    );
    expect(secrets.map((each) => each.type).sort()).toEqual(['bank-card', 'secret']);
  });

  it('gives exact slices of any text, the same ones each time', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '[.]',
        'hxxp[:]//',
        ' 198.51.100.7 ',
        '点',
        '。',
        '\u200b',
        '例子.中国',
        'a@b.co',
        'C:\\a b\\c.exe',
        'HKLM\\a',
        '\n',
        '/etc/passwd',
        ':443',
        'deadbeef'.repeat(4),
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const mentions = scan(text);
        for (const { start, end, raw } of mentions) {
          expect(text.slice(start, end)).toBe(raw);
          expect(raw.length).toBeGreaterThan(0);
        }
        expect(scan(text)).toEqual(mentions);
      }),
      { numRuns: 300 },
    );
  });

  it('takes time in proportion to the text, whatever is repeated', { timeout: 60_000 }, () => {
    const units = [
      'a.',
      'A',
      '1.',
      '[.]',
      'http://',
      'hxxp[:]//',
      '@',
      'a@',
      ':',
      '00:',
      '\\a b',
      'HKLM\\a ',
      '例。',
      '0123456789abcdef',
      '/tmp/',
      'Mozilla/5.0 (',
      '点a',
      '+1 ',
      'T1',
      'a(',
      "'a@",
      'a.exe(',
      '-.a',
      '1:aaaaaa',
      'curl/',
      ',http://a.b/x,1',
      '\nhttp://a.b/x,1,2',
      '\\/',
      'http://a.b/\\_',
      '$env:a',
      'a@b.com:/c ',
      '"type":"mutex",',
      'rule A_b ',
      'PGP AAAA ',
      'жаба a ',
      '8 (495) ',
      '00 1 ',
      'a附件',
      '[точка]',
    ];
    for (const unit of units) {
      const time = (length: number): number => {
        const text = unit.repeat(Math.ceil(length / unit.length));
        // Of this thread alone: other tests run beside it.
        const began = process.threadCpuUsage();
        scan(text);
        const { user, system } = process.threadCpuUsage(began);
        return (user + system) / 1000;
      };
      time(2000);
      expect(time(100_000), JSON.stringify(unit)).toBeLessThan(1000);
    }
  });
});

const LABELLED = '../shared/ioc/dev.jsonl';
const HANGS = '../shared/ioc/redos.jsonl';

describe('scan on labelled indicators', () => {
  const without = existsSync(LABELLED) ? false : 'the labelled snippets are not here';
  it.skipIf(without)('spans of expected values are exact', () => {
    let right = 0;
    let all = 0;
    for (const line of readFileSync(LABELLED, 'utf8').trim().split('\n')) {
      const { text, expected } = JSON.parse(line) as {
        text: string;
        expected: { type: string; start: number; end: number }[];
      };
      const spans = new Set(
        scan(text, { minConfidence: 0.5 }).map(({ type, start, end }) => `${type} ${start} ${end}`),
      );
      for (const { type, start, end } of expected) {
        all += 1;
        if (spans.has(`${type} ${start} ${end}`)) right += 1;
      }
    }
    expect(right / all).toBeGreaterThan(0.93);
  });

  it.skipIf(existsSync(HANGS) ? false : 'the hanging inputs are not here')('no input takes a second', () => {
    for (const line of readFileSync(HANGS, 'utf8').trim().split('\n')) {
      const { text, input } = JSON.parse(line) as { text?: string; input?: string };
      const began = process.threadCpuUsage();
      scan(text ?? input ?? '');
      expect(process.threadCpuUsage(began).user / 1000).toBeLessThan(1000);
    }
  });
});
