/** The line formats of chats exported as text: each says where a message begins and what its parts are. */
import { BETWEEN, CLOCK, plainClock, plainDate, DATE as STATED_DATE } from './stated-clock.ts';
import {
  aboutDiscord,
  aboutImessage,
  aboutIrc,
  aboutKakao,
  aboutLine,
  aboutPidgin,
  aboutQq,
  aboutQqExporter,
  aboutWhatsapp,
} from './text-chat-notes.ts';

export interface TextMessage {
  /** As stated; day-first dates are turned round by the reader once it knows which they are. */
  readonly time: string;
  readonly sender: string;
  readonly text: string;
  /** The room or the person it went to, where the line says so. */
  readonly recipient?: string;
  /** Lines that the head of the message takes; one where nothing is said. */
  readonly lines?: 2;
}

export interface LineAbout {
  /** The room or the other party. */
  readonly conversation?: string;
  /** There are others than those who write: somebody joined, was added. */
  readonly isGroup?: boolean;
  /** `2024-02-21`: the day of the times that follow without one. */
  readonly day?: string;
}

export interface LineFormat {
  readonly name: string;
  /** What the line says of the conversation that it stands in or before; a line may be a message besides. */
  about?(line: string): LineAbout | undefined;
  /** The message that begins on this line, or on it and the next; undefined when the line goes on with the one before. */
  begin(line: string, next?: string): TextMessage | undefined;
  /** The words of a message, where its lines hold more than them. */
  words?(text: string): string;
}

const byPattern = (
  name: string,
  pattern: RegExp,
  pick: (match: RegExpExecArray) => TextMessage | undefined,
  about?: (line: string) => LineAbout | undefined,
): LineFormat => ({
  name,
  ...(about ? { about } : {}),
  begin(line) {
    const match = pattern.exec(line);
    return match ? pick(match) : undefined;
  },
});

/** Of messages whose head stands on two lines; a line alone that could be the first of them is none. */
const byTwoLines = (
  format: Omit<LineFormat, 'begin'>,
  pattern: RegExp,
  second: RegExp,
  pick: (match: RegExpExecArray, next: RegExpExecArray) => TextMessage,
): LineFormat => ({
  ...format,
  begin(line, next) {
    const match = next === undefined ? null : pattern.exec(line);
    const after = match && next !== undefined ? second.exec(next) : null;
    return match && after ? { ...pick(match, after), lines: 2 } : undefined;
  },
});

