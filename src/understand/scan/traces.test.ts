/** Types beyond the common ones: what must be read, and what only looks alike. */
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

const likely = (text: string): string[] =>
  scan(text, { minConfidence: 0.5 }).map(({ type, value }) => `${type} ${value}`);

const TOX = '56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE51855D34D34D37CB5';
const toxWithSum = (head: string): string => {
  let sum = 0;
  for (let at = 0; at < 72; at += 4) sum ^= Number.parseInt(head.slice(at, at + 4), 16);
  return head.slice(0, 72) + sum.toString(16).toUpperCase().padStart(4, '0');
};

describe('traces', () => {
  it.each<readonly [string, string]>([
    ['beacon 198.51.100.7:8443 up', 'ip-port 198.51.100.7:8443'],
    ['JA3: e7d705a3286e19ea42f587b344ee6865', 'ja3 e7d705a3286e19ea42f587b344ee6865'],
    [
      `JARM ${'07d14d16d21d21d07c42d41d00041d24a458a375eef0c576d23a7bab9a9fb1'}`,
      'jarm 07d14d16d21d21d07c42d41d00041d24a458a375eef0c576d23a7bab9a9fb1',
    ],
    ['imphash=f34d5f2d4577ed6d9ceec516c1f5a744', 'imphash f34d5f2d4577ed6d9ceec516c1f5a744'],
    [`tlsh T1${'3B'.repeat(20)}${'5F'.repeat(15)}`, `tlsh T1${'3B'.repeat(20)}${'5F'.repeat(15)}`],
    [
      'certificate thumbprint 84983e441c3bd26ebaae4aa1f95129e5e54670f1',
      'cert-fingerprint 84983e441c3bd26ebaae4aa1f95129e5e54670f1',
    ],
    [
      'SHA1 Fingerprint=84:98:3E:44:1C:3B:D2:6E:BA:AE:4A:A1:F9:51:29:E5:E5:46:70:F1',
      'cert-fingerprint 84983e441c3bd26ebaae4aa1f95129e5e54670f1',
    ],
    ['PGP: 84983E441C3BD26EBAAE4AA1F95129E5E54670F1', 'pgp-fingerprint 84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    [
      'Key fingerprint = 8498 3E44 1C3B D26E BAAE  4AA1 F951 29E5 E546 70F1',
      'pgp-fingerprint 84983e441c3bd26ebaae4aa1f95129e5e54670f1',
    ],
    ['built at D:\\src\\loader\\x64\\Release\\ldr.pdb', 'pdb D:\\src\\loader\\x64\\Release\\ldr.pdb'],
    ['installs the service "WinSvcHelper" at boot', 'service WinSvcHelper'],
    ['sc.exe create UpdSvcX binPath= C:\\a\\b.exe', 'service UpdSvcX'],
    ['服务名称：NetMgrSvc', 'service NetMgrSvc'],
    ['talks over \\\\.\\pipe\\msagent_4f', 'pipe \\\\.\\pipe\\msagent_4f'],
    [
      'runs "rundll32.exe C:\\ProgramData\\a.dll,Start" at logon',
      'command-line rundll32.exe C:\\ProgramData\\a.dll,Start',
    ],
    ['执行powershell -nop -w hidden -enc SQBFAFgA，然后退出', 'command-line powershell -nop -w hidden -enc SQBFAFgA'],
    [
      'It then ran schtasks /create /tn upd /sc onlogon. The task stays.',
      'command-line schtasks /create /tn upd /sc onlogon',
    ],
    ['wmic shadowcopy delete /nointeractive', 'command-line wmic shadowcopy delete /nointeractive'],
    ['panel http://stats.hidden-host.i2p/a', 'i2p stats.hidden-host.i2p'],
    ['account GB29 NWBK 6016 1331 9268 19', 'iban GB29NWBK60161331926819'],
    ['(Get-Content C:\\programdata\\list.txt)` said', String.raw`filepath C:\programdata\list.txt`],
    ['карта 4111111111111111', 'bank-card 4111111111111111'],
    ['оплата на карту 4111 1111 1111 1111', 'bank-card 4111111111111111'],
    ['4111-1111-1111-1111 exp 04/27', 'bank-card 4111111111111111'],
    ['身份证11010519491231002X', 'national-id 11010519491231002X'],
    ['jabber: night.owl@xmpp-host.cz', 'xmpp night.owl@xmpp-host.cz'],
    ['жаба root_2@jabber.example.org', 'xmpp root_2@jabber.example.org'],
    ['write @usernameqq:matrix.bestflowers247.online today', 'matrix @usernameqq:matrix.bestflowers247.online'],
    ['code at https://github.com/Some-Team/Tool.git', 'github some-team/tool'],
    ['gtag UA-1234567-2 and G-AB12CD34EF', 'analytics-id UA-1234567-2'],
    ['AdSense ca-pub-1234567890123456', 'analytics-id ca-pub-1234567890123456'],
    ['weakness CWE-79', 'cwe CWE-79'],
    ['rule Loader_X : apt {', 'yara Loader_X'],
    ['title: Odd Service Install\nid: 1\nlogsource:\n  product: windows', 'sigma Odd Service Install'],
    [`tox ${toxWithSum(TOX)}`, `tox ${toxWithSum(TOX)}`],
    ['v2 expyuzz4wqqyqhjn.onion', 'onion expyuzz4wqqyqhjn.onion'],
    ['at stats.hidden-host.i2p', 'i2p stats.hidden-host.i2p'],
    [
      `magnet:?xt=urn:btih:${'c9e15763f722f23e98a29decdfae341b98d53056'}&dn=a`,
      'magnet magnet:?xt=urn:btih:c9e15763f722f23e98a29decdfae341b98d53056&dn=a',
    ],
    ['key AKIAIOSFODNN7EXAMPLE', 'secret AKIAIOSFODNN7EXAMPLE'],
    ['glpat-abcdefghij0123456789 leaked', 'secret glpat-abcdefghij0123456789'],
  ])('%j holds %s', (text, expected) => {
    expect(likely(text)).toContain(expected);
  });

  it.each([
    ['the service is down', 'service'],
    ['sc create', 'service'],
    ['the pipe\\line', 'pipe'],
    ['cmd and reg are programs', 'command-line'],
    ['we run / walk to the power shell', 'command-line'],
    ['the regsvr32.exe process because of lists', 'command-line'],
    ['see github.com/features/actions', 'github'],
    ['mail me @home: later.', 'matrix'],
    ['G-20 summit, UA-aligned', 'analytics-id'],
    [`0${TOX.slice(1)}`, 'tox'],
    ['expyuzz4wqqyqh1n.onion', 'onion'],
    ['logsource:\n  product: x', 'sigma'],
    ['file [redacted].pdf sent', 'filename'],
    ['net 192.168.yyy.xxx', 'domain'],
    ['product 00331-20090-07907-AA022', 'phone'],
    ['code 19725386825_1712596165', 'phone'],
    ['serial 4111111111111112', 'bank-card'],
    ['4111 1111 1111 1112', 'bank-card'],
    ['1234 5678 9012 3452 4111 1111 1111 1111', 'bank-card'],
    ['GB29 NWBK 6016 1331 9268 18', 'iban'],
  ])('%j holds no %s', (text, type) => {
    expect(likely(text).filter((each) => each.startsWith(`${type} `))).toEqual([]);
  });

  it('masks what identifies a person or opens a door', () => {
    const text =
      'GB29 NWBK 6016 1331 9268 19, 卡号4111111111111111, 身份证11010519491231002X, npm_abcdefghijklmnopqrstuvwxyz0123456789\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----';
    const secret = scan(text).filter(({ labels }) => labels.includes('secret'));
    expect(secret.map(({ type }) => type)).toEqual(['iban', 'bank-card', 'national-id', 'secret', 'secret']);
  });
});
