/** The compressed rich text of Outlook's mails, [MS-OXRTFCP]. */

const COMPRESSED = 0x75465a4c;
const STORED = 0x414c454d;
const HEADER = 16;
const DICTIONARY = 4096;
/** What every dictionary begins with. */
const BEGINNING =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** The RTF source; of bytes that are cut off what there is. Throws a RangeError when it is neither kind. */
export function decompressRtf(bytes: Buffer): string {
  if (bytes.length < HEADER) throw new RangeError('no compressed RTF');
  const size = bytes.readUInt32LE(4);
  const kind = bytes.readUInt32LE(8);
  if (kind === STORED) return bytes.toString('latin1', HEADER, HEADER + size);
  if (kind !== COMPRESSED) throw new RangeError('no compressed RTF');
  const dictionary = Buffer.alloc(DICTIONARY);
  let end = dictionary.write(BEGINNING, 'latin1');
  const written: number[] = [];
  const give = (byte: number): void => {
    written.push(byte);
    dictionary[end] = byte;
    end = (end + 1) % DICTIONARY;
  };
  // A reference makes at most 17 bytes of two: what is stated cannot grow beyond what is there.
  for (let at = HEADER; at < bytes.length; ) {
    const control = bytes[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < bytes.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        give(bytes[at] ?? 0);
        at += 1;
        continue;
      }
      if (at + 2 > bytes.length) return Buffer.from(written).toString('latin1');
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const offset = reference >> 4;
      // A reference to the end of the dictionary ends the text.
      if (offset === end) return Buffer.from(written).toString('latin1');
      for (let each = 0; each < (reference & 0x0f) + 2; each += 1) give(dictionary[(offset + each) % DICTIONARY] ?? 0);
    }
  }
  return Buffer.from(written).toString('latin1');
}
