/** How the programs that export chats as HTML mark messages, by the classes of their elements. */
import { all, attribute, type Element, first, shownText, textOf } from './html-elements.ts';

export interface HtmlChatFormat {
  readonly name: string;
  /** What the first 64 KiB hold, if only in a style sheet. */
  readonly sign: RegExp;
  readonly message: readonly string[];
  /** In a message, or before it, where one stands for all that follow. */
  readonly sender: readonly string[];
  readonly time: readonly string[];
  /** The words; without these, all that is in a message but the rest. */
  readonly text?: readonly string[];
  /** What is no word of the message: quoted ones, reactions, buttons. */
  readonly dropped?: readonly string[];
  /** Where the day stands that clock times are of. */
  readonly day?: readonly string[];
  /** Where the name of the conversation stands; the last one of them. */
  readonly room?: readonly string[];
  readonly isGroup?: boolean;
  /** What marks a message that nobody wrote. */
  readonly notice?: readonly string[];
  /** Who writes, where no element says it. */
  senderOf?(message: Element, room: string | undefined): string | undefined;
  timeOf?(message: Element): string | undefined;
}

/** In the order in which they are tried. */
export const HTML_CHAT_FORMATS: readonly HtmlChatFormat[] = [
  {
    // DiscordChatExporter; older ones have the sender and the time beside a group of messages.
    name: 'discord-html',
    sign: /chatlog__message/,
    message: ['chatlog__message-container', 'chatlog__message'],
    sender: ['chatlog__author', 'chatlog__author-name', 'chatlog__system-notification-author'],
    time: ['chatlog__timestamp', 'chatlog__short-timestamp', 'chatlog__system-notification-timestamp'],
    text: ['chatlog__content', 'chatlog__system-notification-content', 'chatlog__attachment', 'chatlog__embed'],
    dropped: ['chatlog__edited-timestamp', 'chatlog__reply', 'chatlog__reference'],
    room: ['preamble__entry', 'info__channel-name'],
    isGroup: true,
  },
  {
    name: 'imessage-html',
    sign: /\.(?:sent|received)\b[^{}]*\{|class="(?:sent|received)(?: iMessage)?"/,
    message: ['message'],
    sender: ['sender'],
    time: ['timestamp'],
    text: ['message_part', 'announcement'],
    dropped: ['reactions', 'replies', 'reply_anchor', 'reply_context'],
  },
  {
    name: 'signal-html',
    sign: /<title>[^<]{0,200}<\/title>\s*<link[^>]{0,80}style\.css[\s\S]*class=["']?(?:msg|page)\b/,
    message: ['msg'],
    sender: ['sender'],
    time: ['time'],
    text: ['body'],
    dropped: ['quote', 'reactions', 'meta'],
    room: ['chat-title', '<title'],
    // Older ones have the day beside the clock time.
    timeOf: (message) => {
      const [date, time] = [first(message, ['date']), first(message, ['time'])];
      return date && time ? `${shownText(date)} ${shownText(time)}` : undefined;
    },
  },
  {
    // WhatsApp-Chat-Exporter.
    name: 'whatsapp-html',
    sign: /bg-whatsapp-chat-light/,
    message: ['group'],
    sender: ['text-whatsapp-sender'],
    time: ['text-[10px]'],
    dropped: ['reply-box', 'info-box-tooltip', 'text-[10px]', 'cursor-help', 'opacity-0'],
    day: ['text-[#54656f]'],
    room: ['<h2'],
    senderOf(message, room) {
      if (/\bjustify-end\b/.test(attribute(message, 'class') ?? '')) return 'You';
      const named = [...all(message, ['flex-shrink-0'])].map((each) => shownText(each));
      return named.find((each) => each !== '' && !CLOCK.test(each)) ?? room;
    },
    timeOf: (message) => CLOCK.exec(shownText(first(message, ['text-[10px]'])))?.[0],
  },
  {
    name: 'whatsapp-html',
    sign: /w3-margin-bottom[\s\S]*w3-right-align|reply_link/,
    message: ['w3-margin-bottom'],
    sender: ['name'],
    time: ['blue'],
    dropped: ['name', 'blue', 'reply', 'reply_link', 'w3-padding-16'],
    day: ['w3-padding-16'],
    room: ['w3-top'],
    timeOf: (message) => CLOCK.exec(shownText(message))?.[0],
  },
  {
    // QQ Chat Exporter.
    name: 'qq-html',
    sign: /message-block|QQChatExporter|qq-chat-exporter/,
    message: ['message-block'],
    sender: ['sender'],
    time: ['time', 'system-message-time'],
    text: ['message-bubble', 'system-message-container'],
    dropped: ['reply-content', 'reply-preview', 'system-message-time'],
    room: ['chat-name', 'header-title', '<title'],
    timeOf(message) {
      const day = attribute(message, 'data-date');
      const clock = shownText(first(message, ['time', 'system-message-time']));
      return day && !clock.includes(day) ? `${day} ${clock}` : clock;
    },
  },
  {
    // WechatExporter.
    name: 'wechat-html',
    sign: /class="msg chat|dspname/,
    message: ['msg'],
    sender: ['dspname'],
    time: ['nt-box'],
    text: ['msg-text', 'content-box'],
    room: ['sname'],
    timeOf: (message) => textOf(first(message, ['nt-box']), ['dspname']).trim() || undefined,
    notice: ['chat-notice'],
  },
  {
    // Facebook, Messenger and Instagram, as an account gives them out.
    name: 'meta-html',
    sign: /class="[^"]*\b_a6-g\b|class="pam [^"]*uiBoxWhite/,
    message: ['_a6-g', 'pam'],
    sender: ['_a6-h', '_2lek'],
    time: ['_a6-o', '_2lem'],
    text: ['_a6-p', '_2let'],
    dropped: ['_a6-q'],
    room: ['<title'],
  },
  {
    // Google Voice.
    name: 'google-voice',
    sign: /class="hChatLog hfeed"|class="message"><abbr class="dt"/,
    message: ['message'],
    sender: ['sender'],
    time: ['dt'],
    text: ['<q'],
  },
];

const CLOCK = /\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?/;
