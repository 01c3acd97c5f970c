/** Rich text (RTF): paragraphs and table rows, in the code pages of its fonts. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { rtfText } from './rtf-text.ts';
import { WHOLE_LIMIT } from './text-source.ts';

export const rtfReader: Reader = {
  name: 'rtf',
  version: 1,
  accepts: (probe) => Buffer.from(probe.head.subarray(0, 64)).toString('latin1').trimStart().startsWith('{\\rt'),
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `${input.probe.size} bytes of RTF.`);
    const { text, properties } = rtfText((await readFile(input.path)).toString('latin1'));
    let at = 0;
    for (const paragraph of text.split('\n')) {
      at += 1;
      const clean = paragraph.trimEnd();
      if (clean.trim() !== '')
        await sink.passage({ role: 'paragraph', text: clean, position: { kind: 'line', line: at } });
    }
    const { title, ...others } = properties;
    return { kind: 'text', mediaType: 'application/rtf', properties: others, ...(title ? { title } : {}) };
  },
};
