/** Signal as the rows of its desktop database are exported: messages, and the conversations where they are with them; and as signal-export writes it. */
import type { Conversation } from '../conversation.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, list, string } from './export-format.ts';

/** The owner of the account, whom the rows do not name. */
const OWNER = 'self';

const nameOf = (conversation: Fields): string | undefined =>
  string(conversation.name) ??
  string(conversation.profileFullName) ??
  string(conversation.profileName) ??
  string(conversation.e164);

export const signalExport: ExportFormat = {
  name: 'signal',
  sign: /"conversationId"\s*:[\s\S]*"(?:sent_at|received_at)"\s*:|"sent_at"\s*:[\s\S]*"conversationId"\s*:/,
  *messages(root) {
    const described = list(fieldsOf(root).conversations);
    const messages = Array.isArray(root) ? list(root) : list(fieldsOf(root).messages);
    // A number or a service id is what messages know people by.
    const people = new Map<string, string>();
    for (const each of described) {
      const name = nameOf(each);
      for (const id of [each.e164, each.serviceId, each.uuid]) if (name && string(id)) people.set(String(id), name);
    }
    const senderOf = (message: Fields): string | undefined => {
      if (message.type === 'outgoing') return OWNER;
      const id = string(message.source) ?? string(message.sourceServiceId) ?? string(message.sourceUuid);
      return id && (people.get(id) ?? id);
    };
    const conversations = new Map<string, Conversation>();
    for (const each of described) {
      const id = string(each.id);
      if (id === undefined) continue;
      const name = nameOf(each) ?? id;
      const isGroup = each.type === 'group';
      const members = isGroup ? membersOf(each, people) : [OWNER, name];
      conversations.set(id, { name, speakers: new Set(), isGroup, members });
    }
    const spoken = new Map<string, Set<string>>();
    for (const message of messages) {
      const id = string(message.conversationId) ?? '';
      spoken.set(id, distinct([...(spoken.get(id) ?? []), senderOf(message)]));
    }
    for (const [id, speakers] of spoken) {
      // Where nothing describes it, a conversation with a second one than the owner is with that one.
      const isChat = speakers.size === 2 && speakers.has(OWNER);
      if (!conversations.has(id)) conversations.set(id, isChat ? { speakers } : { name: id, speakers, isGroup: true });
    }
    for (const message of messages) {
      yield {
        text: string(message.body) ?? '',
        time: string(message.sent_at) ?? string(message.timestamp),
        sender: senderOf(message),
        conversation: conversations.get(string(message.conversationId) ?? '') ?? { speakers: new Set() },
        attachments: list(message.attachments).flatMap((each) => string(each.path) ?? string(each.fileName) ?? []),
      };
    }
  },
};

function membersOf(conversation: Fields, people: ReadonlyMap<string, string>): string[] {
  const plain = string(conversation.members)?.split(/\s+/) ?? [];
  const newer = list(conversation.membersV2).map((each) => string(each.aci) ?? string(each.uuid) ?? '');
  return [...distinct([...plain, ...newer].map((id) => people.get(id) ?? id))];
}

/** The `data.json` of signal-export: a message a line, in a folder that has the conversation's name. */
export const signalLinesExport: ExportFormat = {
  name: 'signal-export',
  sign: /^\s*\{"date"\s*:[\s\S]*?"sender"\s*:[\s\S]*?"body"\s*:[\s\S]*?"quote"\s*:[\s\S]*?"reactions"\s*:/,
  *messages(root, folder) {
    const messages = Array.isArray(root) ? list(root) : [fieldsOf(root)];
    const conversation = { name: folder, speakers: distinct(messages.map(({ sender }) => string(sender))) };
    for (const message of messages) {
      yield {
        text: string(message.body)?.trim() || (string(message.sticker) ?? ''),
        time: string(message.date),
        sender: string(message.sender),
        conversation,
        attachments: list(message.attachments).flatMap((each) => string(each.path) ?? []),
      };
    }
  },
};
