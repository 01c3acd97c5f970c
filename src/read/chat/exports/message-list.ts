/** A conversation as an object that holds its messages in a list, as scripts and viewers write it. */
import { chatColumns } from '../chat-fields.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, list, string } from './export-format.ts';

const LISTS = ['messages', 'conversation', 'chat', 'history', 'dialog', 'dialogue', 'thread', 'log', 'data'] as const;
const FIRST_OF_LIST = new RegExp(`"(?:${LISTS.join('|')})"\\s*:\\s*\\[\\s*(\\{[^{}]*\\})`);
const NAMES = ['name', 'title', 'subject', 'room', 'channel', 'chat_id', 'id'] as const;

export const messageListExport: ExportFormat = {
  name: 'message-list',
  sign: {
    test(head) {
      const first = /^\s*\{/.test(head) ? FIRST_OF_LIST.exec(head)?.[1] : undefined;
      if (first === undefined) return false;
      try {
        return chatColumns(Object.keys(JSON.parse(first) as object)) !== undefined;
      } catch {
        // The record is nested or cut off: no plain list of messages.
        return false;
      }
    },
  },
  *messages(root) {
    const fields = fieldsOf(root);
    const messages = list(LISTS.map((name) => fields[name]).find(Array.isArray));
    const columns = chatColumns(Object.keys(messages[0] ?? {}));
    if (columns === undefined) return;
    const of = (message: Fields, column: string | undefined): string | undefined =>
      column === undefined ? undefined : string(message[column]);
    const speakers = distinct(messages.map((message) => of(message, columns.sender)));
    const name = NAMES.flatMap((key) => string(fields[key]) ?? []).find((each) => /\p{L}/u.test(each));
    // What two people write to each other has no room.
    const conversation = speakers.size <= 2 ? { speakers } : { name, speakers };
    for (const message of messages) {
      const to = of(message, columns.recipient);
      yield {
        text: of(message, columns.text) ?? '',
        time: of(message, columns.time),
        sender: of(message, columns.sender),
        conversation: to === undefined ? conversation : { name: to, speakers, isGroup: true },
        attachments: [],
      };
    }
  },
};
