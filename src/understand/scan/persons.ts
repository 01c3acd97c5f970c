/** What leads to a person: phones, messenger accounts, devices, bank and identity numbers. The latter are marked to be masked. */
import { isChineseId, isIban, isLuhn } from './checksums.ts';
import { after, before, type Recogniser } from './found.ts';
import { digitRuns, matchAt } from './triggers.ts';

const CHINESE_MOBILE =
  /(?<![\dA-Za-z.+-])(?:(?:\+|00)86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?![\dA-Za-z])(?!\.\d)/g;
const CHINESE_LANDLINE = /(?<![\dA-Za-z.-])(0(?:10|2\d|[3-9]\d{2}))-(\d{7,8})(?![\d-])/g;
const INTERNATIONAL =
  /(?<![\dA-Za-z+])\+(?!86)(\d{1,3})[ .-]?(?:\(0?\d{1,5}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,5}(?![\d])/y;
const RUSSIAN = /(?<![\dA-Za-z+.-])8[ -]?\(?(9\d{2})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})(?!\d)/g;

export const phones: Recogniser = function* phones({ text, take, isTaken }) {
  const patterns: readonly [RegExp, (match: RegExpExecArray) => string | undefined, number][] = [
    [CHINESE_MOBILE, (match) => `+86${match[1]}${match[2]}${match[3]}`, 0.9],
    [CHINESE_LANDLINE, (match) => `+86${(match[1] ?? '').slice(1)}${match[2]}`, 0.85],
    [INTERNATIONAL, (match) => internationalNumber(match[0]), 0.9],
    [RUSSIAN, (match) => `+7${match[1]}${match[2]}${match[3]}${match[4]}`, 0.7],
  ];
  for (const [pattern, value, confidence] of patterns) {
    for (const match of pattern === INTERNATIONAL ? afterPlus(text) : text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const number = value(match);
      if (!number || isTaken(match.index, end)) continue;
      take(match.index, end);
      yield { type: 'phone', value: number, start: match.index, end, confidence };
    }
  }
};

/** Numbers that begin with a plus. */
function* afterPlus(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (let plus = text.indexOf('+'); plus >= 0; plus = text.indexOf('+', from)) {
    const match = matchAt(INTERNATIONAL, text, plus);
    from = match ? plus + match[0].length : plus + 1;
    if (match) yield match;
  }
}

function internationalNumber(raw: string): string | undefined {
  const digits = raw.replace(/\D/g, '');
  return digits.length >= 9 && digits.length <= 15 ? `+${digits}` : undefined;
}

const TELEGRAM_LINK = /(?<![\w.])(?:https?:\/\/)?(?:t|telegram)\.me\/(?:joinchat\/|s\/|\+)?([A-Za-z]\w{4,31})(?!\w)/gi;
const AT_NAME = /(?<![\w@./])@([A-Za-z]\w{4,31})(?![\w/])/g;
const TELEGRAM_CUE = /(?:telegram|\btg\b|电报|飞机号?|纸飞机|телеграм+|телег[ае]|\bтг\b)[^@\n]{0,24}$/i;

export const telegrams: Recogniser = function* telegrams({ text }) {
  const links = /\.me\//i.test(text) ? text.matchAll(TELEGRAM_LINK) : [];
  for (const match of links) {
    yield {
      type: 'telegram',
      value: (match[1] ?? '').toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.95,
    };
  }
  if (!text.includes('@')) return;
  for (const match of text.matchAll(AT_NAME)) {
    if (!TELEGRAM_CUE.test(before(text, match.index, 40))) continue;
    yield {
      type: 'telegram',
      value: (match[1] ?? '').toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.85,
    };
  }
};

const WXID = /(?<![A-Za-z0-9_])wxid_[a-z0-9]{6,24}(?![A-Za-z0-9_])/gi;
const WECHAT_CUED =
  /(?:微信号?|wechat(?: id)?|weixin|加v|vx)\s*(?:[:：是为]|id)?\s*[:：]?\s*([A-Za-z][\w-]{5,19})(?![\w@.])/gi;
const WECHAT_SAID = /(?<![\w@.])([A-Za-z][\w-]{5,19})\s*[（(]\s*(?:微信号?|wechat)\s*[)）]/gi;
const QQ = /(?<![A-Za-z])QQ\s*(?:号码?|号是)?\s*[:：]?\s*(\d{5,11})(?!\d|@)/gi;

