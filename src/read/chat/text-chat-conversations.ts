/** Which conversations a chat in text holds: who writes in each, and what it is called. */
import type { ReaderInput } from '../reader.ts';
import { type Line, textLines } from '../text/text-source.ts';
import type { Conversation } from './conversation.ts';
import type { LineAbout, LineFormat, TextMessage } from './text-chat-lines.ts';
import { aboutPath } from './text-chat-notes.ts';

interface Open {
  name?: string;
  readonly speakers: Set<string>;
  isGroup?: boolean;
}

/** Follows the lines of a file; one line names the conversation that comes after it, or the one that it stands in. */
export interface ConversationTracker {
  take(begun: TextMessage | undefined, about: LineAbout | undefined): void;
  /** Which of `found` the last line belongs to. */
  at(): number;
  readonly found: readonly Conversation[];
}

export function trackConversations(path: string, format: string): ConversationTracker {
  const { conversation: stated, isGroup } = aboutPath(path, format);
  const found: Open[] = [
    { speakers: new Set(), ...(stated === undefined ? {} : { name: stated }), ...(isGroup ? { isGroup } : {}) },
  ];
  const current = (): Open => found.at(-1) as Open;
  return {
    found,
    at: () => found.length - 1,
    take(begun, about) {
      if (about?.conversation !== undefined && about.conversation !== current().name) {
        const isFresh = current().name === undefined && current().speakers.size === 0;
        if (begun || isFresh) current().name ??= about.conversation;
        else found.push({ name: about.conversation, speakers: new Set() });
      }
      if (about?.isGroup) current().isGroup = true;
      // What is a notice is nobody's message.
      if (begun?.sender && !about && current().speakers.size < 3) current().speakers.add(begun.sender);
    },
  };
}

/** Goes through the file once before it is read: who the recipients are is only known at its end. */
export async function conversationsOf(
  input: ReaderInput,
  format: LineFormat,
  path: string,
): Promise<readonly Conversation[]> {
  const tracker = trackConversations(path, format.name);
  for await (const { text, begun } of chatLines({ ...input, onBytes: async () => {} }, format)) {
    tracker.take(begun, format.about?.(text));
    const [only, another] = tracker.found;
    const isSettled = format.name !== 'qq-text' && !another && only?.name !== undefined;
    if (isSettled && (only.isGroup || only.speakers.size > 2)) break;
  }
  return tracker.found;
}

export interface ChatLine extends Line {
  /** The message that begins here. */
  readonly begun: TextMessage | undefined;
}

/** The lines of a file with what begins on each; the second line of a head is not given. */
export async function* chatLines(input: ReaderInput, format: LineFormat): AsyncGenerator<ChatLine> {
  let held: Line | undefined;
  for await (const line of textLines(input)) {
    if (held) {
      const begun = format.begin(held.text, line.text);
      yield { ...held, begun };
      held = begun?.lines === 2 ? undefined : line;
    } else held = line;
  }
  if (held) yield { ...held, begun: format.begin(held.text) };
}
