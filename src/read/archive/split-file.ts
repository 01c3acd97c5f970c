/** A file that was cut into pieces, `a.7z.001` or `a.tar.gz.aa`: the pieces are joined, and the whole is a file of its own. */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../errors.ts';
import { volumeOf } from '../../model/volume-name.ts';
import type { Reader } from '../reader.ts';
import { safeName } from './member-name.ts';
import { missing, volumesOf } from './volumes.ts';

export const splitFileReader: Reader = {
  name: 'split-file',
  version: 1,
  accepts: (probe) => volumeOf(probe.name)?.kind === 'split',
  async read(input, sink) {
    const own = volumeOf(input.probe.name);
    const volumes = volumesOf(input);
    if (!own || volumes.length === 0) {
      // A lone piece whose name says that others stood before it.
      if (own && !own.isPlain && own.at > own.first) throw missing(own.nameAt(own.first));
      throw new TelltaleError('unsupported-format', 'One whole file.');
    }
    const path = join(input.scratch, 'whole');
    await pipeline(async function* () {
      for (const volume of volumes) yield* createReadStream(volume.path);
    }, createWriteStream(path));
    const name = safeName(own.stem.replace(/[._-](?:part[._-]?)?$/i, '')) || 'whole';
    await sink.child({ name, path, relation: 'member', position: 1 });
    const last = volumes.at(-1);
    const mayContinue = volumes.every(({ size }) => size === last?.size);
    return {
      kind: 'archive',
      mediaType: 'application/octet-stream',
      properties: { members: '1', volumes: String(volumes.length) },
      ...(mayContinue && last
        ? { warnings: [`All pieces are of one size: ${own.nameAt(last.name.at + 1)} may be missing.`] }
        : {}),
    };
  },
};
