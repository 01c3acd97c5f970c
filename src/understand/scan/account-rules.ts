/** Word rules for accounts, messengers and secrets. */
import { after, before, type Recogniser, type ScanContext } from './found.ts';
import { matchAt } from './tokens.ts';
import type { Reading, WordRule } from './word-rules.ts';

const TELEGRAM_LINK = /(?<![\w.])(?:t|telegram)\.me\/(?:joinchat\/|s\/|\+)?([A-Za-z]\w{4,31})(?!\w)/iy;
const SCHEME = /(?<![\w.])https?:\/\/$/i;
const AT_NAME = /(?<![\w@./])@([A-Za-z]\w{4,31})(?![\w/])/y;
const TELEGRAM_CUE =
  /(?:(?<!\p{L})в (?:лс|личк[уе])|канал[а-я]{0,2}|связь|контакт[а-я]{0,2}|пиш[а-я]{1,4}|contact(?: us)?:?|(?:my|our) (?:channel|tg)|dm me|telegram|\btg\b|电报|飞机号?|纸飞机|телеграм+|телег[аеуиой]{1,2}|\bтг\b)[^@\n]{0,24}$/iu;
const TELEGRAM_BEHIND = /^[^@\n]{0,12}(?:telegram|\btg\b|飞机|电报|телег|\bтг\b)/iu;

const MATRIX = /(?<![\w@.])@([a-z0-9._=-]{1,64}):([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})(?![\w])/iy;

/** Names behind an at sign: Matrix accounts by their form, Telegram's where the words before say so. */
export const atNames: Recogniser = ({ text, marks: { ats }, give }) => {
  for (let at = 0; at < ats.length; at += 1) {
    const place = ats.at(at);
    const matrix = matchAt(MATRIX, text, place);
    if (matrix) {
      const end = place + matrix[0].length;
      give({ type: 'matrix', value: matrix[0].toLowerCase(), start: place, end, confidence: 0.9 });
      continue;
    }
    const match = matchAt(AT_NAME, text, place);
    if (!match) continue;
    const end = place + match[0].length;
    if (!TELEGRAM_CUE.test(before(text, place, 40)) && !TELEGRAM_BEHIND.test(after(text, end, 24))) continue;
    give({ type: 'telegram', value: (match[1] ?? '').toLowerCase(), start: place, end, confidence: 0.85 });
  }
};

/** `Telegram: support`, `telegram - channel`: words that no account is meant by. */
const NO_ACCOUNT =
  /^(?:https?|channels?|groups?|chats?|bots?|support|username|account|contact|desktop|messenger|download|links?|available|https|t_me|premium|users?|admins?|private|public|number|phone|invite|joined|online|where|which|there|please|write|message)$/i;

function readTelegramName({ 1: name = '' }: RegExpExecArray): Reading | undefined {
  return NO_ACCOUNT.test(name) ? undefined : { value: name.toLowerCase() };
}

/** Names have no case; the code of an invitation has. */
function readInvite({ 0: whole, 1: name = '' }: RegExpExecArray): Reading {
  return { value: /invite|joinchat|\+/.test(whole) ? name : name.toLowerCase() };
}

function readTelegramLink(match: RegExpExecArray, { text }: ScanContext): Reading {
  const scheme = SCHEME.exec(before(text, match.index, 10))?.[0].length ?? 0;
  return {
    ...readInvite(match),
    start: match.index - scheme,
    end: match.index + match[0].length,
  };
}

/** `Telegram: name`, `tg name_77`: without an at sign only a name that is no word. */
const TELEGRAM_SAID =
  /(?<![\p{L}\p{N}_@./-])(?:telegram|tg|телеграмм?|телега|тг|电报|纸飞机|飞机号?)(?:\s(?:id|username|account|ник|юзер|号))?\s?[:：=-]\s?([A-Za-z]\w{4,31})(?![\w.@:/-])/iuy;
const TELEGRAM_NAMED =
  /(?<![\p{L}\p{N}_@./-])(?:telegram|tg|телеграмм?|телега|телеге|тг|电报|飞机号?)\s(?=\w*[\d_])([A-Za-z]\w{4,31})(?![\w.@:/-])/iuy;
const TELEGRAM_DEEP = /(?<!\w)tg:\/\/(?:resolve\?domain=|join\?invite=)([\w-]{5,40})/iy;

const WXID = /(?<![A-Za-z0-9_])wxid_[a-z0-9]{6,24}(?![A-Za-z0-9_])/iy;
const WECHAT_CUED =
  /(?:[微薇威徽]信号?|[vV]信|wechat(?: id)?|weixin|加v|vx(?![\w-]))\s*(?:[:：是为]|id)?\s*[:：]?\s*(?!wxid_)([A-Za-z][\w-]{5,19})(?![\w@.])/iy;
