/** Telegram's export as HTML pages: one message a block, joined ones keep the sender before them. */
import { TelltaleError } from '../../errors.ts';
import { parse5 } from '../on-demand.ts';
import type { Reader } from '../reader.ts';
import { wholeText } from '../text/text-source.ts';
import { messagePassage } from './chat-message.ts';
import { conversationProperties, recipientsOf } from './conversation.ts';
import { all, attribute, type Element, first, isOne, targets, textOf } from './html-elements.ts';
import { yearFirst } from './text-chat-lines.ts';

/** Notices that only groups and channels have. */
const GROUP = /(?:created (?:the )?(?:group|channel)|invited |joined (?:the )?group|converted )/;

export const telegramHtmlReader: Reader = {
  name: 'telegram-html',
  version: 2,
  accepts: (probe) => /<div class="message (?:default|service) ?[\w ]*" id="message-?\d+"/.test(probe.headText ?? ''),
  async read(input, sink) {
    const { text, charset } = await wholeText(input);
    const root = parse5().parse(text);
    const room = textOf(first(root, ['page_header'])).trim();
    const messages = [...all(root, ['message'])].filter((message) => !isOne(message, ['service']));
    const senderOf = (message: Element): string | undefined => {
      const named = first(message, ['from_name']);
      const forwarded = first(message, ['forwarded']);
      // What is forwarded names its author, who is not the sender.
      if (named && forwarded && named === first(forwarded, ['from_name'])) return undefined;
      return textOf(named).trim().split('\n')[0]?.trim() || undefined;
    };
    const speakers = new Set(messages.flatMap((message) => senderOf(message) ?? []));
    const isGroup = [...all(root, ['service'])].some((notice) => GROUP.test(textOf(notice)));
    const conversation = { name: room, speakers, isGroup };
    let sender: string | undefined;
    let index = 0;
    let links = 0;
    for (const message of messages) {
      sender = senderOf(message) ?? sender;
      const attachments = targets(first(message, ['media_wrap']), ['href']);
      const words = textOf(first(message, ['text'])).trim();
      const passage = await sink.passage(
        messagePassage(
          {
            text: words || attachments.map((each) => `[${each}]`).join(' '),
            time: timeOf(first(message, ['date'])),
            sender,
            recipients: recipientsOf(conversation, sender),
          },
          index,
        ),
      );
      index += 1;
      for (const target of attachments) {
        links += 1;
        await sink.link({ relation: 'attachment', target, position: links, passage });
      }
    }
    if (index === 0) throw new TelltaleError('unsupported-format', 'There are no messages.');
    return {
      kind: 'chat',
      mediaType: 'text/html',
      properties: {
        charset,
        format: 'telegram-html',
        messages: String(index),
        ...conversationProperties(conversation),
      },
      ...(room ? { title: room } : {}),
    };
  },
};

/** `21.02.2024 10:11:12 UTC+03:00` in the block's title. */
function timeOf(element: Element | undefined): string | undefined {
  const stated = element && attribute(element, 'title');
  const parts = /^(\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:\d{2}))?/.exec(stated ?? '');
  return parts ? `${yearFirst(parts[1] ?? '', true)}${parts[2] ?? ''}` : undefined;
}
