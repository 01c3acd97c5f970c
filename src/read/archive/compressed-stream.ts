/** One file compressed as a stream: gzip, Zstandard, Brotli. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Duplex, Readable } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { safeName } from './member-name.ts';
import { createUnpackGuard } from './unpack-guard.ts';

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
const isZstd = (head: Uint8Array): boolean =>
  head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;

export const compressedStreamReader: Reader = {
  name: 'compressed-stream',
  version: 2,
  accepts: (probe) => isGzip(probe.head) || isZstd(probe.head),
  async read(input, sink) {
    const gzip = isGzip(input.probe.head);
    const name = innerName(input.probe.name);
    const unpacked = (salvage: boolean): Duplex =>
      createReadStream(input.path).pipe(
        gzip
          ? createGunzip(salvage ? { finishFlush: constants.Z_SYNC_FLUSH } : {})
          : createZstdDecompress(salvage ? { finishFlush: constants.ZSTD_e_flush } : {}),
      );
    let path: string;
    let damage: string | undefined;
    try {
      path = await createUnpackGuard(input).write(unpacked(false));
    } catch (caught) {
      const error = asTelltaleError(caught, 'broken-file');
      if (error.code !== 'broken-file') throw error;
      damage = error.message;
      path = await createUnpackGuard(input).write(Readable.from(beginningOf(unpacked(true))));
      if ((await stat(path)).size === 0)
        throw new TelltaleError('broken-file', `The compressed bytes are damaged: ${damage}`, { cause: caught });
    }
    await sink.child({ name, path, relation: 'member', position: 1 });
    return {
      kind: 'archive',
      mediaType: gzip ? 'application/gzip' : 'application/zstd',
      properties: { members: '1' },
      ...(damage === undefined
        ? {}
        : { warnings: [`The compressed bytes are damaged or cut off (${damage}); what comes before that is kept.`] }),
    };
  },
};

/** What a damaged stream gives before its damage. */
async function* beginningOf(stream: Duplex): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (caught) {
    // The first attempt has told what is wrong.
    if (!/^(?:Z_|ZSTD_|ERR_ZSTD)/.test((caught as NodeJS.ErrnoException).code ?? '')) throw caught;
  }
}

/** `a.tar` of `a.tar.gz` and of `a.tgz`. */
function innerName(name: string): string {
  const bare = name.replace(/\.(?:gz|zst|gzip)$/i, '').replace(/\.t(?:gz|zst)$/i, '.tar');
  return safeName(bare === name ? `${name}.unpacked` : bare);
}
