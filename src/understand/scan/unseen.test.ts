/** Snippets in the manner of reports, chats and logs, in many languages: what must be read, and what must not. */
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

const likely = (text: string): string[] =>
  scan(text, { minConfidence: 0.5 }).map(({ type, value }) => `${type} ${value}`);

describe('scan on texts of its trade', () => {
  it.each<readonly [string, string]>([
    ['Stage two talks to 203.0.113[.]9:4444 over TCP', 'ipv4 203.0.113.9'],
    ['Knoten 198.51.100{.}23 und 198.51.100.24', 'ipv4 198.51.100.23'],
    ['resolves to 192.0.2[dot]61.', 'ipv4 192.0.2.61'],
    ['控制端192.0.2.44已下线', 'ipv4 192.0.2.44'],
    ['сервер 198.51.100.77, порт 22', 'ipv4 198.51.100.77'],
    ['주소 198.51.100.31에서 접속', 'ipv4 198.51.100.31'],
    ['サーバー203.0.113.5に接続', 'ipv4 203.0.113.5'],
    ['block 203.0.113.64/26 at once', 'cidr 203.0.113.64/26'],
    ['listening on [2001:db8:85a3::8a2e:370:7334]:443', 'ipv6 2001:db8:85a3::8a2e:370:7334'],
    ['visit hXXps[:]//portal.mail-login[.]top/owa/auth.php', 'url https://portal.mail-login.top/owa/auth.php'],
    ['(see http://static.cdn-tools.org/a_(b).js)', 'url http://static.cdn-tools.org/a_(b).js'],
    ['下载地址：https://files.soft-hub.cn/setup.exe，请注意', 'url https://files.soft-hub.cn/setup.exe'],
    ['загрузчик ftp://drop.files-store.ru/pub/x.bin.', 'url ftp://drop.files-store.ru/pub/x.bin'],
    ['jdbc:mysql://db.backend-one.com:3306/users', 'url jdbc:mysql://db.backend-one.com:3306/users'],
    ['mail of `portal.works-hub.co.za`', 'domain portal.works-hub.co.za'],
    ['тунель через vpn-gate(.)pro', 'domain vpn-gate.pro'],
    ['域名update.sec-center.com用于分发', 'domain update.sec-center.com'],
    ['hosted at почта-банк.рф since May', 'domain xn----7sbbd0crch2a3c.xn--p1ai'],
    ['the panel at http://почта-банк.рф/login', 'domain xn----7sbbd0crch2a3c.xn--p1ai'],
    ['see https://xn--mller-bank-9db.de/a', 'domain xn--mller-bank-9db.de'],
    ['contact ops_team[at]proton[.]me', 'email ops_team@proton.me'],
    ["write to 'k.lee@lab-mail.kr'", 'email k.lee@lab-mail.kr'],
    ['联系邮箱zhang.wei@sina-mail.cn谢谢', 'email zhang.wei@sina-mail.cn'],
    ['announced by AS64500 (RU)', 'asn AS64500'],
    ['the card 3C:52:82:0a:1b:9F joined', 'mac 3c:52:82:0a:1b:9f'],
    ['cisco 001a.2b3c.4d5e up', 'mac 00:1a:2b:3c:4d:5e'],
    ['MD5=9E107D9D372BB6826BD81D3542A419D6', 'md5 9e107d9d372bb6826bd81d3542a419d6'],
    ['样本da39a3ee5e6b4b0d3255bfef95601890afd80709已分析', 'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['sum e3b0c44298fc1c149afbf4c8996fb924\n27ae41e4649b934ca495991b7852b855', 'md5 e3b0c44298fc1c149afbf4c8996fb924'],
    ['imphash: f34d5f2d4577ed6d9ceec516c1f5a744', 'imphash f34d5f2d4577ed6d9ceec516c1f5a744'],
    ['exploits CVE-2024–3400 widely', 'cve CVE-2024-3400'],
    ['техника T1059.001 и T1105', 'attack T1059.001'],
    ['weakness CWE-787 in the parser', 'cwe CWE-787'],
    ['donate bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'btc bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['钱包TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'trx TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
    ['sets HKCU\\Software\\Classes\\CLSID\\{1-2} on start', 'regkey HKCU\\Software\\Classes\\CLSID\\{1-2}'],
    ['copied to C:\\ProgramData\\Vendor Tools\\svc.dll.', 'filepath C:\\ProgramData\\Vendor Tools\\svc.dll'],
    ['写入/etc/cron.d/sync并重启', 'filepath /etc/cron.d/sync'],
    ['запускает invoice_2024.docm через Word', 'filename invoice_2024.docm'],
    ['用户运行了“补丁工具.exe”文件', 'filename 补丁工具.exe'],
    ['UA: curl/8.4.0 was seen', 'useragent curl/8.4.0'],
    ['creates the mutex "qx_lock_77"', 'mutex qx_lock_77'],
    ['手机13912345678，随时联系', 'phone +8613912345678'],
    ['звоните +7 (916) 555-01-23', 'phone +79165550123'],
    ['our channel https://t.me/leak_room_1', 'telegram leak_room_1'],
    ['电报 @night_owl_9 联系', 'telegram night_owl_9'],
    ['微信：laowang_8866', 'wechat laowang_8866'],
    ['QQ号：283746510', 'qq 283746510'],
    ['IMEI 490154203237518 seized', 'imei 490154203237518'],
    ['IMSI: 460001234567890', 'imsi 460001234567890'],
    ['account DE89 3704 0044 0532 0130 00', 'iban DE89370400440532013000'],
  ])('%j holds %s', (text, expected) => {
    expect(likely(text)).toContain(expected);
  });

  it.each([
    ['Version 10.0.19.4 fixes it', 'ipv4'],
    ['прошивка версии 3.2.1.9', 'ipv4'],
    ['uuid 123e4567-e89b-12d3-a456-426614174000', 'md5'],
    ['call self.name and os.path', 'domain'],
    ['We left.Then it ran', 'domain'],
    ['at 12:30:45 and 08:15:00', 'ipv6'],
    ['std::vector::begin', 'ipv6'],
    ['a1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', 'btc'],
    ['订单号20240115123456789', 'phone'],
    ['number 4111111111111112', 'bank-card'],
  ])('%j holds no %s', (text, type) => {
    expect(likely(text).filter((each) => each.startsWith(`${type} `))).toEqual([]);
  });
});
