/** Plain text of any charset: paragraphs with the line that they begin at; code and logs line by line in blocks. */
import type { Reader } from '../reader.ts';
import { charsetOf, textLines } from './text-source.ts';

/** UTF-16 units after which a paragraph is cut at the next line end: what people read and search in one piece. */
const LONGEST = 4000;

const CODE = new Set(
  'js ts jsx tsx mjs cjs py rb php java c h cc cpp hpp cs go rs swift kt scala pl sh bash ps1 bat cmd vbs sql lua r m asm s ini conf cfg toml properties yml yaml'.split(
    ' ',
  ),
);

export const plainTextReader: Reader = {
  name: 'plain-text',
  version: 3,
  accepts: (probe) => probe.headText !== undefined,
  async read(input, sink) {
    const role = CODE.has(input.probe.extension) ? 'code' : 'paragraph';
    let lines: string[] = [];
    let length = 0;
    let began = 1;
    const flush = async (): Promise<void> => {
      const text = lines.join('\n').trimEnd();
      lines = [];
      length = 0;
      if (text.trim() === '') return;
      await sink.passage({ role, text, position: { kind: 'line', line: began } });
    };
    for await (const line of textLines(input)) {
      const blank = line.text.trim() === '';
      if (blank && (role === 'paragraph' || length > LONGEST / 4)) await flush();
      if (blank && lines.length === 0) continue;
      if (lines.length === 0) began = line.number;
      lines.push(line.text);
      length += line.text.length + 1;
      if (length > LONGEST) await flush();
    }
    await flush();
    return {
      kind: 'text',
      mediaType: input.probe.mediaType ?? 'text/plain',
      properties: { charset: charsetOf(input) },
    };
  },
};
