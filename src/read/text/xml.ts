/** XML of any vocabulary: its words in order, element by element, with attributes that say something. */
import { SaxesParser } from 'saxes';
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { charsetOf, textChunks } from './text-source.ts';

/** UTF-16 units after which a passage ends with the next element. */
const LONGEST = 2000;

export const xmlReader: Reader = {
  name: 'xml',
  version: 1,
  accepts: (probe) =>
    probe.headText !== undefined &&
    /^\s*(?:<\?xml|<!DOCTYPE\s+(?!html)|<[a-z][\w:.-]*[\s>])/i.test(probe.headText) &&
    !/^(?:md|txt)$/.test(probe.extension),
  async read(input, sink) {
    const parser = new SaxesParser({ position: true, fragment: false });
    let failure: Error | undefined;
    let ready: { text: string; line: number }[] = [];
    let lines: string[] = [];
    let length = 0;
    let began = 1;
    let words = '';
    const path: string[] = [];
    const cut = (): void => {
      if (lines.length > 0) ready.push({ text: lines.join('\n'), line: began });
      lines = [];
      length = 0;
    };
    const say = (line: string): void => {
      if (lines.length === 0) began = parser.line;
      lines.push(line);
      length += line.length;
    };
    const flush = (): void => {
      const clean = words.replace(/[ \t]*\s*\n\s*/g, '\n').trim();
      words = '';
      if (clean === '') return;
      say(`${path.at(-1) ?? ''}: ${clean}`);
      if (length > LONGEST) cut();
    };
    parser.on('error', (error) => {
      failure ??= error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      flush();
      path.push(name);
      // Elements just below the root are the records of most vocabularies.
      if (path.length <= 2) cut();
      for (const [key, value] of Object.entries(attributes as Record<string, string>)) {
        if (value.trim() !== '' && !/^xmlns/.test(key)) say(`${name}@${key}: ${value}`);
      }
    });
    parser.on('text', (text) => {
      words += text;
    });
    parser.on('cdata', (text) => {
      words += text;
    });
    parser.on('closetag', () => {
      flush();
      path.pop();
    });
    let given = 0;
    const give = async (): Promise<void> => {
      const passages = ready;
      ready = [];
      for (const { text, line } of passages) {
        given += 1;
        await sink.passage({ role: 'record', text, position: { kind: 'line', line } });
      }
    };
    for await (const chunk of textChunks(input)) {
      parser.write(chunk.replace(/^\ufeff/, ''));
      if (failure) break;
      await give();
    }
    if (!failure) parser.close();
    flush();
    cut();
    // A text that is no XML from its beginning is another reader's; damage further on leaves what came before.
    if (failure && given === 0) {
      throw new TelltaleError('unsupported-format', failure.message, { cause: failure });
    }
    await give();
    return {
      kind: 'record-set',
      mediaType: 'application/xml',
      properties: { charset: charsetOf(input) },
      ...(failure ? { warnings: [`The XML is damaged; what follows the damage is missing: ${failure.message}`] } : {}),
    };
  },
};
