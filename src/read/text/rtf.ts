/** Rich text (RTF): paragraphs and table rows, in the code pages of its fonts. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import { packagedFile } from '../office/packaged-file.ts';
import type { Reader } from '../reader.ts';
import { rtfText } from './rtf-text.ts';
import { WHOLE_LIMIT } from './text-source.ts';

export const rtfReader: Reader = {
  name: 'rtf',
  version: 2,
  accepts: (probe) => Buffer.from(probe.head.subarray(0, 64)).toString('latin1').trimStart().startsWith('{\\rt'),
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `${input.probe.size} bytes of RTF.`);
    const { text, properties, inside } = rtfText((await readFile(input.path)).toString('latin1'));
    let at = 0;
    for (const paragraph of text.split('\n')) {
      at += 1;
      const clean = paragraph.trimEnd();
      if (clean.trim() !== '')
        await sink.passage({ role: 'paragraph', text: clean, position: { kind: 'line', line: at } });
    }
    const guard = createUnpackGuard(input);
    for (const [index, { extension, bytes }] of inside.entries()) {
      const inner = extension ? { name: `picture ${index + 1}.${extension}`, content: bytes } : embeddedFile(bytes);
      if (!inner || inner.content.length === 0) continue;
      const name = inner.name.replace(/[\\/\0]/g, '_') || `object ${index + 1}.ole`;
      await sink.child({ name, path: await guard.write(inner.content), relation: 'attachment', position: index + 1 });
    }
    const { title, ...others } = properties;
    return { kind: 'text', mediaType: 'application/rtf', properties: others, ...(title ? { title } : {}) };
  },
};

/** The native data of an OLE 1 object ([MS-OLEDS] 2.2.5): a compound file, or a file that Packager wrapped. */
function embeddedFile(bytes: Buffer): { name: string; content: Buffer } | undefined {
  if (bytes.length < 12) return undefined;
  let at = 8;
  const text = (): string => {
    const length = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : 0;
    const found = bytes.toString('latin1', at + 4, at + 4 + length).replace(/\0+$/, '');
    at += 4 + length;
    return found;
  };
  const kind = text();
  text();
  text();
  if (at + 4 > bytes.length) return undefined;
  const content = bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at));
  if (content.length === 0) return undefined;
  return kind === 'Package' ? packagedFile(content, 0) : { name: '', content };
}
