/** Torrents: name, trackers and the files that they promise, as records. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';

type Bencoded = number | Buffer | Bencoded[] | Map<string, Bencoded>;

const LARGEST = 64 * 2 ** 20;
const DEEPEST = 64;

export const torrentReader: Reader = {
  name: 'torrent',
  version: 1,
  accepts: (probe) =>
    probe.head[0] === 0x64 &&
    /^d\d+:(?:announce|created by|comment|creation date|info|nodes|encoding|url-list|publisher)/.test(
      Buffer.from(probe.head.subarray(0, 64)).toString('latin1'),
    ),
  async read(input, sink) {
    if (input.probe.size > LARGEST) throw new TelltaleError('too-large', `A torrent of ${input.probe.size} bytes.`);
    const root = decoded(await readFile(input.path));
    const info = asMap(asMap(root)?.get('info'));
    if (!info) throw new TelltaleError('unsupported-format', 'There is no info of a torrent.');
    const give = async (text: string, pointer: string): Promise<void> => {
      if (text.trim() !== '') await sink.passage({ role: 'record', text, position: { kind: 'record', pointer } });
    };
    const title = words(info.get('name'));
    const lines = [title ? `name: ${title}` : ''];
    for (const key of ['announce', 'comment', 'created by', 'publisher', 'publisher-url']) {
      const value = words(asMap(root)?.get(key));
      if (value) lines.push(`${key}: ${value}`);
    }
    for (const tracker of flat(asMap(root)?.get('announce-list'))) lines.push(`tracker: ${tracker}`);
    const created = asMap(root)?.get('creation date');
    if (typeof created === 'number' && Math.abs(created) < 8e12 / 1000) {
      lines.push(`created: ${new Date(created * 1000).toISOString()}`);
    }
    await give(lines.filter((line) => line !== '').join('\n'), '/');
    const files = info.get('files');
    const list = Array.isArray(files) ? files : [];
    for (let at = 0; at < list.length; at += 200) {
      const names = list.slice(at, at + 200).map((file) => {
        const fields = asMap(file);
        return `${flat(fields?.get('path')).join('/')}\t${Number(fields?.get('length') ?? 0)}`;
      });
      await give(names.join('\n'), `/info/files/${at}`);
    }
    return {
      kind: 'record-set',
      mediaType: 'application/x-bittorrent',
      properties: { files: String(Math.max(1, list.length)) },
      ...(title ? { title } : {}),
    };
  },
};

const asMap = (value: Bencoded | undefined): Map<string, Bencoded> | undefined =>
  value instanceof Map ? value : undefined;
const words = (value: Bencoded | undefined): string | undefined =>
  Buffer.isBuffer(value) ? value.toString('utf8') : undefined;

function flat(value: Bencoded | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  return words(value) === undefined ? [] : [words(value) ?? ''];
}

function decoded(bytes: Buffer): Bencoded {
  let at = 0;
  const fail = (): TelltaleError => new TelltaleError('broken-file', `Damaged torrent at byte ${at}.`);
  const next = (depth: number): Bencoded => {
    const lead = bytes[at];
    if (lead === undefined || depth > DEEPEST) throw fail();
    if (lead === 0x69) {
      const end = bytes.indexOf(0x65, at);
      const number = Number(bytes.toString('latin1', at + 1, end));
      if (end < 0 || end - at > 24 || Number.isNaN(number)) throw fail();
      at = end + 1;
      return number;
    }
    if (lead === 0x6c || lead === 0x64) {
      at += 1;
      const values: Bencoded[] = [];
      while (bytes[at] !== 0x65) values.push(next(depth + 1));
      at += 1;
      if (lead === 0x6c) return values;
      const map = new Map<string, Bencoded>();
      for (let each = 0; each + 1 < values.length; each += 2) {
        map.set(words(values[each]) ?? '', values[each + 1] ?? 0);
      }
      return map;
    }
    const colon = bytes.indexOf(0x3a, at);
    const length = Number(bytes.toString('latin1', at, Math.min(colon, at + 12)));
    if (colon < 0 || colon - at > 11 || !Number.isInteger(length) || length < 0 || colon + 1 + length > bytes.length) {
      throw fail();
    }
    at = colon + 1 + length;
    return bytes.subarray(colon + 1, at);
  };
  return next(0);
}
