/** Charsets that texts do not state: the words must come out, whatever they were written in. */
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodeText, detectCharset } from './text/decode-text.ts';

const CHINESE =
  '关于服务器迁移的通知：请各部门在本月底之前完成数据备份工作，如有问题请联系技术支持。地址 198.51.100.7\n';
const TRADITIONAL = '關於伺服器遷移的通知：請各部門在本月底之前完成資料備份工作，如有問題請聯絡技術支援。\n';
const RUSSIAN = 'Уведомление о переносе сервера: просим все отделы завершить резервное копирование до конца месяца.\n';
const JAPANESE = 'サーバー移行のお知らせ：今月末までにデータのバックアップを完了してください。よろしくお願いします。\n';
const KOREAN = '서버 이전 안내: 모든 부서는 이번 달 말까지 데이터 백업을 완료해 주시기 바랍니다.\n';
const WESTERN =
  'Der Umzug der Server für die Büros in Köln läuft; überall müssen Kopien gemäß Plan fertig sein. Déjà prêt ?\n';
const GREEK = 'Ανακοίνωση για τη μεταφορά του διακομιστή: όλα τα τμήματα να ολοκληρώσουν τα αντίγραφα ασφαλείας.\n';
const HEBREW = 'הודעה על העברת השרת: כל המחלקות מתבקשות להשלים את הגיבוי עד סוף החודש. תודה רבה לכולם.\n';
const ARABIC_PAGE =
  '<meta charset="windows-1256"><p>إشعار بشأن نقل الخادم: يرجى من جميع الأقسام إكمال النسخ الاحتياطي قبل نهاية الشهر</p>\n';

test.each([
  ['gb18030', CHINESE],
  ['big5', TRADITIONAL],
  ['windows-1251', RUSSIAN],
  ['koi8-r', RUSSIAN],
  ['cp866', RUSSIAN],
  ['shift_jis', JAPANESE],
  ['euc-jp', JAPANESE],
  ['euc-kr', KOREAN],
  ['windows-1252', WESTERN],
  ['windows-1253', GREEK],
  ['windows-1255', HEBREW],
  ['windows-1256', ARABIC_PAGE],
  ['utf-16le', CHINESE],
  ['utf-16be', RUSSIAN],
  ['utf-16le', WESTERN],
  ['utf-8', CHINESE + RUSSIAN],
])('%s without a mark', (charset, text) => {
  const bytes = iconv.encode(text, charset);
  expect(decodeText(bytes, detectCharset(bytes, true) ?? 'utf-8')).toBe(text);
});

test('UTF-8 that is cut in the middle of a character is still UTF-8', () => {
  const bytes = Buffer.from('服务器'.repeat(50)).subarray(0, 448);
  expect(detectCharset(bytes, false)).toBe('utf-8');
});

test('any well-formed text survives UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const bytes = Buffer.from(text);
      const charset = detectCharset(bytes, true);
      // Texts of control characters count as binary, short ones with zero bytes as UTF-16.
      if (charset === 'utf-8') expect(decodeText(bytes, charset)).toBe(text.replace(/^\ufeff/, ''));
      else expect(text).toMatch(/[\0-\x1f]/);
    }),
    { numRuns: 300 },
  );
});

test('mainframe text is told from binary tables that have its blanks', () => {
  const text = Buffer.from('c8859393964b40e38889a2408995a3858740a68981a3a24086969940a38885409585a6a240', 'hex');
  expect(detectCharset(Buffer.concat([text, text]), true)).toBe('ibm037');
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 40, maxLength: 400 }), (noise) => {
      expect(
        detectCharset(
          noise.map((byte, at) => (at % 5 ? byte : 0x40)),
          true,
        ) ?? '',
      ).not.toMatch(/^ibm/);
    }),
  );
});
