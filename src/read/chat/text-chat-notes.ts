/** What lines beside the messages say of a conversation: its name, its day, that it is a group's. */
import type { LineAbout } from './text-chat-lines.ts';

/** Notices are short; what is longer is a message. */
const LONGEST = 400;

/** Of iPhones the first notice stands under the chat's name, as if it had written it. */
const ENCRYPTED =
  /^[\u200e\u200f\u202a-\u202e]*\[?\d[^\]]*?(?:\]| -| –) ([^:]{1,80}): [\u200e\u200f]+.*(?:end-to-end encrypted|Ende-zu-Ende|сквозным шифрованием|端到端加密|端對端加密)/;
const GROUP_WORDS = [
  String.raw`[^:]{1,60} (?:created (?:this )?group|added |joined using|left$|removed |changed the (?:group|subject))`,
  String.raw`[^:]{1,60} (?:создал[аи]? группу|добавил[аи]? )`,
  String.raw`[^:]{1,60}(?:创建了群组|加入了群组|添加了|已?建立了?群組|已?新增了?)`,
  String.raw`[^:]{1,60} (?:hat die Gruppe|hat .{1,60} hinzugefügt|(?:a créé|avez créé) (?:le|ce) groupe|a ajouté )`,
  String.raw`[^:]{1,60} (?:(?:ha )?cre(?:ó|ado|aste) (?:el|este) grupo|añadió (?:a )?|criou (?:o|este) grupo|adicionou |ha creato (?:il|questo) gruppo|ha aggiunto )`,
  String.raw`[^:]{1,60} (?:grubu(?:nu)? oluşturdu|heeft (?:de )?groep|loi ryhmän|membuat grup|utworzył[ao]? grupę)`,
  String.raw`(?:أنشأ|أضاف|قام)[^:]{1,60}|[^:]{1,60}(?:グループ.{0,60}を作成|님이 .{0,60}그룹을)`,
];
const GROUP = new RegExp(
  String.raw`^[^:]*\d[:.]\d{2}[^:]*(?::\d{2}[^:]*)? (?:- |– )?[\u200e\u200f]*(?:[^:]{1,80}: [\u200e\u200f]+)?(?:${GROUP_WORDS.join('|')})(?:.*?[“"«「](.+?)[”"»」])?`,
);

export function aboutWhatsapp(line: string): LineAbout | undefined {
  if (line.length > LONGEST) return undefined;
  const named = ENCRYPTED.exec(line)?.[1];
  if (named) return { conversation: named };
  const group = GROUP.exec(line);
  return group ? { isGroup: true, ...(group[1] ? { conversation: group[1] } : {}) } : undefined;
}

/** `消息对象:名字` before the messages of each friend or group, `消息分组:我的群聊` before that. */
export function aboutQq(line: string): LineAbout | undefined {
  const name = /^消息对象[:：]\s*(.{1,80}?)\s*$/.exec(line)?.[1];
  if (name) return { conversation: name };
  return /^(?:消息分组[:：]|={40,}$)/.test(line) ? {} : undefined;
}

