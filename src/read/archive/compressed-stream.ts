/** One file compressed as a stream: gzip, Zstandard, Brotli. */
import { createReadStream } from 'node:fs';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { safeName } from './member-name.ts';
import { createUnpackGuard } from './unpack-guard.ts';

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
const isZstd = (head: Uint8Array): boolean =>
  head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;

export const compressedStreamReader: Reader = {
  name: 'compressed-stream',
  version: 1,
  accepts: (probe) => isGzip(probe.head) || isZstd(probe.head),
  async read(input, sink) {
    const gzip = isGzip(input.probe.head);
    const name = innerName(input.probe.name);
    const guard = createUnpackGuard(input);
    try {
      const unpacked = createReadStream(input.path).pipe(gzip ? createGunzip() : createZstdDecompress());
      await sink.child({ name, path: await guard.write(unpacked), relation: 'member', position: 1 });
    } catch (caught) {
      const error = asTelltaleError(caught, 'broken-file');
      if (error.code !== 'broken-file') throw error;
      throw new TelltaleError('broken-file', `The compressed bytes are damaged: ${error.message}`, { cause: caught });
    }
    return { kind: 'archive', mediaType: gzip ? 'application/gzip' : 'application/zstd', properties: { members: '1' } };
  },
};

/** `a.tar` of `a.tar.gz` and of `a.tgz`. */
function innerName(name: string): string {
  const bare = name.replace(/\.(?:gz|zst|gzip)$/i, '').replace(/\.t(?:gz|zst)$/i, '.tar');
  return safeName(bare === name ? `${name}.unpacked` : bare);
}
