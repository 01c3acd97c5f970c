/** The last reader: strings in bytes that no other reader knows, so that nothing is invisible. */
import { createReadStream } from 'node:fs';
import { asTelltaleError } from '../../errors.ts';
import { findEmbeddedArchive, isProgram } from '../archive/embedded-archive.ts';
import { safeName } from '../archive/member-name.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import { fileChunks } from '../file-chunks.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { entropy } from './entropy.ts';
import { type FoundString, stringsIn } from './find-strings.ts';

/** Passages of one file; beyond it only the count is kept. */
const MOST = 2000;
const PER_PASSAGE = 40;

export const stringsReader: Reader = {
  name: 'strings',
  version: 3,
  accepts: () => true,
  async read(input, sink) {
    const histogram = new Float64Array(256);
    let offset = 0;
    let carry = Buffer.alloc(0);
    let pending: FoundString[] = [];
    let passages = 0;
    let strings = 0;
    const flush = async (): Promise<void> => {
      const first = pending[0];
      if (first && passages < MOST) {
        passages += 1;
        await sink.passage({
          role: 'strings',
          text: pending.map((found) => found.text).join('\n'),
          position: { kind: 'bytes', offset: first.offset },
        });
      }
      pending = [];
    };
    for await (const chunk of fileChunks(input, 1 << 20)) {
      const bytes = Buffer.concat([carry, chunk]);
      for (const byte of chunk) histogram[byte] = (histogram[byte] ?? 0) + 1;
      // A string may go on in the next chunk; the tail is looked at again with it.
      const keep = Math.min(bytes.length, 512);
      const usable = bytes.subarray(0, bytes.length - keep);
      for (const found of stringsIn(usable, offset)) {
        strings += 1;
        pending.push(found);
        if (pending.length >= PER_PASSAGE) await flush();
      }
      offset += usable.length;
      carry = Buffer.from(bytes.subarray(bytes.length - keep));
    }
    for (const found of stringsIn(carry, offset)) {
      strings += 1;
      pending.push(found);
      if (pending.length >= PER_PASSAGE) await flush();
    }
    await flush();
    if (isProgram(input.probe.head)) await giveEmbedded(input, sink);
    return {
      kind: 'unknown',
      mediaType: input.probe.mediaType ?? 'application/octet-stream',
      properties: { entropy: entropy(histogram, input.probe.size).toFixed(2), strings: String(strings) },
      warnings: ['No reader knows this format; only strings in its bytes were kept.'],
    };
  },
};

/** What a program unpacks when it is run. */
async function giveEmbedded(input: ReaderInput, sink: ReadSink): Promise<void> {
  const found = await findEmbeddedArchive(input);
  if (!found) return;
  const name = safeName(`${input.probe.name}.${found.extension}`);
  try {
    const path = await createUnpackGuard(input).write(createReadStream(input.path, { start: found.offset }));
    await sink.child({ name, path, relation: 'member', position: 1 });
  } catch (caught) {
    const { code, message } = asTelltaleError(caught, 'broken-file');
    if (code === 'disk-full') throw caught;
    await sink.lostChild({ name, size: input.probe.size - found.offset, code, message });
  }
}