/** The head and the end of what QQ Chat Exporter writes. */
export function aboutQqExporter(line: string): LineAbout | undefined {
  const name = /^聊天名称[:：] ?(.{1,80}?)\s*$/.exec(line)?.[1];
  if (name) return { conversation: name };
  const kind = /^聊天类型[:：] ?(\S+)/.exec(line)?.[1];
  if (kind) return kind === '群聊' ? { isGroup: true } : {};
  return /^(?:\[QQChatExporter|\[本软件|={20,}$|\s+(?:QQ聊天记录导出文件|导出完成)$|(?:参与人数|导出时间|消息总数|时间范围)[:：]|总计导出 \d+ 条消息$)/.test(
    line,
  )
    ? {}
    : undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Wed Feb 21 10:11:12 2024`, `Wed Feb 21 2024`, as the clients of IRC head their logs and each day. */
const DAY =
  /^(?:---|\*\*\*\*|\[\d\d:\d\d\] ---|Session (?:Start|Time):).*?\b(?:[A-Z][a-z]{2},? )([A-Z][a-z]{2}) +(\d{1,2})(?: \d\d:\d\d(?::\d\d)?)?,? (\d{4})/;
/** After the mark of a notice, and before any `<nick>`. */
const NOTICE = /^[^<]{0,40}?(?:-!-|\*{1,3}|--+>?|-->|<--)\s/;
const TALKING = /(?:now talking (?:on|in)|has joined|joins:.*|topic for) +:?([#&][^\s,:]+)/i;

export function aboutIrc(line: string): LineAbout | undefined {
  if (line.length > LONGEST) return undefined;
  if (/^Session Close:/.test(line)) return {};
  const ident =
    /^Session (?:Ident|Start):\s+([#&]\S+)/.exec(line)?.[1] ?? /^--- Log opened .* ([#&]\S+)$/.exec(line)?.[1];
  const [, month, date, year] = DAY.exec(line) ?? [];
  const at = MONTHS.indexOf((month ?? '').toLowerCase()) + 1;
  const day = at > 0 ? `${year}-${String(at).padStart(2, '0')}-${(date ?? '').padStart(2, '0')}` : undefined;
  const isNotice = NOTICE.test(line);
  const conversation = ident ?? (isNotice ? TALKING.exec(line)?.[1] : undefined);
  const isGroup = isNotice && /(?:has (?:joined|left)|\*\*\* (?:Joins|Parts):)/.test(line);
  if (day === undefined && conversation === undefined && !isGroup) return undefined;
  return { ...(day ? { day } : {}), ...(conversation ? { conversation } : {}), ...(isGroup ? { isGroup } : {}) };
}

/** `Conversation with anna@a.example at Wed 21 Feb 2024 10:11:12 AM CET on me@a.example (jabber)`. */
export function aboutPidgin(line: string): LineAbout | undefined {
  const head = /^Conversation with (\S{1,80})(?:\/\S*)? at (.{8,60}) on (\S{1,80}) \(\w{1,20}\)$/.exec(line);
  if (!head) return undefined;
  const [, name = '', at = ''] = head;
  return { conversation: name, ...dayIn(at) };
}

/** `May 17, 2022  5:29:42 PM Anna renamed the conversation to Hello`, in what imessage-exporter writes. */
export function aboutImessage(line: string): LineAbout | undefined {
  const notice =
    /^[A-Z][a-z]{2} \d{1,2}, \d{4} {1,2}\d{1,2}:\d{2}:\d{2} [AP]M .{1,80}? (?:renamed the conversation to (.{1,80})|(?:changed|removed) the group (?:photo|background)\.|(?:added|removed) .{1,80} (?:to|from) the conversation\.|left the conversation\.)$/.exec(
      line,
    );
  return notice ? { isGroup: true, ...(notice[1] ? { conversation: notice[1] } : {}) } : undefined;
}

/** `Wed 21 Feb 2024 …`, `2/21/2024 …` and `2024-02-21 …` state a day; `02/03/24` does not say which. */
function dayIn(text: string): { readonly day?: string } {
  const named = /\b(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})\b/.exec(text);
  const month = MONTHS.indexOf((named?.[2] ?? '').toLowerCase()) + 1;
  if (named && month > 0) return { day: iso(named[3], String(month), named[1]) };
  const plain = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text);
  if (plain) return { day: plain[0] };
  const american = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text);
  return american && Number(american[2]) > 12 ? { day: iso(american[3], american[1], american[2]) } : {};
}

/** `Channel: General / ops` at the head of a file that somebody saved out of Discord; rules and the count at its end. */
export function aboutDiscord(line: string): LineAbout | undefined {
  const channel = /^Channel: (?:(.+) \/ )?(.{1,80}?)\s*$/.exec(line);
  if (channel) return { conversation: channel[2] ?? '', isGroup: channel[1] !== 'Direct Messages' };
  return /^(?:={20,}$|Guild: |Topic: |(?:After|Before): \d|Exported \d+ message)/.test(line) ? {} : undefined;
}

const iso = (year: string | undefined, month = '', date = ''): string =>
  `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;

/** `[LINE] Chat history with Bo`, `[LINE] 薄とのトーク履歴`, and a line for each day. */
export function aboutLine(line: string): LineAbout | undefined {
  const day = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:\s?\(\S{1,9}\)|\s\S{1,12})?\s*$/.exec(line);
  if (day) return { day: iso(day[1], day[2], day[3]) };
  const head =
    /^\[LINE\]\s*(?:Chat (?:history )?(with|in) )?(.{1,80}?)(との|の|的)?(?:トーク履歴|聊天[记紀記][录錄])?\s*$/.exec(
      line,
    );
  if (head) return { conversation: head[2] ?? '', ...(head[1] === 'in' || head[3] === 'の' ? { isGroup: true } : {}) };
  return /^(?:Saved on|保存日時|[储儲]存日期)\s?[:：]/.test(line) ? {} : undefined;
}

/** `보 님과 카카오톡 대화`, and a line for each day. */
export function aboutKakao(line: string): LineAbout | undefined {
  const day =
    /^-+ (\d{4})년 (\d{1,2})월 (\d{1,2})일.*-+$/.exec(line) ?? /^(\d{4})년 (\d{1,2})월 (\d{1,2})일 \S요일$/.exec(line);
  if (day) return { day: iso(day[1], day[2], day[3]) };
  const head = /^\ufeff?(.{1,80}?)(?: (님과)|(?: \d+)?) 카카오톡 대화\s*$/.exec(line);
  if (head) return { conversation: head[1] ?? '', ...(head[2] === undefined ? { isGroup: true } : {}) };
  return /^저장한 날짜 ?:/.test(line) ? {} : undefined;
}

/** `#panel.2024-02-21.log`, `net/#panel/2024-02-21.log`, `WhatsApp Chat with Anna.txt`: what a path says. */
export function aboutPath(path: string, format: string): LineAbout {
  if (format === 'whatsapp') {
    const name = path
      .split('/')
      .toReversed()
      .flatMap((part) => WHATSAPP_NAMES.flatMap((pattern) => pattern.exec(part)?.[1] ?? []))[0];
    return name ? { conversation: name } : {};
  }
  if (format === 'matrix-text') {
    const room = /(![\w.=/-]+:[\w.-]+?)(?:\.(?:txt|log))?(?:\/|$)/.exec(path)?.[1];
    return room ? { conversation: room } : {};
  }
  if (format !== 'irc' && format !== 'weechat') return {};
  const channel = /(?:^|[/._])([#&][^/\s]+?)(?:[._-]?\d{4}-?\d\d-?\d\d)?(?:\.(?:log|txt|weechatlog))*(?:\/|$)/.exec(
    path,
  )?.[1];
  const day = /(?:^|\D)(20\d\d|19\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/.exec(path);
  return {
    ...(channel ? { conversation: channel, isGroup: true } : {}),
    ...(day ? { day: `${day[1]}-${day[3]}-${day[4]}` } : {}),
  };
}

const WHATSAPP_NAMES: readonly RegExp[] = [
  /^WhatsApp[ -]Chat (?:with|mit|-) (.+?)(?:\.(?:txt|zip)!?)?$/i,
  /^(?:Chat|Discussion|Conversa|Conversación) (?:de|do|WhatsApp) (?:WhatsApp )?(?:con|com|avec) (.+?)(?:\.(?:txt|zip)!?)?$/i,
  /^Чат WhatsApp с (?:контактом )?(.+?)(?:\.(?:txt|zip)!?)?$/i,
  /^与(.+?)的 ?WhatsApp ?聊天(?:记录)?(?:\.(?:txt|zip)!?)?$/i,
];
