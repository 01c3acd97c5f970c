/** What other genres than reports write in their own way: logs, manifests, address books, JSON, Markdown, forums. */
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

const likely = (text: string): string[] =>
  scan(text, { minConfidence: 0.5 }).map(({ type, value }) => `${type} ${value}`);

describe('scan on other genres', () => {
  it.each<readonly [string, string]>([
    ['зеркало shop-mirror(точка)cc и mirror[точка]pw', 'domain shop-mirror.cc'],
    ['пишите: support[собака]drop-mail[точка]ru', 'email support@drop-mail.ru'],
    ['writes $env:APPDATA\\Vendor\\u.ps1 first', 'filepath $env:APPDATA\\Vendor\\u.ps1'],
    ['"$HOME\\k.dat"', 'filepath $HOME\\k.dat'],
    ['git clone git@github.com:blue-lab/Tool.git', 'github blue-lab/tool'],
    ['git clone git@git.dev-host.org:a/b', 'domain git.dev-host.org'],
    ['mx.gärtnerei-nord.de sends for ops@gärtnerei-nord.de', 'email ops@xn--grtnerei-nord-bfb.de'],
    ['pe.imphash() == "f34d5f2d4577ed6d9ceec516c1f5a744"', 'imphash f34d5f2d4577ed6d9ceec516c1f5a744'],
    ['hits of rule APT_Dropper_Kestrel_x64 so far', 'yara APT_Dropper_Kestrel_x64'],
    ['YARA rule "MAL_Kestrel_Config"', 'yara MAL_Kestrel_Config'],
    ['{"type":"mutex","spec_version":"2.1","name":"kst9_once"}', 'mutex kst9_once'],
    ['{"name":"kst9_once","type":"mutex"}', 'mutex kst9_once'],
    ["[mutex:name = 'kst9_once']", 'mutex kst9_once'],
    [
      'PGP: 94A1 7F0C 22B1 9D3E 5577  0AC1 8E4B 61D0 33F2 9B10',
      'pgp-fingerprint 94a17f0c22b19d3e55770ac18e4b61d033f29b10',
    ],
    ['文件名年度报告.exe', 'filename 年度报告.exe'],
    ['见附件report_0612.csv', 'filename report_0612.csv'],
    ['座机 0755-2601 3388', 'phone +8675526013388'],
    ['Tel: +86-21-6120-3344', 'phone +862161203344'],
    ['电话：(010)62345678', 'phone +861062345678'],
    ['客服热线400-618-9090', 'phone +864006189090'],
    ['звоните 8 (812) 320-11-22', 'phone +78123201122'],
    ['горячая линия 8 800 555-35-35', 'phone +78005553535'],
    ['моб. 79161234567', 'phone +79161234567'],
    ['Fax +49 (0)30 901820-99', 'phone +493090182099'],
    ['call 0044 20 7946 0958 now', 'phone +442079460958'],
    ['see https://a-b.io/x\\_y\\_z.html here', 'url https://a-b.io/x_y_z.html'],
    ['{"u":"http:\\/\\/drop.kst-mail.net\\/a\\/b"}', 'url http://drop.kst-mail.net/a/b'],
    ['url,kind\nhttps://kst-mail.net/x?i=1,url,1\nhttps://kst-mail.net/y,url,2', 'url https://kst-mail.net/x?i=1'],
    ['"HKCU\\\\Software\\\\Kestrel\\\\Run"', 'regkey HKCU\\Software\\Kestrel\\Run'],
    ['扣扣283746510 加我', 'qq 283746510'],
    ['жабер прежний, теперь kst@jabber-host.cc', 'xmpp kst@jabber-host.cc'],
    ['inetnum: 8.20.0.0 - 8.20.3.255', 'ipv4 8.20.0.0'],
    ['block 8.20.4.0/24', 'cidr 8.20.4.0/24'],
    ['Ping 8.8.8.8 works', 'ipv4 8.8.8.8'],
    ['访问新闻网.com', 'domain xn--efv938ck6p.com'],
    ['域名数据概览.es', 'domain xn--vxup8bm3fiu8b.es'],
  ])('%j holds %s', (text, expected) => {
    expect(likely(text)).toContain(expected);
  });

  it.each([
    ['X-Mailer: Foxmail 7.2.9.115[cn]', 'ipv4'],
    ['upgrade openssl to 1.1.1.20', 'ipv4'],
    ['runs kernel 5.15.0.91', 'ipv4'],
    ['с PAN-OS 10.1.9.3 и выше', 'ipv4'],
    ['host: {"ver": "2.0.13.4"}', 'ipv4'],
    ['сборка 10.3.1.7', 'ipv4'],
    ['mask 255.255.255.0, any 0.0.0.0, wildcard 0.0.0.255', 'ipv4'],
    ['Message-ID: <20240101.AB12@relay.kst-mail.net>', 'email'],
    ['scp out.bin root@box.kst-mail.net:/root/', 'email'],
    ['git clone git@github.com:blue-lab/tool', 'email'],
    ['our partner Booking.com paid', 'domain'],
    ['sock.send(buf.data);', 'domain'],
    ['require golang.org/x/sys v0.15.0', 'domain'],
    ['the laptop T1000 is old', 'attack'],
    ['{"value":"QSR_MUTEX_8TzW"}', 'mutex'],
    ['the firewall rule block_all_out applies', 'yara'],
    ['目录 数据概览.es 4', 'domain'],
    ['centos 5.XXX、6.XXX', 'domain'],
    ['\n4.2.2.1云主机管理功能', 'ipv4'],
    ['order 79161234567', 'phone'],
    ['at 1620000000123 and 20230102030405', 'phone'],
    ['IPs 400-820-8820', 'phone'],
  ])('%j holds no %s', (text, type) => {
    expect(likely(text).filter((each) => each.startsWith(`${type} `))).toEqual([]);
  });

  it('says why a mask or a version is doubtful', () => {
    const labels = (text: string) => scan(text).flatMap((each) => each.labels);
    expect(labels('255.255.252.0')).toEqual(['netmask?']);
    expect(labels('MySQL 5.7.40.1')).toEqual(['version-number?']);
    expect(labels('our partner Booking.com paid')).toEqual(['company-name?']);
  });
});