const WECHAT_SAID = /(?:微信号?|wechat)\s*[)）]/iy;
const SAID_NAME = /(?<![\w@.])([A-Za-z][\w-]{5,19})\s*[（(]\s*$/;
const QQ = /(?<![A-Za-z])(?:QQ|扣扣|企鹅)\s*(?:群?号码?|群|号是)?\s*[:：是]?\s*([1-9]\d{4,10})(?!\d|@)/iy;
const QQ_GROUP = /群号(?:码|是|为)?\s*[:：]?\s*([1-9]\d{6,10})(?!\d|@)/y;

/** `name (WeChat)`: the word comes after the name. */
function readSaidName(match: RegExpExecArray, { text }: ScanContext): Reading | undefined {
  const ahead = before(text, match.index, 40);
  const name = SAID_NAME.exec(ahead);
  if (!name?.[1]) return undefined;
  const start = match.index - ahead.length + name.index;
  return { value: name[1], start, end: start + name[1].length };
}

const PRIVATE_KEY = /(?<=-----)BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/y;
const LONGEST_KEY = 8000;
const KEY_END = /-----END[^-]{0,60}-----/;

function readPrivateKey(match: RegExpExecArray, { text }: ScanContext): Reading {
  const start = match.index - '-----'.length;
  const head = match.index + match[0].length;
  const close = KEY_END.exec(after(text, head, LONGEST_KEY));
  const end = close ? head + close.index + close[0].length : head;
  return { value: text.slice(start, end), start, end };
}

/** Keys that their issuer gave a form: AWS, Google, GitHub, GitLab, Slack, Stripe, npm, Hugging Face, Alibaba, Tencent. */
const CLOUD_KEY =
  /(?<![A-Za-z0-9])(?:A[KS]IA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|GOCSPX-[\w-]{28}|gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{50,90}|glpat-[\w-]{20}|xox[abprs]-[0-9A-Za-z-]{20,80}|[sr]k_live_[0-9A-Za-z]{24,99}|npm_[0-9A-Za-z]{36}|hf_[A-Za-z]{34}|LTAI[0-9A-Za-z]{12,20}|AKID[0-9A-Za-z]{13,40})(?![A-Za-z0-9])/y;

/** A variable of an environment or a configuration that holds one, `DB_PASS=…`; no placeholder. */
const VARIABLE =
  /(?<=[A-Z0-9]_)(?:PASS(?:WORD|WD)?|PWD|SECRET(?:_KEY)?)["']?[ \t]?[=:][ \t]?["']?((?![$<{%*]|(?:true|false|null|none|changeme|password|secret|example|xxx+)\b)[^\s"'`,;<>]{6,80})/y;

export const ACCOUNT_RULES: readonly WordRule[] = [
  { type: 'telegram', starts: 't.m tel', pattern: TELEGRAM_LINK, confidence: 0.95, read: readTelegramLink },
  {
    type: 'telegram',
    starts: 'tg tel те Те тг Тг ТГ 电报 飞机 纸飞',
    pattern: TELEGRAM_SAID,
    confidence: 0.85,
    read: readTelegramName,
  },
  {
    type: 'telegram',
    starts: 'tg tel те Те тг Тг ТГ 电报 飞机',
    pattern: TELEGRAM_NAMED,
    confidence: 0.7,
    read: readTelegramName,
  },
  { type: 'telegram', starts: 'tg:', pattern: TELEGRAM_DEEP, confidence: 0.95, spansMatch: true, read: readInvite },
  { type: 'wechat', starts: 'wxi', pattern: WXID, confidence: 0.9 },
  { type: 'wechat', starts: '微信 薇信 威信 徽信 v信 V信 wec wei vx 加v 加V', pattern: WECHAT_CUED, confidence: 0.9 },
  { type: 'wechat', starts: '微信 wec', pattern: WECHAT_SAID, confidence: 0.9, read: readSaidName },
  { type: 'qq', starts: 'qq 扣扣 企鹅', pattern: QQ, confidence: 0.9 },
  { type: 'qq', starts: '群号', pattern: QQ_GROUP, confidence: 0.75 },
];

export const SECRET_RULES: readonly WordRule[] = [
  {
    type: 'secret',
    starts: 'beg',
    pattern: PRIVATE_KEY,
    confidence: 0.99,
    labels: ['secret', 'private-key'],
    read: readPrivateKey,
  },
  {
    type: 'secret',
    starts: 'pas pwd sec',
    pattern: VARIABLE,
    confidence: 0.8,
    labels: ['secret', 'password'],
    yields: true,
  },
  {
    type: 'secret',
    starts: 'aki asi aiz goc ghp gho ghu ghs ghr git glp xox sk_ rk_ npm hf_ lta',
    pattern: CLOUD_KEY,
    confidence: 0.95,
    labels: ['secret', 'cloud-key'],
    yields: true,
  },
];
