/** vCards and calendars: each card or event as one record of readable lines. */
import iconv from 'iconv-lite';
import type { Reader } from '../reader.ts';
import { charsetOf, textLines } from '../text/text-source.ts';

const SHOWN_AS_TIME = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

export const cardsReader: Reader = {
  name: 'cards',
  version: 1,
  accepts: (probe) => /^\s*BEGIN:V(?:CARD|CALENDAR)/i.test(probe.headText ?? ''),
  async read(input, sink) {
    let record: string[] = [];
    let count = 0;
    let isCard = false;
    let time: string | undefined;
    const give = async (): Promise<void> => {
      if (record.length > 0) {
        await sink.passage({
          role: 'record',
          text: record.join('\n'),
          position: { kind: 'record', pointer: `/${count}` },
          ...(time === undefined ? {} : { time }),
        });
        count += 1;
      }
      record = [];
      time = undefined;
    };
    for await (const line of unfolded(input)) {
      const parts = /^((?:[\w-]+\.)?[\w-]+)((?:;[^:"]*(?:"[^"]*")?[^:"]*)*):(.*)$/s.exec(line);
      if (!parts) continue;
      const [, fullName = '', options = '', raw = ''] = parts;
      const name = (fullName.split('.').at(-1) ?? '').toUpperCase();
      if (name === 'BEGIN' || name === 'END') {
        if (raw.toUpperCase() === 'VCARD') isCard = true;
        await give();
        continue;
      }
      // Pictures and keys are bytes, not words.
      if (/^(?:PHOTO|LOGO|KEY|SOUND)$/.test(name) && raw.length > 200) continue;
      const value = plainValue(raw, options);
      if (value === '' || /^(?:VERSION|PRODID|METHOD|CALSCALE)$/.test(name)) continue;
      if (name === 'DTSTART') time = isoOf(value) ?? time;
      record.push(`${name}${/TYPE=([\w,-]+)/i.exec(options)?.[1]?.replace(/^/, ' ') ?? ''}: ${isoOf(value) ?? value}`);
    }
    await give();
    return {
      kind: 'record-set',
      mediaType: isCard ? 'text/vcard' : 'text/calendar',
      properties: { charset: charsetOf(input), records: String(count) },
    };
  },
};

/** Lines that go on with a blank, or with `=` at their end, joined. */
async function* unfolded(input: Parameters<typeof textLines>[0]): AsyncGenerator<string> {
  let open: string | undefined;
  for await (const { text } of textLines(input)) {
    if (open !== undefined && /^[ \t]/.test(text)) open += text.slice(1);
    else if (open?.endsWith('=') && /QUOTED-PRINTABLE/i.test(open)) open = open.slice(0, -1) + text;
    else {
      if (open !== undefined) yield open;
      open = text;
    }
  }
  if (open !== undefined) yield open;
}

function plainValue(raw: string, options: string): string {
  let value = raw;
  if (/QUOTED-PRINTABLE/i.test(options)) {
    const charset = /CHARSET=([\w-]+)/i.exec(options)?.[1] ?? 'utf-8';
    const bytes = Buffer.from(
      raw.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    );
    value = iconv.decode(bytes, iconv.encodingExists(charset) ? charset : 'utf-8');
  }
  return value
    .replace(/\\n/gi, '\n')
    .replace(/\\([,;\\])/g, '$1')
    .replace(/^;+|;+$/g, '')
    .trim();
}

function isoOf(value: string): string | undefined {
  const parts = SHOWN_AS_TIME.exec(value);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, zone = ''] = parts;
  return hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
}
