/** Reads messages of protocol buffers without their schema: fields by number. */
import { TelltaleError } from '../../errors.ts';

/** Varints as numbers, everything else as its bytes; a field may stand more than once. */
export type Message = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

const damaged = (): TelltaleError => new TelltaleError('broken-file', 'A message of the file ends too early.');

/** The number at `at` and where it ends. Beyond 2^53 it is no longer exact: identifiers are below that. */
export function varint(bytes: Uint8Array, at: number): readonly [value: number, end: number] {
  let value = 0;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) throw damaged();
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, at + index + 1];
  }
  throw damaged();
}

/** Throws `broken-file` when the bytes are no message. */
export function parseMessage(bytes: Uint8Array): Message {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  while (at < bytes.length) {
    const [key, start] = varint(bytes, at);
    const kind = key % 8;
    let value: number | Uint8Array;
    if (kind === 0) [value, at] = varint(bytes, start);
    else {
      const [length, from] = kind === 2 ? varint(bytes, start) : [kind === 1 ? 8 : kind === 5 ? 4 : -1, start];
      if (length < 0 || from + length > bytes.length) throw damaged();
      value = bytes.subarray(from, from + length);
      at = from + length;
    }
    const number = Math.floor(key / 8);
    const known = fields.get(number);
    if (known) known.push(value);
    else fields.set(number, [value]);
  }
  return fields;
}

export function numberOf(message: Message | undefined, field: number): number | undefined {
  const value = message?.get(field)?.[0];
  return typeof value === 'number' ? value : undefined;
}

export function bytesOf(message: Message | undefined, field: number): Uint8Array | undefined {
  const value = message?.get(field)?.[0];
  return typeof value === 'number' ? undefined : value;
}

export function textOf(message: Message | undefined, field: number): string | undefined {
  const value = bytesOf(message, field);
  return value === undefined ? undefined : Buffer.from(value).toString('utf8');
}

/** Every message in a field that may stand more than once. */
export function messagesOf(message: Message | undefined, field: number): Message[] {
  return (message?.get(field) ?? []).flatMap((value) => (typeof value === 'number' ? [] : [parseMessage(value)]));
}

export function messageOf(message: Message | undefined, field: number): Message | undefined {
  const value = bytesOf(message, field);
  return value === undefined ? undefined : parseMessage(value);
}
