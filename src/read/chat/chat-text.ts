/** Chats as text: Matrix blocks, WhatsApp, QQ and WeChat, IRC, Skype; a message may go on over many lines. */

import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { charsetOf, textLines } from '../text/text-source.ts';
import { messagePassage } from './chat-message.ts';
import { chatLineFormat, isDayFirst, type TextMessage, yearFirst } from './text-chat-lines.ts';

/** Attachments as the exports name them. */
const ATTACHMENT =
  /<(?:attached|Anhang|прикреплено|附件)\s*:\s*([^<>]+)>|^[\u200e]?(\S[^\n]*\.\w{2,5}) \((?:file attached|файл добавлен|文件附件)\)/im;

export const chatTextReader: Reader = {
  name: 'chat-text',
  version: 1,
  accepts: (probe) =>
    probe.headText !== undefined &&
    !/^(?:html?|json|csv|xml|sql|md)$/.test(probe.extension) &&
    chatLineFormat(probe.headText) !== undefined,
  async read(input, sink) {
    const head = input.probe.headText ?? '';
    const format = chatLineFormat(head);
    if (!format) throw new TelltaleError('unsupported-format', 'The lines are no chat.');
    const sample = head.split(/\r\n|\n|\r/).flatMap((line) => format.begin(line)?.time ?? []);
    const order = isDayFirst(sample);
    // Without a telling day the world's more common order is taken, and said so below.
    const dayFirst = order ?? true;
    let open: TextMessage | undefined;
    let more: string[] = [];
    let index = 0;
    let links = 0;
    const give = async (): Promise<void> => {
      if (!open) return;
      const { time, sender, room } = open;
      const text = [open.text, ...more].join('\n').trim();
      const passage = await sink.passage(
        messagePassage({ text, time: yearFirst(time, dayFirst), sender, recipients: room ? [room] : [] }, index),
      );
      index += 1;
      const named = ATTACHMENT.exec(text);
      const target = named?.[1] ?? named?.[2];
      if (target) {
        links += 1;
        await sink.link({ relation: 'attachment', target: target.trim(), position: links, passage });
      }
    };
    for await (const { text, number } of textLines(input)) {
      const begun = format.begin(text);
      if (begun) {
        await give();
        open = begun;
        more = [];
      } else if (open) more.push(text);
      else if (text.trim() !== '') {
        await sink.passage({ role: 'paragraph', text, position: { kind: 'line', line: number } });
      }
    }
    await give();
    const isAmbiguous = order === undefined && sample.some((time) => /^\d{1,2}[./-]\d{1,2}[./-]/.test(time));
    return {
      kind: 'chat',
      mediaType: 'text/plain',
      properties: { charset: charsetOf(input), format: format.name, messages: String(index) },
      ...(isAmbiguous
        ? { warnings: ['The dates do not tell whether day or month comes first; day first was taken.'] }
        : {}),
    };
  },
};
