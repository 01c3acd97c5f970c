/** What each chat export in JSON is to the reader: how it looks, and its messages in the file's order. */
import type { Conversation } from '../conversation.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface ExportedMessage {
  readonly text: string;
  readonly time: string | undefined;
  readonly sender: string | undefined;
  /** What the message calls its sender besides: the account of a displayed name, or the other way round. */
  readonly alias?: string | undefined;
  readonly conversation: Conversation;
  readonly attachments: readonly string[];
}

export interface ExportFormat {
  readonly name: string;
  /** Whether the beginning of the file looks like it. */
  readonly sign: Pick<RegExp, 'test'>;
  /** `folder` is the name of the file's own folder, where that is known. */
  messages(root: unknown, folder: string | undefined): Iterable<ExportedMessage>;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** A text or a number as text; an empty one is none. */
export const string = (value: unknown): string | undefined =>
  typeof value === 'string' ? value || undefined : typeof value === 'number' ? String(value) : undefined;

/** Those that are there, one a line. */
export const lines = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('\n');

/** The different ones that are there, in order. */
export const distinct = (names: Iterable<string | undefined>): Set<string> => {
  const found = new Set<string>();
  for (const name of names) if (name) found.add(name);
  return found;
};

const NAMES = ['name', 'displayName', 'display_name', 'real_name', 'nickname', 'username', 'email', 'id'] as const;

/** What somebody is called: plainly, or as an object says. */
export const nameOf = (value: unknown): string | undefined =>
  isFields(value)
    ? (NAMES.map((key) => string(value[key])).find(Boolean) ??
      // Teams says what kind of sender it is, and below that who.
      [value.user, value.application].map((inner) => (isFields(inner) ? nameOf(inner) : undefined)).find(Boolean))
    : string(value);

/** What a message says: plainly, or as an object holds it. */
export const wordsOf = (value: unknown): string | undefined =>
  isFields(value) ? (string(value.text) ?? string(value.body) ?? string(value.content)) : string(value);
