/** A file that Windows' Packager wrapped: in the `Ole10Native` streams of office files and in the objects of RTF. */

/** `from` is where the wrapping begins, after the length that a stream has before it. Undefined when nothing is inside. */
export function packagedFile(bytes: Buffer, from: number): { name: string; content: Buffer } | undefined {
  let at = from + 2;
  const text = (): string => {
    const end = bytes.indexOf(0, at);
    const found = bytes.toString('latin1', at, end < 0 ? bytes.length : end);
    at = end < 0 ? bytes.length : end + 1;
    return found;
  };
  if (bytes.length < from + 10) return undefined;
  const label = text();
  text();
  at += 4;
  if (at + 4 > bytes.length) return undefined;
  at += 4 + bytes.readUInt32LE(at);
  if (at + 4 > bytes.length) return undefined;
  const content = bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at));
  if (content.length === 0) return undefined;
  return { name: (label.split(/[\\/]/).at(-1) ?? '').replaceAll('..', '_'), content };
}
