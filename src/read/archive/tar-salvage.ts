/** Finds the members of a tar that stand behind a damaged head, where 7-Zip gives up: each has a head of its own with a checksum. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ReaderInput } from '../reader.ts';

const BLOCK = 512;

export interface TarMember {
  readonly name: string;
  /** Of its bytes in the archive. */
  readonly start: number;
  readonly size: number;
}

/** Regular files by their heads; where one is damaged the search goes on block by block. */
export async function* tarMembers(input: ReaderInput): AsyncGenerator<TarMember> {
  const file = await open(input.path, 'r');
  try {
    const head = Buffer.alloc(BLOCK);
    let longName: string | undefined;
    for (let at = 0; at + BLOCK <= input.probe.size; at += BLOCK) {
      await file.read(head, 0, BLOCK, at);
      const size = sizeOf(head);
      if (size === undefined) continue;
      const type = String.fromCharCode(head[156] ?? 0);
      const start = at + BLOCK;
      if (type === 'L' && size < 65_536) {
        const name = Buffer.alloc(size);
        await file.read(name, 0, size, start);
        longName = textOf(name);
      } else if ((type === '0' || type === '\0') && start + size <= input.probe.size) {
        const prefix = head.toString('latin1', 257, 262) === 'ustar' ? textOf(head.subarray(345, 500)) : '';
        const own = textOf(head.subarray(0, 100));
        yield { name: longName ?? (prefix === '' ? own : `${prefix}/${own}`), start, size };
        longName = undefined;
      }
      at += Math.ceil(size / BLOCK) * BLOCK;
    }
  } finally {
    await file.close();
  }
}

/** A member's bytes. */
export const tarContent = (input: ReaderInput, { start, size }: TarMember): ReturnType<typeof createReadStream> =>
  createReadStream(input.path, { start, end: start + size - 1 });

/** Undefined where the block is no head: its checksum does not fit, or there is no name. */
function sizeOf(head: Buffer): number | undefined {
  const octal = (from: number, to: number): number => Number.parseInt(textOf(head.subarray(from, to)).trim(), 8);
  const stated = octal(148, 156);
  if (!(stated > 0) || head[0] === 0) return undefined;
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 32 : (head[at] ?? 0);
  const size = octal(124, 136);
  return sum === stated && size >= 0 ? size : undefined;
}

function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return (end < 0 ? bytes : bytes.subarray(0, end)).toString();
}
