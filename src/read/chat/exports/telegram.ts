/** Telegram's `result.json`: one chat, or all chats of an account. */
import {
  distinct,
  type ExportedMessage,
  type ExportFormat,
  type Fields,
  fieldsOf,
  list,
  string,
} from './export-format.ts';

export const telegramExport: ExportFormat = {
  name: 'telegram',
  sign: /"(?:date_unixtime|from_id|text_entities)"\s*:|"type"\s*:\s*"(?:personal_chat|private_\w+|public_\w+|saved_messages|bot_chat)"/,
  *messages(root) {
    const single = fieldsOf(root);
    const chats = single.messages
      ? [single]
      : [...list(fieldsOf(single.chats).list), ...list(fieldsOf(single.left_chats).list)];
    const owner = ownerOf(single);
    for (const chat of chats) yield* messagesOf(chat, owner);
  },
};

function ownerOf(root: Fields): string | undefined {
  const { first_name, last_name } = fieldsOf(root.personal_information);
  return [string(first_name), string(last_name)].filter(Boolean).join(' ') || undefined;
}

const senderOf = (message: Fields): string | undefined =>
  string(message.from) ?? string(message.from_id) ?? string(message.actor);

function* messagesOf(chat: Fields, owner: string | undefined): Generator<ExportedMessage> {
  const messages = list(chat.messages);
  const name = string(chat.name) ?? string(chat.id);
  const isPersonal = /^(?:personal_chat|bot_chat)$/.test(string(chat.type) ?? '');
  const written = distinct(messages.map(senderOf));
  const speakers = isPersonal && owner && name ? distinct([name, owner, ...written]) : written;
  const conversation = { name, speakers, isGroup: string(chat.type) !== undefined && !isPersonal };
  for (const message of messages) {
    const attachments = [message.photo, message.file]
      .flatMap((path) => string(path) ?? [])
      // What was not exported is named by a sentence in brackets.
      .filter((path) => !path.startsWith('('));
    const action = string(message.action);
    yield {
      text:
        textOf(message.text) ||
        (action
          ? `[${action}] ${string(message.title) ?? ''}`.trim()
          : attachments.map((each) => `[${each}]`).join(' ')),
      // The plain date has the exporter's zone without saying so; the other one is UTC.
      time: string(message.date_unixtime) ?? string(message.date),
      sender: senderOf(message),
      alias: string(message.from_id),
      conversation,
      attachments,
    };
  }
}

/** A string, or a list of strings and marked pieces. */
function textOf(value: unknown): string {
  if (!Array.isArray(value)) return string(value) ?? '';
  return value
    .map((piece) => {
      const { text, href } = fieldsOf(piece);
      return typeof piece === 'string' ? piece : `${string(text) ?? ''}${href ? ` (${string(href)})` : ''}`;
    })
    .join('');
}
