/** Reads files that are packed with LZ4. */
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { isLz4, isMozillaLz4, unpackLz4 } from './lz4.ts';
import { safeName } from './member-name.ts';
import { createUnpackGuard } from './unpack-guard.ts';

/** Bytes; the packed file is held in memory. */
const LARGEST = 512 * 2 ** 20;

export const lz4Reader: Reader = {
  name: 'lz4',
  version: 1,
  accepts: ({ head }) => isLz4(head) || isMozillaLz4(head),
  async read(input, sink) {
    if (input.probe.size > LARGEST) throw new TelltaleError('too-large', 'The packed file is over 512 MiB.');
    const bytes = await readFile(input.path);
    let damage: string | undefined;
    const unpacked = function* (): Generator<Buffer> {
      try {
        yield* unpackLz4(bytes);
      } catch (caught) {
        damage = asTelltaleError(caught, 'broken-file').message;
      }
    };
    const path = await createUnpackGuard(input).write(Readable.from(unpacked()));
    if (damage !== undefined && (await stat(path)).size === 0) {
      throw new TelltaleError('broken-file', `The compressed bytes are damaged: ${damage}`);
    }
    await sink.child({ name: safeName(innerName(input.probe.name)), path, relation: 'member', position: 1 });
    return {
      kind: 'archive',
      mediaType: 'application/x-lz4',
      properties: { members: '1' },
      ...(damage === undefined
        ? {}
        : { warnings: [`The compressed bytes are damaged or cut off (${damage}); what comes before that is kept.`] }),
    };
  },
};

/** `a.json` of `a.jsonlz4` and of `a.json.lz4`. */
function innerName(name: string): string {
  const bare = name.replace(/\.?(?:moz)?lz4$/i, '');
  return bare === '' || bare === name ? `${name}.unpacked` : bare;
}
