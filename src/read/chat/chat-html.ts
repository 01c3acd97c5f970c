/** Chats as HTML pages of Discord, iMessage, Signal, WhatsApp, QQ, WeChat, Facebook and Google Voice exporters. */
import { TelltaleError } from '../../errors.ts';
import { parse5 } from '../on-demand.ts';
import type { Reader } from '../reader.ts';
import { wholeText } from '../text/text-source.ts';
import { isoTime, messagePassage } from './chat-message.ts';
import { type Conversation, conversationProperties, recipientsOf } from './conversation.ts';
import { HTML_CHAT_FORMATS, type HtmlChatFormat } from './html-chat-formats.ts';
import { all, attribute, below, type Element, first, isOne, shownText, targets } from './html-elements.ts';
import { createLogClock } from './log-clock.ts';
import { isDayFirst, numbered, yearFirst } from './text-chat-lines.ts';

interface Found {
  readonly text: string;
  /** As stated. */
  readonly time: string | undefined;
  /** Where a clock time is of, as stated. */
  readonly day: string | undefined;
  readonly sender: string | undefined;
  readonly attachments: readonly string[];
}

export const chatHtmlReader: Reader = {
  name: 'chat-html',
  version: 1,
  accepts: ({ headText: head }) =>
    head !== undefined && /^\s*(?:<!--[\s\S]{0,400}?-->\s*)?</.test(head) && formatsOf(head).length > 0,
  async read(input, sink) {
    const { text: source, charset } = await wholeText(input);
    const root = parse5().parse(source);
    for (const format of formatsOf(input.probe.headText ?? '')) {
      const room = roomOf(root, format);
      const messages = [...messagesOf(root, format, room)];
      if (messages.length === 0 || messages.every(({ sender }) => sender === undefined)) continue;
      const conversation = conversationOf(messages, format, room);
      const times = messages.flatMap(({ time }) => time ?? []);
      const clock = createLogClock(undefined);
      let day: string | undefined;
      let links = 0;
      for (const [index, { attachments, ...message }] of messages.entries()) {
        if (message.day !== undefined && message.day !== day) {
          day = message.day;
          const iso = isoTime(yearFirst(day, isDayFirst([day], day) ?? true));
          if (iso) clock.begin(iso.slice(0, 10));
        }
        const { text, sender } = message;
        const time = message.time && clock.dated(yearFirst(message.time, isDayFirst(times, message.time) ?? false));
        const recipients = recipientsOf(conversation, sender);
        const passage = await sink.passage(messagePassage({ text, time, sender, recipients }, index));
        for (const target of attachments) {
          links += 1;
          await sink.link({ relation: 'attachment', target, position: links, passage });
        }
      }
      return {
        kind: 'chat',
        mediaType: 'text/html',
        properties: {
          charset,
          format: format.name,
          messages: String(messages.length),
          ...conversationProperties(conversation),
        },
        ...(room ? { title: room } : {}),
      };
    }
    throw new TelltaleError('unsupported-format', 'There are no messages.');
  },
};

const formatsOf = (head: string): readonly HtmlChatFormat[] =>
  HTML_CHAT_FORMATS.filter((format) => format.sign.test(head));

/** What pages write around the name of a conversation. */
const BESIDE_NAME = /^(?:Chat history with|Whatsapp -) | - 聊天记录$/;

/** Messages inside others, on one page. */
const MOST_INSIDE = 20_000;

type Root = Parameters<typeof below>[0];

function roomOf(root: Root, { room }: HtmlChatFormat): string | undefined {
  if (!room) return undefined;
  for (const name of room) {
    const named = [...all(root, [name])].filter((each) => !isOne(each, ['preamble__entry--small'])).at(-1);
    const text = named && (nameIn(named) ?? '').replace(BESIDE_NAME, '');
    if (text) return text;
  }
  return undefined;
}

