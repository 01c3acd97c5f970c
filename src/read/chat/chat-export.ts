/** Chats as the JSON exports of Telegram, Slack, Discord, Rocket.Chat and Signal: one file of nested objects. */
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReadSink } from '../reader.ts';
import { wholeText } from '../text/text-source.ts';
import { messagePassage } from './chat-message.ts';

type Fields = Readonly<Record<string, unknown>>;

interface ExportedMessage {
  readonly text: string;
  readonly time: string | undefined;
  readonly sender: string | undefined;
  readonly recipients: readonly string[];
  readonly attachments: readonly string[];
}

interface ExportFormat {
  readonly name: string;
  /** Whether the beginning of the file looks like it. */
  readonly sign: RegExp;
  messages(root: unknown): Iterable<ExportedMessage>;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const string = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** Telegram's text is a string or a list of strings and marked pieces. */
function telegramText(value: unknown): string {
  if (!Array.isArray(value)) return string(value) ?? '';
  return value
    .map((piece) => {
      const { text, href } = fieldsOf(piece);
      return typeof piece === 'string' ? piece : `${string(text) ?? ''}${href ? ` (${string(href)})` : ''}`;
    })
    .join('');
}

function* telegram(root: unknown): Generator<ExportedMessage> {
  const single = fieldsOf(root);
  const chats = single.messages
    ? [single]
    : [...list(fieldsOf(single.chats).list), ...list(fieldsOf(single.left_chats).list)];
  for (const chat of chats) {
    const room = string(chat.name) ?? string(chat.id);
    for (const message of list(chat.messages)) {
      const attachments = [message.photo, message.file]
        .flatMap((path) => string(path) ?? [])
        .filter((path) => !path.startsWith('('));
      const action = string(message.action);
      yield {
        text:
          telegramText(message.text) ||
          (action
            ? `[${action}] ${string(message.title) ?? ''}`.trim()
            : attachments.map((each) => `[${each}]`).join(' ')),
        // The plain date has the exporter's zone without saying so; the other one is UTC.
        time: string(message.date_unixtime) ?? string(message.date),
        sender: string(message.from) ?? string(message.from_id) ?? string(message.actor),
        recipients: room ? [room] : [],
        attachments,
      };
    }
  }
}

function* slack(root: unknown): Generator<ExportedMessage> {
  for (const message of list(root)) {
    const profile = fieldsOf(message.user_profile);
    const files = list(message.files);
    yield {
      text: [
        slackText(string(message.text) ?? ''),
        ...list(message.attachments).map((each) => string(each.text) ?? string(each.fallback) ?? ''),
        ...files.map((file) => `[${string(file.name) ?? ''}] ${string(file.url_private) ?? ''}`.trim()),
      ]
        .filter((part) => part !== '')
        .join('\n'),
      time: string(message.ts),
      sender: string(profile.real_name) || string(profile.name) || string(message.username) || string(message.user),
      recipients: [],
      attachments: [],
    };
  }
}

/** `<https://a.b|words>` and the three escapes. */
function slackText(text: string): string {
  return text
    .replace(/<((?:https?|mailto):[^|>]+)\|([^>]+)>/g, (_, link: string, words: string) => {
      const bare = link.replace(/^mailto:/, '');
      return bare.includes(words) ? bare : `${words} (${bare})`;
    })
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function* discord(root: unknown): Generator<ExportedMessage> {
  const { messages, channel } = fieldsOf(root);
  const room = string(fieldsOf(channel).name);
  for (const message of list(messages)) {
    const author = fieldsOf(message.author);
    const attached = list(message.attachments).flatMap((each) => string(each.url) ?? []);
    yield {
      text: [
        string(message.content) ?? '',
        ...list(message.embeds).flatMap((each) => [
          string(each.title) ?? '',
          string(each.description) ?? '',
          string(each.url) ?? '',
        ]),
        ...attached,
      ]
        .filter((part) => part !== '')
        .join('\n'),
      time: string(message.timestamp),
      sender: string(author.name) ?? string(author.username) ?? string(author.id),
      recipients: room ? [room] : [],
      attachments: attached.filter((url) => !/^[a-z]+:/i.test(url)),
    };
  }
}

function* rocketChat(root: unknown): Generator<ExportedMessage> {
  for (const message of Array.isArray(root) ? list(root) : list(fieldsOf(root).messages)) {
    const author = fieldsOf(message.u);
    const when = isFields(message.ts) ? string(message.ts.$date) : string(message.ts);
    yield {
      text: [
        string(message.msg) ?? '',
        ...list(message.attachments).flatMap((each) => [string(each.title) ?? '', string(each.text) ?? '']),
      ]
        .filter((part) => part !== '')
        .join('\n'),
      time: when,
      sender: string(author.username) ?? string(author.name),
      recipients: [string(message.rid) ?? ''],
      attachments: [],
    };
  }
}

function* signal(root: unknown): Generator<ExportedMessage> {
  for (const message of Array.isArray(root) ? list(root) : list(fieldsOf(root).messages)) {
    yield {
      text: string(message.body) ?? '',
      time: string(message.sent_at) ?? string(message.timestamp),
      sender:
        string(message.source) ?? string(message.sourceServiceId) ?? (message.type === 'outgoing' ? 'self' : undefined),
      recipients: [string(message.conversationId) ?? ''],
      attachments: list(message.attachments).flatMap((each) => string(each.path) ?? string(each.fileName) ?? []),
    };
  }
}

const FORMATS: readonly ExportFormat[] = [
  {
    name: 'telegram',
    sign: /"(?:date_unixtime|from_id|text_entities)"\s*:|"type"\s*:\s*"(?:personal_chat|private_\w+|public_\w+|saved_messages|bot_chat)"/,
    messages: telegram,
  },
  { name: 'discord', sign: /"guild"\s*:\s*\{[\s\S]*"channel"\s*:\s*\{/, messages: discord },
  {
    name: 'rocket-chat',
    sign: /"rid"\s*:[\s\S]*"u"\s*:\s*\{|"u"\s*:\s*\{[\s\S]*"rid"\s*:|"msg"\s*:[\s\S]*"u"\s*:\s*\{/,
    messages: rocketChat,
  },
  {
    name: 'signal',
    sign: /"conversationId"\s*:[\s\S]*"(?:sent_at|received_at)"\s*:|"sent_at"\s*:[\s\S]*"conversationId"\s*:/,
    messages: signal,
  },
  {
    name: 'slack',
    sign: /^\s*\[\s*\{[\s\S]*"type"\s*:\s*"message"[\s\S]*"ts"\s*:\s*"\d{10}\.\d+"|^\s*\[\s*\{[\s\S]*"ts"\s*:\s*"\d{10}\.\d+"[\s\S]*"type"\s*:\s*"message"/,
    messages: slack,
  },
];

/** What the sign is looked for in: the patterns go over the text more than once. */
const SIGN_LENGTH = 8192;

const formatOf = (head: string): ExportFormat | undefined => {
  const start = head.slice(0, SIGN_LENGTH);
  return /^\s*[[{]/.test(start) ? FORMATS.find((format) => format.sign.test(start)) : undefined;
};

export const chatExportReader: Reader = {
  name: 'chat-export',
  version: 1,
  accepts: (probe) => probe.headText !== undefined && formatOf(probe.headText) !== undefined,
  async read(input, sink) {
    const format = formatOf(input.probe.headText ?? '');
    const { text, charset } = await wholeText(input);
    let root: unknown;
    try {
      root = JSON.parse(text);
    } catch (cause) {
      throw new TelltaleError('unsupported-format', `Not one JSON value: ${(cause as Error).message}`, { cause });
    }
    // Slack writes one folder a channel, and the channel's name nowhere else.
    const folder = format?.name === 'slack' ? input.source?.path.split('/').at(-2) : undefined;
    const messages = format ? await giveMessages(format.messages(root), folder, sink) : 0;
    if (!format || messages === 0) throw new TelltaleError('unsupported-format', 'There are no messages.');
    const title = string(fieldsOf(root).name);
    return {
      kind: 'chat',
      mediaType: 'application/json',
      properties: { charset, format: format.name, messages: String(messages) },
      ...(title ? { title } : {}),
    };
  },
};

async function giveMessages(
  messages: Iterable<ExportedMessage>,
  room: string | undefined,
  sink: ReadSink,
): Promise<number> {
  let index = 0;
  let links = 0;
  for (const { attachments, ...message } of messages) {
    const passage = await sink.passage(
      messagePassage(room === undefined ? message : { ...message, recipients: [room] }, index),
    );
    index += 1;
    for (const target of attachments) {
      links += 1;
      await sink.link({ relation: 'attachment', target, position: links, passage });
    }
  }
  return index;
}
