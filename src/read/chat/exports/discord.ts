/** Discord as DiscordChatExporter writes it: one channel or one direct chat a file. */
import { distinct, type ExportFormat, type Fields, fieldsOf, lines, list, string } from './export-format.ts';

const senderOf = (message: Fields): string | undefined => {
  const author = fieldsOf(message.author);
  return string(author.name) ?? string(author.username) ?? string(author.id);
};

export const discordExport: ExportFormat = {
  name: 'discord',
  sign: /"guild"\s*:\s*\{[\s\S]*"channel"\s*:\s*\{/,
  *messages(root) {
    const { messages, channel } = fieldsOf(root);
    const type = string(fieldsOf(channel).type);
    const speakers = distinct(list(messages).map(senderOf));
    const room = string(fieldsOf(channel).name);
    // A direct chat has the other's displayed name, which need not be the one that messages carry.
    const isChat = type === 'DirectTextChat';
    const conversation = isChat && speakers.size === 2 ? { speakers } : { name: room, speakers, isGroup: !isChat };
    for (const message of list(messages)) {
      const attached = list(message.attachments).flatMap((each) => string(each.url) ?? []);
      yield {
        text: lines([
          string(message.content),
          ...list(message.embeds).flatMap((each) => [string(each.title), string(each.description), string(each.url)]),
          ...attached,
        ]),
        time: string(message.timestamp),
        sender: senderOf(message),
        alias: string(fieldsOf(message.author).nickname),
        conversation,
        attachments: attached.filter((url) => !/^[a-z]+:/i.test(url)),
      };
    }
  },
};
