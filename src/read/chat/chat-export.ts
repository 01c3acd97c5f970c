/** Chats as the JSON exports of Telegram, Slack, Discord, Rocket.Chat, Signal, Skype, Matrix, Mattermost, Facebook and Instagram, and as plain lists of messages: nested objects in one file. */
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReadSink } from '../reader.ts';
import { jsonValues } from '../text/json-values.ts';
import { wholeText } from '../text/text-source.ts';
import { messagePassage } from './chat-message.ts';
import { type Conversation, conversationProperties, recipientsOf } from './conversation.ts';
import { discordExport } from './exports/discord.ts';
import { type ExportedMessage, type ExportFormat, fieldsOf, string } from './exports/export-format.ts';
import { matrixExport } from './exports/matrix.ts';
import { mattermostExport } from './exports/mattermost.ts';
import { messageListExport } from './exports/message-list.ts';
import { metaExport } from './exports/meta.ts';
import { rocketChatExport } from './exports/rocket-chat.ts';
import { signalExport, signalLinesExport } from './exports/signal.ts';
import { skypeExport } from './exports/skype.ts';
import { slackdumpExport, slackExport } from './exports/slack.ts';
import { telegramExport } from './exports/telegram.ts';

const FORMATS: readonly ExportFormat[] = [
  telegramExport,
  discordExport,
  skypeExport,
  rocketChatExport,
  signalExport,
  signalLinesExport,
  matrixExport,
  slackExport,
  slackdumpExport,
  mattermostExport,
  metaExport,
  messageListExport,
];

/** Two names that one message gives its sender are claimed to be one account, and not merged. */
const METHOD = 'chat-export';
const STATED = 0.9;

/** What the sign is looked for in: the patterns go over the text more than once. */
const SIGN_LENGTH = 8192;

const formatOf = (head: string): ExportFormat | undefined => {
  const start = head.slice(0, SIGN_LENGTH);
  return /^\s*[[{]/.test(start) ? FORMATS.find((format) => format.sign.test(start)) : undefined;
};

export const chatExportReader: Reader = {
  name: 'chat-export',
  version: 7,
  accepts: (probe) => probe.headText !== undefined && formatOf(probe.headText) !== undefined,
  async read(input, sink) {
    const format = formatOf(input.probe.headText ?? '');
    const { text, charset } = await wholeText(input);
    const root = await parsed(text);
    const folder = input.source?.path.split('/').at(-2);
    const { messages, conversations } = format
      ? await giveMessages(format.messages(root, folder), sink)
      : { messages: 0, conversations: [] };
    if (!format || messages === 0) throw new TelltaleError('unsupported-format', 'There are no messages.');
    const [only, another] = conversations;
    const title = string(fieldsOf(root).name);
    return {
      kind: 'chat',
      mediaType: 'application/json',
      properties: {
        charset,
        format: format.name,
        messages: String(messages),
        ...(only && !another ? conversationProperties(only) : { conversations: String(conversations.length) }),
      },
      ...(title ? { title } : {}),
    };
  },
};

/** One JSON value, or the list of those that stand one after another, as a database writes its rows. */
async function parsed(text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const values: unknown[] = [];
    try {
      for await (const value of jsonValues(whole(text))) values.push(value);
    } catch {
      throw new TelltaleError('unsupported-format', `Not JSON: ${(cause as Error).message}`, { cause });
    }
    return values;
  }
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}

async function giveMessages(
  messages: Iterable<ExportedMessage>,
  sink: ReadSink,
): Promise<{ messages: number; conversations: readonly Conversation[] }> {
  const conversations = new Set<Conversation>();
  let index = 0;
  let links = 0;
  const told = new Set<string>();
  for (const { attachments, conversation, alias, ...message } of messages) {
    conversations.add(conversation);
    const recipients = recipientsOf(conversation, message.sender);
    const passage = await sink.passage(messagePassage({ ...message, recipients }, index));
    index += 1;
    const { sender, text } = message;
    const pair = `${sender}\0${alias}`;
    if (sender && alias && alias !== sender && text !== '' && !told.has(pair)) {
      told.add(pair);
      await sink.statement({
        subject: { type: 'handle', value: sender },
        predicate: 'same-as',
        object: { type: 'handle', value: alias },
        evidence: [{ passage, start: 0, end: text.length }],
        method: METHOD,
        confidence: STATED,
      });
    }
    for (const target of attachments) {
      links += 1;
      await sink.link({ relation: 'attachment', target, position: links, passage });
    }
  }
  return { messages: index, conversations: [...conversations] };
}
