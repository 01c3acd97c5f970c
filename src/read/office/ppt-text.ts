/** Takes the text out of the record stream of an old PowerPoint file (MS-PPT). */

const SLIDE = 0x03ee;
const NOTES = 0x03f0;
const MASTER = 0x03f8;
const TEXT_UTF16 = 0x0fa0;
const TEXT_LATIN = 0x0fa8;
const STRING = 0x0fba;
const COMMENT = 0x2ee0;
const OUTLINE = 0x0ff0;
const SLIDE_MARK = 0x03f3;
/** An atom by its header that holds records all the same: where newer versions put comments. */
const TAGGED = 0x138b;
/** Containers within containers. */
const DEPTH = 60;

export interface SlideText {
  /** `slide 2`, `notes`, `comment`. */
  readonly part: string;
  readonly text: string;
}

/** In the file's order; a text that an earlier save left behind in the same words is given once. */
export function pptTexts(stream: Buffer): SlideText[] {
  const found: SlideText[] = [];
  const seen = new Set<string>();
  let slides = 0;
  let outlined = 0;
  const give = (part: string, raw: string): void => {
    const text = raw.replaceAll('\r', '\n').replaceAll('\u000b', '\n').replaceAll('\0', '').trim();
    if (text === '' || text === '*' || seen.has(text)) return;
    seen.add(text);
    found.push({ part, text });
  };
  const walk = (from: number, to: number, part: string, depth: number): void => {
    for (let at = from; at + 8 <= to; ) {
      const isContainer = (stream.readUInt16LE(at) & 0xf) === 0xf;
      const type = stream.readUInt16LE(at + 2);
      const end = Math.min(to, at + 8 + stream.readUInt32LE(at + 4));
      const body = stream.subarray(at + 8, end);
      if (type === SLIDE_MARK) outlined++;
      if ((isContainer || type === TAGGED) && type !== MASTER && depth < DEPTH) {
        const inner =
          type === SLIDE
            ? `slide ${++slides}`
            : type === NOTES
              ? 'notes'
              : type === COMMENT
                ? 'comment'
                : type === OUTLINE
                  ? 'outline'
                  : part;
        if (type === OUTLINE) outlined = 0;
        walk(at + 8, end, inner, depth + 1);
      } else if (type === TEXT_UTF16) give(part === 'outline' ? `slide ${outlined}` : part, body.toString('utf16le'));
      else if (type === TEXT_LATIN) give(part === 'outline' ? `slide ${outlined}` : part, body.toString('latin1'));
      else if (type === STRING && part === 'comment') give(part, body.toString('utf16le'));
      at = end;
    }
  };
  walk(0, stream.length, 'document', 0);
  return found;
}