/** In the order in which they are tried. */
export const LINE_FORMATS: readonly LineFormat[] = [
  // 名字:   时间: 2024-02-21 10:11:12   内容: text   each on a line of its own (QQ Chat Exporter)
  byTwoLines(
    {
      name: 'qq-exporter',
      about: aboutQqExporter,
      words: (text) => text.replace(/^类型: .*\n?/, '').replace(/^内容: /, ''),
    },
    /^(?:\[[^\]]{1,16}\] )?(\S.{0,80}?)[:：]$/,
    /^时间[:：] ?(\d{4}[-/.]\d{1,2}[-/.]\d{1,2} \d{1,2}:\d{2}(?::\d{2})?)$/,
    ([, sender = ''], [, time = '']) => ({ time, sender, text: '' }),
  ),
  // May 17, 2022  5:29:42 PM (Read by …)   Name   text   each on lines of their own (imessage-exporter)
  byTwoLines(
    { name: 'imessage', about: aboutImessage },
    /^([A-Z][a-z]{2} \d{1,2}, \d{4} {1,2}\d{1,2}:\d{2}:\d{2} [AP]M)(?: \(.*\))?$/,
    /^(\S.{0,80})$/,
    ([, time = ''], [, sender = '']) => ({ time, sender, text: '' }),
  ),
  // [2023-09-18 13:36:00] @user:host: text
  byPattern(
    'matrix-text',
    /^\[(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]\s+(?:(![^\s:]+:\S+)\s+)?<?(@[^\s:]+:[\w.-]+(?::\d+)?)>?:?(?:\s|$)(.*)$/,
    ([, time = '', room, sender = '', text = '']) => ({ time, sender, text, ...(room ? { recipient: room } : {}) }),
  ),
  // [21.02.24, 10:11:12] Name: text   and   21/02/2024, 10:11 - Name: text
  byPattern(
    'whatsapp',
    new RegExp(
      String.raw`^[\u200e\u200f\u202a-\u202e]*\[?(${STATED_DATE})${BETWEEN}(${CLOCK})(?: ч\.)?(?:\]| -| –) [\u200e\u200f]*(?:([^:]{1,80}): ?)?(.*)$`,
      'u',
    ),
    ([, date = '', clock = '', sender = '', text = '']) => ({
      time: `${plainDate(date)} ${plainClock(clock)}`,
      sender,
      text,
    }),
    aboutWhatsapp,
  ),
  // > name [U12345678] @ 21/02/2024 10:11:12 Z:   followed by the text; replies behind a bar (slackdump)
  byPattern(
    'slack-text',
    /^(?:\|\s+)*> (\S.{0,60}?) \[([A-Z][A-Z0-9]{5,14}|[^\]\s]{0,20})\] @ (\d{2})\/(\d{2})\/(\d{4}) (\d\d:\d\d:\d\d) ?(Z|[+-]\d{4}):$/,
    ([, sender = '', , day, month, year, clock, zone]) => ({
      time: `${year}-${month}-${day} ${clock}${zone}`,
      sender,
      text: '',
    }),
  ),
  // 2020-06-22T09:45:12 name -> name   followed by the text on lines of their own, or after a colon
  byPattern(
    'arrow-text',
    /^\[?(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]? (\S{1,60}) (?:->|=>|→) ([^\s:]{1,60})(?::(?:\s(.*))?)?$/,
    ([, time = '', sender = '', recipient = '', text = '']) => ({ time, sender, text, recipient }),
  ),
  // 2023-01-05 14:22:31 名字(12345)   followed by the text on lines of their own: QQ and WeChat
  byPattern(
    'qq-text',
    /^(\d{4}[-/]\d{1,2}[-/]\d{1,2} (?:[上下]午)?\d{1,2}:\d{2}(?::\d{2})?) {1,2}(?:【[^】]{1,12}】)?(\S.{0,60}?(?:\(\w{3,20}\)|<[^<>\s]+>)?)\s*$/,
    ([, time = '', sender = '']) => ({ time, sender, text: '' }),
    aboutQq,
  ),
  // 名字 2023-01-05 14:22:31   followed by the text
  byPattern(
    'wechat-text',
    /^(?=\D)(\S.{0,60}?)(?<![:：])\s+(\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日? \d{1,2}:\d{2}(?::\d{2})?)\s*:?\s*$/,
    ([, sender = '', time = '']) => ({ time, sender, text: '' }),
  ),
  // 2024-02-21 10:11:12 <nick> text   [10:11:12] <nick> text   10:11 <nick> text   Feb 21 10:11:12 <nick> text
  byPattern(
    'irc',
    /^\[?((?:\d{4}-\d\d-\d\d[ T]|[A-Z][a-z]{2} +\d{1,2} )?\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d\d:?\d\d)?)\]?\s+(?:<[@+%&~ ]?([^\s<>]{1,40})>|\*\s+(\S{1,40})|(?:-!-|\*\*\*|---|-->|<--))\s(.*)$/,
    ([, time = '', spoken, acting, text = '']) => ({
      time,
      // `* Now talking on #room` is the client's.
      sender: spoken ?? (acting === 'Now' ? '' : acting) ?? '',
      text: (acting === 'Now' ? `Now ${text}` : text).trimStart(),
    }),
    aboutIrc,
  ),
  // [2024-02-21 10:11:12] Name: text   (Skype, Jabber clients)
  byPattern(
    'bracketed',
    /^[[(](\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?)[\])] ([^:<>]{1,60}?): ?(.*)$/,
    ([, time = '', sender = '', text = '']) => ({ time, sender, text }),
  ),
  // 2024-02-21<tab>10:11:12<tab>name<tab>text   (WeeChat and others)
  byPattern(
    'weechat',
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\t[@+%&~ ]?([^\t]{1,40})\t(.*)$/,
    ([, time = '', sender = '', text = '']) =>
      // Actions stand behind a star, what the client itself says behind an arrow or two dashes.
      sender.trim() === '*'
        ? { time, sender: text.split(' ', 1)[0] ?? '', text: text.replace(/^\S+ ?/, '') }
        : { time, sender: /^(?:-->|<--|--|=!=)$/.test(sender) ? '' : sender.trim(), text },
    aboutIrc,
  ),
  // Name, [25/06/2022 07:25]   followed by the text: messages that were copied out of Telegram
  byPattern(
    'telegram-copied',
    new RegExp(String.raw`^(\S.{0,60}?), \[(\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? ${CLOCK})\]$`),
    ([, sender = '', time = '']) => ({ time, sender, text: '' }),
  ),
  // [10-Feb-21 11:33 PM] name#1234   followed by the text
  byPattern(
    'discord-text',
    new RegExp(String.raw`^\[(\d{1,4}[./-](?:\d{1,2}|[A-Z][a-z]{2})[./-]\d{1,4} ${CLOCK})\] (\S[^:]{0,40})$`),
    ([, time = '', sender = '']) => ({ time: numbered(time), sender: sender.replace(/ \(pinned\)$/, ''), text: '' }),
    aboutDiscord,
  ),
  // 23:33<tab>Name<tab>text   below a line with the day: LINE
  byPattern(
    'line',
    /^((?:午前|午後|上午|下午)?\d{1,2}:\d{2}(?: ?[AP]M)?)\t([^\t]{1,60})\t(.*)$/,
    ([, time = '', sender = '', text = '']) => ({ time, sender, text }),
    aboutLine,
  ),
  // [Name] [오후 11:33] text   below a line with the day, and   2021년 2월 10일 오후 11:33, Name : text   (KakaoTalk)
  byPattern(
    'kakaotalk',
    /^(?:\[([^\]]{1,60})\] \[((?:오전|오후) )?(\d{1,2}:\d{2}(?: [AP]M)?)\] (.*)|(\d{4})년 (\d{1,2})월 (\d{1,2})일 ((?:오전|오후) )?(\d{1,2}:\d{2}), ([^:]{1,60}?) : (.*))$/,
    ([, sender, half, clock, text, year, month, day, itsHalf, itsClock, name, its]) =>
      sender === undefined
        ? {
            time: `${year}-${month}-${day} ${(itsHalf ?? '').trim()}${itsClock}`,
            sender: name ?? '',
            text: its ?? '',
          }
        : { time: `${(half ?? '').trim()}${clock}`, sender, text: text ?? '' },
    aboutKakao,
  ),
  // (10:11:12 PM) name: text   below a line with the day: Pidgin and its kin
  byPattern(
    'pidgin',
    /^\(((?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}:\d{2}:\d{2}(?: [AP]M)?)\) (?:\*{3}(\S{1,60}) |([^:]{1,60}?)(?: <AUTO-REPLY>)?: ?)?(.*)$/,
    ([, time = '', acting, sender = '', text = '']) => ({ time, sender: acting ?? sender, text }),
    aboutPidgin,
  ),
  // Name (2024-02-21 10:11:12):text   (WechatExporter)
  byPattern(
    'wechat-exporter',
    /^(\S.{0,60}?) \((\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}(?::\d{2})?)\):(.*)$/,
    ([, sender = '', time = '', text = '']) => ({ time, sender, text }),
  ),
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10-Feb-21 11:33 PM` as `2021-02-10 11:33 PM`; a date in numbers stays as it is. */
export function numbered(time: string): string {
  const parts = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{2,4})(.*)$/.exec(time);
  const month = MONTHS.indexOf(parts?.[2] ?? '') + 1;
  return parts && month > 0 ? `${parts[3]?.padStart(4, '20')}-${month}-${parts[1]}${parts[4]}` : time;
}

const SAMPLE_LINES = 200;

/** The format that most of a text's messages are in, or undefined when it is no chat. */
export function chatLineFormat(head: string): LineFormat | undefined {
  const lines = head.split(/\r\n|\n|\r/, SAMPLE_LINES).filter((line) => line.trim() !== '');
  let best: { format: LineFormat; hits: number } | undefined;
  for (const format of LINE_FORMATS) {
    const hits = lines.filter((line, at) => format.begin(line, lines[at + 1]) !== undefined).length;
    if (hits > (best?.hits ?? 0)) best = { format, hits };
  }
  if (!best) return undefined;
  // Two messages are enough only when the file begins with one: a log quotes chats too.
  const begins = (line: string, at: number): boolean => best.format.begin(line, lines[at + 1]) !== undefined;
  const told = lines.flatMap((line, at) =>
    begins(line, at) ? [true] : best.format.about?.(line) === undefined ? [false] : [],
  );
  const first = told.slice(0, 3).includes(true);
  return first && best.hits >= 2 && best.hits >= lines.length * 0.1 ? best.format : undefined;
}

const DATE = /^(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})(?!\d)/;

/**
 * True when a date like `03/04/24` must be read day first, by the dates that are written with the same sign: a
 * translation may have turned some of them round. Undefined when those do not tell.
 */
export function isDayFirst(times: readonly string[], like: string): boolean | undefined {
  const sign = DATE.exec(like)?.[2];
  if (sign === '.') return true;
  for (const time of times) {
    const parts = DATE.exec(time);
    if (!parts || parts[2] !== sign) continue;
    if (Number(parts[1]) > 12) return true;
    if (Number(parts[3]) > 12) return false;
  }
  return undefined;
}

/** `21/02/24 9:11 PM` as `2024-02-21 21:11`; a time that begins with its year, or that is none, stays as it is. */
export function yearFirst(time: string, dayFirst: boolean): string {
  const parts = DATE.exec(time);
  if (!parts) return withClock(time);
  const [whole, first, , second, year = ''] = parts;
  const date = `${year.padStart(4, '20')}-${dayFirst ? second : first}-${dayFirst ? first : second}`;
  return withClock(`${date} ${time.slice(whole.length).replace(/^,?\s+/, '')}`);
}

/** Twelve-hour clocks become those of 24 hours. */
function withClock(time: string): string {
  const twelve =
    /^(.*?)(上午|下午|午前|午後|오전|오후)?(\d{1,2})(:\d{2}(?::\d{2})?)[\u202f\u00a0\s]?([AaPp])?\.?\s?[Mm]?\.?$/.exec(
      time,
    );
  const half = twelve?.[2] ?? twelve?.[5];
  if (!twelve || half === undefined) return time;
  const isLate = /^(?:下午|午後|오후|[Pp])/.test(half);
  const hour = (Number(twelve[3]) % 12) + (isLate ? 12 : 0);
  return `${twelve[1]}${String(hour).padStart(2, '0')}${twelve[4]}`;
}
