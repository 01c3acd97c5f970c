/** A conversation as an object that holds its messages in a list, as scripts and viewers write it. */
import { chatColumns } from '../chat-fields.ts';
import { beginsWithMessage } from '../first-record.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, list, nameOf, string, wordsOf } from './export-format.ts';

const LISTS = ['messages', 'conversation', 'chat', 'history', 'dialog', 'dialogue', 'thread', 'log', 'data'] as const;
const FIRST_OF_LIST = new RegExp(`"(?:${LISTS.join('|')})"\\s*:\\s*\\[\\s*(?=\\{)`);
const NAMES = ['name', 'title', 'subject', 'room', 'channel', 'chat_id', 'id'] as const;

export const messageListExport: ExportFormat = {
  name: 'message-list',
  sign: {
    test(head) {
      const list = /^\s*\{/.test(head) ? FIRST_OF_LIST.exec(head) : null;
      return list !== null && beginsWithMessage(head, list.index + list[0].length);
    },
  },
  *messages(root) {
    const fields = fieldsOf(root);
    const messages = list(LISTS.map((name) => fields[name]).find(Array.isArray));
    const columns = chatColumns(Object.keys(messages[0] ?? {}));
    if (columns === undefined) return;
    const of = (message: Fields, column: string | undefined): unknown =>
      column === undefined ? undefined : message[column];
    const speakers = distinct(messages.map((message) => nameOf(of(message, columns.sender))));
    const about = fieldsOf(fields.chatInfo ?? fields.chat_info);
    const name = [fields, about]
      .flatMap((its) => NAMES.flatMap((key) => string(its[key]) ?? []))
      .find((each) => /\p{L}/u.test(each));
    const isGroup = /group|channel|room/i.test(string(about.type) ?? '');
    // What two people write to each other has no room.
    const conversation = speakers.size <= 2 && !isGroup ? { speakers } : { name, speakers, isGroup };
    for (const message of messages) {
      const to = nameOf(of(message, columns.recipient));
      yield {
        text: wordsOf(of(message, columns.text)) ?? '',
        time: string(of(message, columns.time)),
        sender: nameOf(of(message, columns.sender)),
        conversation: to === undefined ? conversation : { name: to, speakers, isGroup: true },
        attachments: [],
      };
    }
  },
};