export const messengers: Recogniser = function* messengers({ text }) {
  const wechat = new Map<number, string>();
  for (const match of text.matchAll(WXID)) wechat.set(match.index, match[0]);
  // The pattern that begins with any name is dear; the word it needs is rare.
  const namesWechat = /微信|wechat/i.test(text);
  for (const pattern of [WECHAT_CUED, WECHAT_SAID]) {
    if (pattern === WECHAT_SAID && !namesWechat) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? '';
      if (!/^wxid_/i.test(value)) wechat.set(match.index + match[0].indexOf(value), value);
    }
  }
  for (const [start, value] of wechat)
    yield { type: 'wechat', value, start, end: start + value.length, confidence: 0.9 };
  for (const match of text.matchAll(QQ)) {
    const value = match[1] ?? '';
    const start = match.index + match[0].length - value.length;
    yield { type: 'qq', value, start, end: start + value.length, confidence: 0.9 };
  }
};

const LONG_NUMBER = /(?<![\dA-Za-z])\d{15,19}[Xx]?(?![\dA-Za-z])/y;
const CARD_CUE = /card|bank|visa|账号|账户|卡号|银行|карт|сч[её]т/i;

/** Numbers of 15 to 19 digits: devices, subscribers, cards, identities. */
export const longNumbers: Recogniser = function* longNumbers({ text, isTaken }) {
  for (const [start] of digitRuns(text, 15)) {
    const match = matchAt(LONG_NUMBER, text, start);
    if (!match) continue;
    const value = match[0];
    const end = match.index + value.length;
    if (isTaken(match.index, end)) continue;
    const ahead = before(text, match.index, 24);
    if (value.length === 15 && /imsi/i.test(ahead))
      yield { type: 'imsi', value, start: match.index, end, confidence: 0.95 };
    else if (value.length === 15 && isLuhn(value) && /imei/i.test(ahead))
      yield { type: 'imei', value, start: match.index, end, confidence: 0.95 };
    else if (value.length === 15 && isLuhn(value) && /^(?:86|35|01)/.test(value))
      yield { type: 'imei', value, start: match.index, end, confidence: 0.45 };
    else if (
      value.length === 18 &&
      isChineseId(value) &&
      /^[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(value)
    ) {
      yield {
        type: 'national-id',
        value: value.toUpperCase(),
        start: match.index,
        end,
        confidence: 0.95,
        labels: ['secret'],
      };
    } else if (/^\d{16,19}$/.test(value) && isLuhn(value) && (CARD_CUE.test(ahead) || /^(?:4|5[1-5]|62)/.test(value))) {
      yield {
        type: 'bank-card',
        value,
        start: match.index,
        end,
        confidence: CARD_CUE.test(ahead) ? 0.9 : 0.5,
        labels: ['secret'],
      };
    }
  }
};

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/g;
const CLOUD_KEY =
  /(?<![A-Za-z0-9])(?:AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[pousr]_[0-9A-Za-z]{36}|xox[abprs]-[0-9A-Za-z-]{20,80}|sk_live_[0-9A-Za-z]{24,}|LTAI[0-9A-Za-z]{12,20})(?![A-Za-z0-9])/g;

export const secrets: Recogniser = function* secrets({ text, isTaken }) {
  for (const match of text.matchAll(IBAN)) {
    const value = match[0].replaceAll(' ', '');
    if (value.length < 15 || !isIban(value)) continue;
    yield {
      type: 'iban',
      value,
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.97,
      labels: ['secret'],
    };
  }
  for (const match of text.matchAll(PRIVATE_KEY)) {
    const close = after(text, match.index, 8000).indexOf('-----END');
    const end =
      close < 0
        ? match.index + match[0].length
        : match.index +
          close +
          (/^-----END[^-]*-----/.exec(text.slice(match.index + close, match.index + close + 80))?.[0].length ?? 8);
    yield {
      type: 'secret',
      value: text.slice(match.index, end),
      start: match.index,
      end,
      confidence: 0.99,
      labels: ['secret', 'private-key'],
    };
  }
  for (const match of text.matchAll(CLOUD_KEY)) {
    const end = match.index + match[0].length;
    if (isTaken(match.index, end)) continue;
    yield {
      type: 'secret',
      value: match[0],
      start: match.index,
      end,
      confidence: 0.95,
      labels: ['secret', 'cloud-key'],
    };
  }
};
