/** Chats as JSON-like objects without quotes: `{ timestamp: …, chat_id: …, sender_alias: …, message: … }`. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { charsetOf, textLines } from '../text/text-source.ts';
import { chatColumns } from './chat-fields.ts';
import { messagePassage } from './chat-message.ts';

const KEY = /^\s*"?([A-Za-z_][\w.]{0,40})"?\s*:\s?(.*)$/;

export const chatUnquotedReader: Reader = {
  name: 'chat-unquoted',
  version: 1,
  accepts(probe) {
    const head = probe.headText?.trimStart();
    if (!head || !/^\[?\s*\{\s*[A-Za-z_]\w*\s*:/.test(head)) return false;
    const first = /\{([\s\S]*?)\n?\}/.exec(head)?.[1] ?? head;
    return chatColumns(Object.keys(fieldsOf(first))) !== undefined;
  },
  async read(input, sink) {
    let index = 0;
    const give = async (block: string): Promise<void> => {
      const body = block.replace(/\}\s*,?\s*\]?\s*$/, '');
      const fields = fieldsOf(body);
      const columns = chatColumns(Object.keys(fields));
      if (!columns) {
        if (body.trim() !== '')
          await sink.passage({ role: 'record', text: body.trim(), position: { kind: 'record', pointer: `/${index}` } });
        return;
      }
      const of = (name: string | undefined): string | undefined => (name === undefined ? undefined : fields[name]);
      await sink.passage(
        messagePassage(
          {
            text: of(columns.text) ?? '',
            time: of(columns.time),
            sender: of(columns.sender),
            recipients: [of(columns.recipient) ?? ''],
          },
          index,
        ),
      );
      index += 1;
    };
    let block: string[] | undefined;
    for await (const { text } of textLines(input)) {
      // A message may hold braces: an object begins and ends where its first key and a line's end say so.
      const begins = /^\s*[[,]?\s*\{\s*(?:$|[A-Za-z_"]\w*"?\s*:)/.test(text);
      if (begins) {
        if (block) await give(block.join('\n'));
        block = [text.replace(/^\s*[[,]?\s*\{/, '')];
      } else block?.push(text);
      if (block && /\}\s*,?\s*\]?\s*$/.test(text) && (begins || /^\s*\}/.test(text))) {
        await give(block.join('\n'));
        block = undefined;
      }
    }
    if (block) await give(block.join('\n'));
    if (index === 0) throw new TelltaleError('unsupported-format', 'There are no messages.');
    return {
      kind: 'chat',
      mediaType: 'text/plain',
      properties: { charset: charsetOf(input), messages: String(index) },
    };
  },
};

/** The text field is the last one and takes everything up to the end, commas and line ends included. */
function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  let rest = body;
  for (;;) {
    const match = KEY.exec(rest.replace(/^[\s,]+/, '').split('\n', 1)[0] ?? '');
    if (!match) break;
    const key = match[1] ?? '';
    rest = rest.replace(/^[\s,]+/, '').replace(/^"?[A-Za-z_][\w.]*"?\s*:\s?/, '');
    if (/^(?:message|body|text|content|msg)$/i.test(key)) {
      fields[key] = unquoted(rest);
      break;
    }
    const end = /,\s*(?="?[A-Za-z_][\w.]{0,40}"?\s*:\s)|\n/.exec(rest)?.index ?? rest.length;
    fields[key] = unquoted(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return fields;
}

function unquoted(value: string): string {
  const text = value.trim().replace(/,$/, '').trim();
  return /^"[\s\S]*"$/.test(text) ? text.slice(1, -1) : text;
}
