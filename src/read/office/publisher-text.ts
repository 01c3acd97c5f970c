/** The text of a Microsoft Publisher file: pieces of one stream that a list at its beginning points to. */

const MARK = 'CHNKINK ';
const ENTRIES = 0x20;
const ENTRY = 24;
const MOST = 20;

/** In the file's order; empty when the stream is none of Publisher's. */
export function publisherTexts(stream: Buffer | undefined): string[] {
  if (!stream || stream.toString('latin1', 0, MARK.length) !== MARK) return [];
  const texts: string[] = [];
  for (let index = 0; index < MOST; index += 1) {
    const at = ENTRIES + index * ENTRY;
    if (at + ENTRY > stream.length || stream.readUInt16LE(at) !== 0x18) continue;
    if (stream.toString('latin1', at + 2, at + 6) !== 'TEXT') continue;
    const from = stream.readUInt32LE(at + 16);
    const text = stream.toString('utf16le', from, Math.min(stream.length, from + stream.readUInt32LE(at + 20)));
    for (const part of text.split(/[\r\n\f\v]+/)) {
      const words = part.replace(/[\0-\x08\x0e-\x1f]/g, '').trim();
      if (words !== '') texts.push(words);
    }
  }
  return texts;
}
