/** What exports, shells, rules, logs and pasted text write in their own way. */
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

const likely = (text: string): string[] =>
  scan(text, { minConfidence: 0.5 }).map(({ type, value }) => `${type} ${value}`);

describe('scan on texts of other origins', () => {
  it.each<readonly [string, string]>([
    ['资料在D:\\合同\\2022\\江北项目.rar', 'filepath D:\\合同\\2022\\江北项目.rar'],
    ['路径C:\\Users\\李四\\Desktop\\报价单.xlsx，请看', 'filepath C:\\Users\\李四\\Desktop\\报价单.xlsx'],
    ['C:\\Windows\\svc.dll并运行b.exe', 'filepath C:\\Windows\\svc.dll'],
    ['放到C:\\ProgramData\\目录下', 'filepath C:\\ProgramData'],
    ['"@"="D:\\\\Tools\\\\kst.dll"', 'filepath D:\\Tools\\kst.dll'],
    ['net use X: \\\\10.4.4.9\\C$\\temp', 'filepath \\\\10.4.4.9\\C$\\temp'],
    ['cron runs $HOME/.local/kst.sh daily', 'filepath $HOME/.local/kst.sh'],
    [`rm -f \${HOME}/.zsh_history`, `filepath \${HOME}/.zsh_history`],
    ['装到/sdcard/Android/data/kst', 'filepath /sdcard/Android/data/kst'],
    ['[HKEY_CURRENT_USER\\Software\\Kst\\Run]\n"a"="b"', 'regkey HKEY_CURRENT_USER\\Software\\Kst\\Run'],
    ["-Path 'HKLM:\\SOFTWARE\\Kst'", 'regkey HKLM\\SOFTWARE\\Kst'],
    ['CreateMutexW(NULL, FALSE, L"kst_once_9")', 'mutex kst_once_9'],
    ['Service Name: KstHelper Service File Name: x', 'service KstHelper'],
    ['ja3.hash; content:"1138de370e523e824bbca92d049a3777";', 'ja3 1138de370e523e824bbca92d049a3777'],
    [
      'ssl-cert: Subject: commonName=a\nSHA-1: 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
      'cert-fingerprint 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
    ],
    ['`kst-cdn\\[.\\]app`', 'domain kst-cdn.app'],
    ['пиши: ivan собака kst-mail точка pw', 'email ivan@kst-mail.pw'],
    ['домен kst-mail точка pw жив', 'domain kst-mail.pw'],
    ['(~bot@dyn-4.kst-net.is) has joined', 'domain dyn-4.kst-net.is'],
    ['<bounce+9=ann=a.org@list.kst-mail.com>', 'email bounce+9=ann=a.org@list.kst-mail.com'],
    ['Fax +49 (0)40 / 77 66 - 10', 'phone +4940776610'],
    ['群号 726110498 进群', 'qq 726110498'],
    ['DB_PASS=kQ9!vmm27', 'secret kQ9!vmm27'],
    ['see https://github.com/kst-lab/kscan. It', 'github kst-lab/kscan'],
    ['«Повестка №501-ВВК от 10.05.2023.zip»', 'filename Повестка №501-ВВК от 10.05.2023.zip'],
    ['Снимок экрана 2023-11-21 в 12.20.12.png в файле', 'filename Снимок экрана 2023-11-21 в 12.20.12.png'],
    ['合作协议（江北中心&某某）final.pdf', 'filename 合作协议（江北中心&某某）final.pdf'],
    ['王某_安全_简历_a(1).pdf', 'filename 王某_安全_简历_a(1).pdf'],
    ['задание_#1.docx', 'filename задание_#1.docx'],
    ['添付は請求書_0601.xlsmです', 'filename 請求書_0601.xlsm'],
    ['C:\\Users\\Public\\kst.dllに保存', 'filepath C:\\Users\\Public\\kst.dll'],
    ['HKCU\\Software\\Kst\\Run, файл', 'regkey HKCU\\Software\\Kst\\Run'],
    ['https://kst.io/[redacted]', 'url https://kst.io/'],
    ['https://kst.io/a_[b] ok', 'url https://kst.io/a_[b]'],
    ['x\\nann@kst-mail.com c\\r\\n', 'email ann@kst-mail.com'],
    ['KST\\nick@kst-mail.com', 'email nick@kst-mail.com'],
    ['hosted at AS AS39378', 'asn AS39378'],
    ['Telegram: dark_kst', 'telegram dark_kst'],
    ['телега kst_77', 'telegram kst_77'],
    ['в лс @kst_shop', 'telegram kst_shop'],
    ['联系 @kst_888 飞机群', 'telegram kst_888'],
    ['t.me/+AbCdEf123456', 'telegram AbCdEf123456'],
    ['tg://resolve?domain=KstShop', 'telegram kstshop'],
    ["'rundll32 kst.dll,Start'] AND [a", 'command-line rundll32 kst.dll,Start'],
  ])('%j holds %s', (text, expected) => {
    expect(likely(text)).toContain(expected);
  });

  it.each<readonly [string, string]>([
    ['import (\n\t"github.com/kst-lab/kscan"\n\t"net/http"\n)', 'github'],
    ['go: downloading github.com/kst-lab/kscan v1.2.0', 'github'],
    ['(~bot@dyn-4.kst-net.is) has joined', 'email'],
    ['это то точка зрения и собака соседа', 'email'],
    [`DB_PASSWORD=\${DB_PASSWORD}`, 'secret'],
    ['+7 999 123-45-67 — 1500р', 'phone +799912345671500'],
  ])('%j holds no %s', (text, type) => {
    expect(likely(text).filter((each) => each === type || each.startsWith(`${type} `))).toEqual([]);
  });

  it('gives spans of the original where brackets, doubled backslashes and words stand for signs', () => {
    const text = 'a "D:\\\\Kst\\\\k.dll" b ivan собака kst-mail точка pw c `kst\\[.\\]app`';
    const raws = scan(text, { minConfidence: 0.5 }).map(({ raw }) => raw);
    expect(raws).toEqual(['D:\\\\Kst\\\\k.dll', 'ivan собака kst-mail точка pw', 'kst\\[.\\]app']);
  });
});
