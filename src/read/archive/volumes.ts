/** The volumes of a split archive: whether all are there, and what they make together. */
import { TelltaleError } from '../../errors.ts';
import { type VolumeName, volumeOf } from '../../model/volume-name.ts';
import type { ReaderInput } from '../reader.ts';

export interface Volume {
  readonly name: VolumeName;
  /** Its bytes on disk. */
  readonly path: string;
  readonly size: number;
}

/** The volumes in order, the one that stands for the archive first; none for a file that is not split. Throws `volume-missing`. */
export function volumesOf(input: ReaderInput): readonly Volume[] {
  const own = volumeOf(input.probe.name);
  if (!own) return [];
  const volumes: Volume[] = [{ name: own, path: input.path, size: input.probe.size }];
  for (const { name: theirs, path, size } of input.companions ?? []) {
    const name = volumeOf(theirs);
    if (name?.stem === own.stem && name.kind === own.kind) volumes.push({ name, path, size });
  }
  if (volumes.length === 1) return [];
  volumes.sort((a, b) => a.name.at - b.name.at);
  // What stands in the place of the first decides where counting begins.
  let expected = Math.min(own.at, own.first);
  for (const { name } of volumes) {
    if (name.at > expected) throw missing(own.nameAt(expected));
    expected = name.at + 1;
  }
  return volumes;
}

export function missing(name: string): TelltaleError {
  return new TelltaleError('volume-missing', `The part ${name} is missing.`, { details: { name } });
}

/** Bytes of the file and of all its further volumes. */
export function packedSize(input: ReaderInput): number {
  return (input.companions ?? []).reduce((sum, { size }) => sum + size, input.probe.size);
}