/** Two who write are each other's party, whatever the page is called. */
function conversationOf(
  messages: readonly Found[],
  { isGroup }: HtmlChatFormat,
  room: string | undefined,
): Conversation {
  const speakers = new Set(messages.flatMap(({ sender }) => sender ?? []));
  if (isGroup) return { name: room, speakers, isGroup };
  return speakers.size <= 2 ? { speakers } : { name: room, speakers, isGroup: true };
}

function* messagesOf(root: Root, format: HtmlChatFormat, room: string | undefined): Generator<Found> {
  let sender: string | undefined;
  let time: string | undefined;
  let day: string | undefined;
  const nested = new Set<string>();
  // Messages inside messages are answers to them; some exporters write those at their own place too.
  let outermost: Element | undefined;
  let end: Root | undefined;
  let inside = 0;
  for (const node of below(root)) {
    const isNested = outermost !== undefined;
    if (node === end) outermost = undefined;
    if (!('tagName' in node)) continue;
    if (!isOne(node, format.message)) {
      if (isOne(node, format.day ?? [])) day = shownText(node);
      else if (!isNested) {
        if (isOne(node, format.sender)) sender = nameIn(node) ?? sender;
        else if (isOne(node, format.time)) time = timeIn(node) ?? time;
      }
      continue;
    }
    if (isNested && isMarkedTwice(node, format)) continue;
    if (isNested) inside += 1;
    else {
      end = lastOf(node);
      outermost = end === node ? undefined : node;
    }
    if (inside > MOST_INSIDE) throw new TelltaleError('unsupported-format', 'Messages inside messages without end.');
    const stated = format.day && first(node, format.day);
    if (stated) day = shownText(stated);
    const named = first(node, format.sender, inner(format));
    sender = format.senderOf?.(node, room) ?? (named ? nameIn(named) : undefined) ?? sender;
    const dated = first(node, format.time, inner(format));
    time = format.timeOf?.(node) ?? (dated ? timeIn(dated) : undefined) ?? time;
    const isNotice = isOne(node, format.notice ?? []);
    const found = messageIn(
      node,
      format,
      isNotice ? { sender: undefined, time: undefined, day } : { sender, time, day },
    );
    if (!found) continue;
    const key = JSON.stringify([found.sender, found.time, found.text]);
    if (isNested) nested.add(key);
    else if (nested.has(key)) continue;
    yield found;
  }
}

function messageIn(
  node: Element,
  format: HtmlChatFormat,
  known: Pick<Found, 'sender' | 'time' | 'day'>,
): Found | undefined {
  const dropped = [...(format.dropped ?? []), ...inner(format)];
  const parts = format.text ? [...all(node, format.text, dropped)] : [node];
  const attachments = [...new Set(parts.flatMap((part) => targets(part)))];
  const words = parts.map((part) => shownText(part, dropped)).filter((text) => text !== '');
  const text = words.join('\n') || attachments.map((each) => `[${each}]`).join(' ');
  return text === '' ? undefined : { ...known, text, attachments };
}

/** Messages inside a message; a second name is of what the first one wraps. */
const inner = (format: HtmlChatFormat): readonly string[] => format.message.slice(0, 1);

/** A container that only wraps what another class of the same format marks. */
const isMarkedTwice = (node: Element, format: HtmlChatFormat): boolean =>
  !isOne(node, inner(format)) && format.message.length > 1;

/** The last node of it in reading order. */
function lastOf(node: Root): Root {
  let last = node;
  for (let next = last; next; next = ('childNodes' in next && next.childNodes.at(-1)) as Root) last = next;
  return last;
}

const nameIn = (element: Element): string | undefined => shownText(element).split('\n')[0]?.trim() || undefined;

/** What a machine is told, what a pointer that rests there is shown, or what is written. */
function timeIn(element: Element): string | undefined {
  const stated = attribute(element, 'datetime') ?? attribute(element, 'title');
  const time = (stated && /\d/.test(stated) ? stated : shownText(element)).replace(/\s*\([^)]*\)$/, '').trim();
  return time === '' ? undefined : numbered(time);
}
