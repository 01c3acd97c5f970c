/** Reads bytes with the readers of the product and keeps what they give; for tests. */
import { mkdir, mkdtemp, readFile as readDisk, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CollectingSink, createCollectingSink } from './collecting-sink.ts';
import { probeFile } from './probe.ts';
import { readFile } from './read-file.ts';
import type { Companion, ReadLimits, ReadSummary } from './reader.ts';

export interface ReadBytes {
  readonly reader: string;
  readonly summary: ReadSummary;
  readonly sink: CollectingSink;
  /** Bytes of the children, by name. */
  readonly children: ReadonlyMap<string, Buffer>;
}

const LIMITS: ReadLimits = { unpackedBytes: 2 ** 28, unpackRatio: 200, members: 1000, depth: 5, textLength: 2 ** 28 };

/** Rejects with the TelltaleError of the reader. Leaves nothing on the disk. */
export async function readBytesForTest(
  name: string,
  bytes: Uint8Array | string,
  options: {
    passwords?: readonly string[];
    limits?: Partial<ReadLimits>;
    /** By name relative to the file's folder. */
    companions?: ReadonlyMap<string, Uint8Array>;
    /** Where in its collection the file was; some exports say only there what a chat is called. */
    at?: string;
  } = {},
): Promise<ReadBytes> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-read-'));
  try {
    const path = join(folder, 'blob');
    const scratch = join(folder, 'scratch');
    await mkdir(scratch);
    await writeFile(path, bytes);
    const companions: Companion[] = [];
    for (const [its, content] of options.companions ?? []) {
      const where = join(folder, `companion-${companions.length}`);
      await writeFile(where, content);
      companions.push({ name: its, path: where, size: content.length });
    }
    const sink = createCollectingSink();
    const { reader, summary } = await readFile(
      {
        probe: await probeFile(path, name),
        path,
        scratch,
        limits: { ...LIMITS, ...options.limits },
        passwords: options.passwords ?? [],
        role: 'leak',
        companions,
        ...(options.at === undefined ? {} : { source: { path: options.at, collection: 'test' } }),
      },
      sink,
    );
    const children = new Map<string, Buffer>();
    for (const child of sink.children) children.set(child.name, await readDisk(child.path));
    return { reader, summary, sink, children };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
