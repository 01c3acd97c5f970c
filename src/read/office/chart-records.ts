/** Words and numbers of charts in old Excel files and in Microsoft Graph objects: records that sheets do not show. */

const SERIES_TEXT = 0x100d;
const NUMBER = 0x0203;
const LABEL = 0x0204;
const BEGIN_OF_PART = 0x0809;
const CHART = 0x0020;
const GRAPH = 0x8000;

/** Series names, titles and axis labels, and the data sheet of a Graph object; each once, in the stream's order. */
export function chartRecords(workbook: Buffer): string[] {
  const found = new Set<string>();
  let part = 0;
  for (let at = 0; at + 4 <= workbook.length; ) {
    const type = workbook.readUInt16LE(at);
    const body = workbook.subarray(at + 4, at + 4 + workbook.readUInt16LE(at + 2));
    if (type === BEGIN_OF_PART && body.length >= 4) part = body.readUInt16LE(2);
    else if (part === CHART || part === GRAPH) {
      if (type === SERIES_TEXT && body.length > 4) found.add(text(body, 2, body.readUInt8(2), 4));
      else if (part === GRAPH && type === LABEL && body.length > 9) found.add(text(body, 8, body.readUInt8(7), 9));
      else if (part === GRAPH && type === NUMBER && body.length >= 15) found.add(String(body.readDoubleLE(7)));
    }
    at += 4 + body.length;
  }
  return [...found].filter((each) => each.trim() !== '');
}

/** `flags` is where the byte stands that tells wide characters from narrow ones. */
function text(body: Buffer, flags: number, length: number, from: number): string {
  const isWide = ((body[flags === 2 ? 3 : flags] ?? 0) & 1) !== 0;
  return isWide ? body.toString('utf16le', from, from + length * 2) : body.toString('latin1', from, from + length);
}
