/** Chats as text: Matrix blocks, «from -> to», WhatsApp, QQ and WeChat, IRC, Skype, LINE, KakaoTalk, what was copied out of Telegram and Discord, Pidgin, iMessage, slackdump; a message may go on over many lines. */

import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { charsetOf } from '../text/text-source.ts';
import { messagePassage } from './chat-message.ts';
import { conversationProperties, recipientsOf } from './conversation.ts';
import { createLogClock } from './log-clock.ts';
import { chatLines, conversationsOf, trackConversations } from './text-chat-conversations.ts';
import { chatLineFormat, isDayFirst, type TextMessage, yearFirst } from './text-chat-lines.ts';
import { aboutPath } from './text-chat-notes.ts';

/** Attachments as the exports name them. */
const ATTACHMENT =
  /<(?:attached|Anhang|прикреплено|附件|添付ファイル|첨부됨|adjunto|anexado|allegato|pièce jointe|bijgevoegd|المُرفق|ekli|załączono)\s*[:：]\s*([^<>]+)>|^[\u200e\u200f]?(\S[^\n]*\.\w{2,5}) \((?:file attached|файл добавлен|文件附件|檔案附件|ファイル添付|파일 첨부됨|Datei angehängt|fichier joint|archivo adjunto|arquivo anexado|file allegato|bestand bijgevoegd|plik dołączony|dosya ekli|file terlampir|tiedosto liitetty|الملف مرفق|קובץ מצורף)\)/im;

/** The line that some exports draw between messages. */
const RULE = /\n[-=_*]{5,}\s*$/;
/** A date with its day and month before its year. */
const IN_DAYS = /^\d{1,2}[./-]\d{1,2}[./-]/;

/** A page in Markdown that is a chat is nothing else: it begins with a message. */
function isChat(head: string, isPage: boolean): boolean {
  const format = chatLineFormat(head);
  if (!format || !isPage) return format !== undefined;
  const [line = '', next] = head.trimStart().split(/\r\n|\n|\r/, 2);
  return format.begin(line, next) !== undefined;
}

export const chatTextReader: Reader = {
  name: 'chat-text',
  version: 5,
  accepts: (probe) =>
    probe.headText !== undefined &&
    !/^(?:html?|json|csv|xml|sql)$/.test(probe.extension) &&
    isChat(probe.headText, probe.extension === 'md'),
  async read(input, sink) {
    const head = input.probe.headText ?? '';
    const format = chatLineFormat(head);
    if (!format) throw new TelltaleError('unsupported-format', 'The lines are no chat.');
    const sample = head.split(/\r\n|\n|\r/).flatMap((line, at, lines) => format.begin(line, lines[at + 1])?.time ?? []);
    const path = input.source?.path ?? input.probe.name;
    const conversations = await conversationsOf(input, format, path);
    const tracker = trackConversations(path, format.name);
    const clock = createLogClock(aboutPath(path, format.name).day);
    let open: TextMessage | undefined;
    let place = 0;
    let more: string[] = [];
    let index = 0;
    let links = 0;
    let undated = 0;
    const give = async (): Promise<void> => {
      if (!open) return;
      const { time, sender, recipient } = open;
      const whole = [open.text, ...more].join('\n').replace(RULE, '').trim();
      const text = format.words?.(whole) ?? whole;
      // Without a telling day the world's more common order is taken, and said so below.
      const stated = clock.dated(yearFirst(time, isDayFirst(sample, time) ?? true));
      const conversation = conversations[place];
      const recipients = recipient ? [recipient] : conversation ? recipientsOf(conversation, sender) : [];
      const message = messagePassage({ text, time: stated, sender, recipients }, index);
      const passage = await sink.passage(message);
      if (message.time === undefined && /\d{4}|[./-]\d/.test(time)) undated += 1;
      index += 1;
      const named = ATTACHMENT.exec(text);
      const target = named?.[1] ?? named?.[2];
      if (target) {
        links += 1;
        await sink.link({ relation: 'attachment', target: target.trim(), position: links, passage });
      }
    };
    for await (const { text, number, begun } of chatLines(input, format)) {
      const about = format.about?.(text);
      if (begun || about) await give();
      tracker.take(begun, about);
      if (about?.day !== undefined) clock.begin(about.day);
      if (begun) {
        // A notice is nobody's message, though a client may write a name before it.
        open = about ? { ...begun, sender: '' } : begun;
        place = tracker.at();
        more = [];
      } else if (open && !about) more.push(text);
      else {
        open = undefined;
        if (text.trim() !== '') {
          await sink.passage({ role: 'paragraph', text, position: { kind: 'line', line: number } });
        }
      }
    }
    await give();
    const [only] = conversations;
    const isAmbiguous = sample.some((time) => IN_DAYS.test(time) && isDayFirst(sample, time) === undefined);
    const warnings = [
      ...(isAmbiguous ? ['The dates do not tell whether day or month comes first; day first was taken.'] : []),
      ...(undated > 0 ? [`${undated} messages state a date that does not exist; they stand without one.`] : []),
    ];
    return {
      kind: 'chat',
      mediaType: 'text/plain',
      properties: {
        charset: charsetOf(input),
        format: format.name,
        messages: String(index),
        ...(only && conversations.length === 1 ? conversationProperties(only) : {}),
      },
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
};
