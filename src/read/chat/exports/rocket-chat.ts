/** Rocket.Chat as its database is exported: messages with the ids of their rooms, and the rooms where they are with them. */
import type { Conversation } from '../conversation.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, isFields, lines, list, string } from './export-format.ts';

const senderOf = (message: Fields): string | undefined =>
  string(fieldsOf(message.u).username) ?? string(fieldsOf(message.u).name);

export const rocketChatExport: ExportFormat = {
  name: 'rocket-chat',
  sign: /"rid"\s*:[\s\S]*"u"\s*:\s*\{|"u"\s*:\s*\{[\s\S]*"rid"\s*:|"msg"\s*:[\s\S]*"u"\s*:\s*\{/,
  *messages(root) {
    const messages = (Array.isArray(root) ? list(root) : list(fieldsOf(root).messages)).filter(
      // Rooms of the same dump have no text.
      (each) => each.msg !== undefined,
    );
    const rooms = roomsOf(root, messages);
    for (const message of messages) {
      const when = isFields(message.ts) ? string(message.ts.$date) : string(message.ts);
      const room = string(message.rid) ?? '';
      yield {
        text: lines([
          string(message.msg),
          ...list(message.attachments).flatMap((each) => [string(each.title), string(each.text)]),
        ]),
        time: when,
        sender: senderOf(message),
        alias: string(fieldsOf(message.u).name),
        conversation: rooms.get(room) ?? { name: room, speakers: new Set() },
        attachments: [],
      };
    }
  },
};

function roomsOf(root: unknown, messages: readonly Fields[]): ReadonlyMap<string, Conversation> {
  const described = new Map<string, Fields>();
  for (const room of [...list(fieldsOf(root).rooms), ...(Array.isArray(root) ? list(root) : [])]) {
    const id = string(room._id);
    if (id !== undefined && room.t !== undefined && room.msg === undefined) described.set(id, room);
  }
  const users = new Map<string, string>();
  const speakers = new Map<string, Set<string>>();
  for (const message of messages) {
    const room = string(message.rid) ?? '';
    const sender = senderOf(message);
    const id = string(fieldsOf(message.u)._id);
    if (id && sender) users.set(id, sender);
    const known = speakers.get(room) ?? new Set();
    speakers.set(room, sender ? known.add(sender) : known);
  }
  const rooms = new Map<string, Conversation>();
  for (const [id, spoken] of speakers) {
    const room = described.get(id) ?? {};
    const listed = Array.isArray(room.usernames) ? [...distinct(room.usernames.map(string))] : undefined;
    const members = listed ?? partiesOf(id, users);
    rooms.set(id, {
      name: string(room.fname) ?? string(room.name) ?? id,
      speakers: spoken,
      members,
      isGroup: room.t === undefined ? members === undefined : room.t !== 'd',
    });
  }
  return rooms;
}

/** The id of a direct chat is those of its two users, one after the other. */
function partiesOf(room: string, users: ReadonlyMap<string, string>): string[] | undefined {
  for (const [id, name] of users) {
    if (id === '' || id.length === room.length) continue;
    const other = room.startsWith(id)
      ? room.slice(id.length)
      : room.endsWith(id)
        ? room.slice(0, -id.length)
        : undefined;
    const named = other === undefined ? undefined : users.get(other);
    if (named !== undefined) return [name, named];
    // Of one who never wrote only the id is known; it has the length of all ids.
    if (other !== undefined && id.length >= 17 && other.length === id.length) return [name, other];
  }
  return undefined;
}
