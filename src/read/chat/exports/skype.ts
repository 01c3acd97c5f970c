/** Skype's `messages.json`: all conversations of an account, with their members and markup in the text. */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { parse5 } from '../../on-demand.ts';
import type { Conversation } from '../conversation.ts';
import {
  distinct,
  type ExportedMessage,
  type ExportFormat,
  type Fields,
  fieldsOf,
  list,
  string,
} from './export-format.ts';

export const skypeExport: ExportFormat = {
  name: 'skype',
  sign: /"conversations"\s*:\s*\[[\s\S]*"(?:MessageList|threadProperties)"\s*:/,
  *messages(root) {
    const owner = bare(string(fieldsOf(root).userId));
    for (const conversation of list(fieldsOf(root).conversations)) yield* messagesOf(conversation, owner);
  },
};

/** `8:live:anna` is `live:anna`; a room's id stays as it is. */
function bare(id: string | undefined): string | undefined {
  return id?.replace(/^(?:8|4|28):/, '');
}

function* messagesOf(conversation: Fields, owner: string | undefined): Generator<ExportedMessage> {
  const messages = list(conversation.MessageList);
  const id = string(conversation.id) ?? '';
  const isGroup = id.startsWith('19:');
  const { topic, members } = fieldsOf(conversation.threadProperties);
  const name = (isGroup ? string(topic) : undefined) ?? string(conversation.displayName) ?? bare(id);
  const speakers = distinct(messages.map((each) => bare(string(each.from))));
  const its: Conversation = isGroup
    ? { name, speakers, isGroup, members: memberIds(string(members)) }
    : { name, speakers, members: [...distinct([owner, bare(id)])] };
  // The newest message comes first.
  for (const message of messages.toReversed()) {
    const type = string(message.messagetype) ?? '';
    const text = plain(string(message.content) ?? '');
    yield {
      text: /^(?:RichText|Text)/.test(type) || type === '' ? text : `[${type}] ${text}`.trim(),
      time: string(message.originalarrivaltime),
      sender: bare(string(message.from)),
      alias: string(message.displayName),
      conversation: its,
      attachments: [],
    };
  }
}

/** A list in JSON, in a string. */
function memberIds(members: string | undefined): string[] | undefined {
  if (!members?.trim().startsWith('[')) return undefined;
  try {
    const ids: unknown = JSON.parse(members);
    return Array.isArray(ids) ? [...distinct(ids.map((id) => bare(string(id))))] : undefined;
  } catch {
    // Then it is no list.
    return undefined;
  }
}

type Node = DefaultTreeAdapterTypes.Node;

/** The words of the markup; of a link its address too, where the words are others. */
function plain(content: string): string {
  if (!/[<&]/.test(content)) return content;
  const textOf = (node: Node): string => {
    if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
    if (node.nodeName === 'br') return '\n';
    const words = 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
    const link = node.nodeName === 'a' && 'attrs' in node ? node.attrs.find(({ name }) => name === 'href')?.value : '';
    return link && !link.includes(words) ? `${words} (${link})` : words;
  };
  return parse5().parseFragment(content).childNodes.map(textOf).join('').trim();
}
