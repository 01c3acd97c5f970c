/** JSON and JSON Lines of any shape: each record as readable `path: value` lines. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { jsonValues } from './json-values.ts';
import { charsetOf, textChunks } from './text-source.ts';

/** UTF-16 units up to which a record is one passage; larger ones are divided by their members. */
const LONGEST = 4000;

export const jsonReader: Reader = {
  name: 'json',
  version: 2,
  accepts: (probe) =>
    probe.headText !== undefined &&
    (/^(?:jsonl?|ndjson|geojson)$/.test(probe.extension) || /^\s*[[{]\s*["{[]/.test(probe.headText)),
  async read(input, sink) {
    let index = 0;
    // Records before the damage are worth having.
    let damage: string | undefined;
    const emit = async (value: unknown, pointer: string): Promise<void> => {
      const text = readableJson(value);
      const divisible = typeof value === 'object' && value !== null;
      if (text.length > LONGEST && divisible) {
        for (const [key, member] of Object.entries(value)) {
          await emit(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
        }
      } else if (text.trim() !== '') {
        await sink.passage({
          role: 'record',
          text: labelled(pointer, text, divisible),
          position: { kind: 'record', pointer },
        });
      }
    };
    try {
      for await (const value of jsonValues(textChunks(input))) {
        await emit(value, `/${index}`);
        index += 1;
      }
    } catch (caught) {
      // Text that only begins like JSON is read as text, and so is a value that is too large to be held as one, as long as
      // nothing was given.
      const isOther = caught instanceof TelltaleError && /^(?:broken-file|too-large)$/.test(caught.code);
      if (index === 0 && isOther) {
        throw new TelltaleError('unsupported-format', caught.message, { cause: caught });
      }
      if (!(caught instanceof TelltaleError) || caught.code !== 'broken-file') throw caught;
      damage = caught.message;
    }
    return {
      kind: 'record-set',
      mediaType: 'application/json',
      properties: { charset: charsetOf(input), records: String(index) },
      ...(damage === undefined ? {} : { warnings: [`What follows the damage is missing: ${damage}`] }),
    };
  },
};

/** A scalar on its own says nothing without the key that it stands under. */
function labelled(pointer: string, text: string, divisible: boolean): string {
  const key = pointer.split('/').at(-1) ?? '';
  return divisible || /^\d*$/.test(key) ? text : `${key.replaceAll('~1', '/').replaceAll('~0', '~')}: ${text}`;
}

/** A value as lines of `path: value`; empty ones are left out. */
export function readableJson(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const lines: string[] = [];
  const walk = (inner: unknown, path: string): void => {
    if (inner === null || inner === undefined || inner === '') return;
    if (typeof inner === 'object') {
      for (const [key, member] of Object.entries(inner))
        walk(member, path === '' || Array.isArray(inner) ? (Array.isArray(inner) ? path : key) : `${path}.${key}`);
    } else lines.push(path === '' ? String(inner) : `${path}: ${inner}`);
  };
  walk(value, '');
  return lines.join('\n');
}
