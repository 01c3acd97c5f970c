/** Chats as a JSON array of messages, or as message objects written one after another (with or without line ends). */
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput } from '../reader.ts';
import { jsonValues } from '../text/json-values.ts';
import { charsetOf, textChunks } from '../text/text-source.ts';
import { type ChatColumns, chatColumns } from './chat-fields.ts';
import { messagePassage } from './chat-message.ts';
import { type Conversation, recipientsOf } from './conversation.ts';
import { nameOf, wordsOf } from './exports/export-format.ts';
import { beginsWithMessage } from './first-record.ts';

export const chatJsonReader: Reader = {
  name: 'chat-json',
  version: 5,
  accepts(probe) {
    const head = probe.headText?.trimStart();
    if (!head || !/^(?:\[\s*)?\{/.test(head)) return false;
    return beginsWithMessage(head, head.indexOf('{'));
  },
  async read(input, sink) {
    let columns: ChatColumns | undefined;
    let conversation: Conversation | undefined;
    let index = 0;
    let damage: string | undefined;
    try {
      for await (const value of jsonValues(textChunks(input))) {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
        const record = value as Record<string, unknown>;
        columns ??= chatColumns(Object.keys(record));
        if (!columns) throw new TelltaleError('unsupported-format', 'The records are no chat messages.');
        const of = (column: string | undefined): unknown => (column === undefined ? undefined : record[column]);
        const sender = nameOf(of(columns.sender)) ?? asText(of(columns.sender));
        if (columns.recipient === undefined) conversation ??= { speakers: await speakersOf(input, columns) };
        const recipients =
          columns.recipient === undefined
            ? recipientsOf(conversation ?? { speakers: new Set() }, sender)
            : listOf(record[columns.recipient]);
        await sink.passage(
          messagePassage(
            {
              text: wordsOf(of(columns.text)) ?? asText(of(columns.text)) ?? '',
              time: asText(of(columns.time)),
              sender,
              recipients,
            },
            index,
          ),
        );
        index += 1;
      }
    } catch (caught) {
      if (index === 0 || !(caught instanceof TelltaleError) || caught.code !== 'broken-file') throw caught;
      // Messages before the damage are worth having.
      damage = caught.message;
    }
    if (index === 0) throw new TelltaleError('unsupported-format', 'There are no records.');
    return {
      kind: 'chat',
      mediaType: 'application/json',
      properties: { charset: charsetOf(input), messages: String(index) },
      ...(damage === undefined ? {} : { warnings: [`What follows the damage is missing: ${damage}`] }),
    };
  },
};

/** Who writes, up to the third: two are each other's party, whatever stands between their messages. */
async function speakersOf(input: ReaderInput, { sender }: ChatColumns): Promise<ReadonlySet<string>> {
  const speakers = new Set<string>();
  const { onBytes: _, ...quietly } = input;
  try {
    for await (const value of jsonValues(textChunks(quietly))) {
      const name = sender === undefined ? undefined : nameOf((value as Record<string, unknown> | null)?.[sender]);
      if (name) speakers.add(name);
      if (speakers.size > 2) break;
    }
  } catch (caught) {
    // Who wrote before the damage is known; the reading itself tells of it.
    if (!(caught instanceof TelltaleError) || caught.code !== 'broken-file') throw caught;
  }
  return speakers;
}

function asText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function listOf(value: unknown): string[] {
  const name = (each: unknown): string => nameOf(each) ?? asText(each) ?? '';
  return Array.isArray(value) ? value.map(name) : [name(value)];
}
