/** Conversations as Facebook, Messenger and Instagram give them out: newest first, and every letter beyond ASCII as the bytes of its UTF-8. */
import type { Conversation } from '../conversation.ts';
import { distinct, type ExportFormat, type Fields, fieldsOf, lines, list, string } from './export-format.ts';

const SIGNS = ['"participants"', '"messages"', '"sender_name"', '"timestamp_ms"'] as const;
const FILES = ['photos', 'videos', 'audio_files', 'files', 'gifs'] as const;

export const metaExport: ExportFormat = {
  name: 'meta',
  // One after another, and each only once: a single pattern of them all could be made to search for ever.
  sign: { test: (head) => SIGNS.reduce((at, sign) => (at < 0 ? at : head.indexOf(sign, at)), 0) >= 0 },
  *messages(root, folder) {
    const fields = fieldsOf(root);
    const messages = list(fields.messages);
    const members = list(fields.participants).flatMap(({ name }) => repaired(string(name)) ?? []);
    const conversation: Conversation = {
      name: repaired(string(fields.title)),
      speakers: distinct(messages.map(({ sender_name: name }) => repaired(string(name)))),
      members,
      isGroup: members.length > 2,
    };
    for (const message of messages) {
      const files = filesOf(message);
      yield {
        text: lines([
          repaired(string(message.content)),
          string(fieldsOf(message.share).link),
          ...files.map((uri) => `[${uri.split('/').at(-1)}]`),
        ]),
        time: string(message.timestamp_ms),
        sender: repaired(string(message.sender_name)),
        conversation,
        // Stated from the top of everything that was given out, of which this folder may be all that is left.
        attachments: files.map(
          (uri) => (folder && uri.includes(`/${folder}/`) ? uri.split(`/${folder}/`)[1] : uri) ?? uri,
        ),
      };
    }
  },
};

function filesOf(message: Fields): readonly string[] {
  return [...FILES.flatMap((kind) => list(message[kind])), fieldsOf(message.sticker)].flatMap(
    ({ uri }) => string(uri) ?? [],
  );
}

/** `cafÃ©` as `café`; what is no UTF-8 in disguise stays as it is. */
function repaired(text: string | undefined): string | undefined {
  if (text === undefined || !/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? text : decoded;
}
