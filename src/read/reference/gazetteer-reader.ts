/**
 * Reads a gazetteer: an analyst's own list of names as CSV or TSV with the columns `name` and `type`, and where wanted
 * `means` (what a name stands for, when it is another name) and `note`. Each name becomes an alias, so that the library's
 * matcher finds it in every leak. Headers and types may be Chinese or Russian.
 */
import { parse } from 'csv-parse/sync';
import type { NamedType } from '../../model/entity.ts';
import { reportOfFile } from '../../model/report-name.ts';
import type { Reader } from '../reader.ts';
import { wholeText } from '../text/text-source.ts';
import { RecordText } from './record-text.ts';

const COLUMNS: Readonly<Record<'name' | 'type' | 'means' | 'note', RegExp>> = {
  name: /^(?:names?|alias|term|名称|名字|姓名|имя|название)$/i,
  type: /^(?:type|kind|entity[ _]?type|类型|类别|тип|вид)$/i,
  means: /^(?:means|stands for|entity|canonical|same as|alias of|指代|正式名称|означает|кто это)$/i,
  note: /^(?:note|notes|comment|description|备注|说明|примечание)$/i,
};
const TYPES: readonly (readonly [type: NamedType, words: RegExp])[] = [
  ['individual', /^(?:individual|person|people|人物|人员|个人|人|человек|лицо|персона)$/i],
  ['organization', /^(?:organi[sz]ation|company|firm|agency|组织机构|机构|单位|公司|организация|компания|ведомство)$/i],
  ['location', /^(?:location|place|city|country|地点|地名|国家|место|город|страна)$/i],
  ['product', /^(?:product|system|service|产品|系统|продукт|изделие)$/i],
  ['malware', /^(?:malware|恶意软件|木马|вредонос\p{L}*)$/iu],
  ['tool', /^(?:tool|工具|инструмент)$/i],
  ['intrusion-set', /^(?:intrusion-set|actor|group|threat actor|apt|攻击组织|黑客组织|группировка)$/i],
  ['campaign', /^(?:campaign|operation|行动|кампания|операция)$/i],
  ['handle', /^(?:handle|nickname|账号|网名|ник)$/i],
];
const SNIFFED_ROWS = 40;
/** Share of the sniffed rows whose type is one of ours. */
const TYPED = 0.8;
const ROWS_PER_PASSAGE = 25;

interface Layout {
  readonly delimiter: string;
  readonly columns: Readonly<Partial<Record<keyof typeof COLUMNS, number>>>;
}

export const gazetteerReader: Reader = {
  name: 'gazetteer',
  version: 1,
  accepts: (probe) =>
    ['csv', 'tsv', 'txt'].includes(probe.extension) &&
    probe.headText !== undefined &&
    layoutOf(probe.headText) !== undefined,
  async read(input, sink) {
    const { text } = await wholeText(input);
    const { delimiter, columns } = layoutOf(text) ?? { delimiter: ',', columns: {} };
    const { entity, origin } = reportOfFile(input.source);
    const rows = rowsOf(text, delimiter).slice(1);
    let names = 0;
    let untyped = 0;
    for (let first = 0; first < rows.length; first += ROWS_PER_PASSAGE) {
      const record = new RecordText();
      const found: { name: string; type: NamedType; means: string; start: number; end: number }[] = [];
      for (const row of rows.slice(first, first + ROWS_PER_PASSAGE)) {
        const cell = (column: keyof typeof COLUMNS): string => row[columns[column] ?? -1]?.trim() ?? '';
        const name = cell('name');
        const type = typeOf(cell('type'));
        if (name === '') continue;
        if (type === undefined) untyped += 1;
        const start = record.text.length;
        record.line('', [name, cell('type'), cell('means'), cell('note')].filter((part) => part !== '').join(' · '));
        const end = start + name.length;
        if (type !== undefined) found.push({ name, type, means: cell('means') || name, start, end });
      }
      if (record.text === '') continue;
      const last = Math.min(rows.length, first + ROWS_PER_PASSAGE);
      const passage = await sink.passage({
        role: 'record',
        text: record.text,
        position: { kind: 'record', pointer: `names ${first + 1} to ${last}` },
      });
      for (const { name, type, means, start, end } of found) {
        names += 1;
        await sink.statement({
          subject: { type: 'name', value: name },
          predicate: 'alias-of',
          object: { type, value: means },
          evidence: [{ passage, start, end }],
          method: 'gazetteer',
          confidence: 1,
          origin,
        });
      }
    }
    return {
      kind: 'record-set',
      mediaType: delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv',
      title: entity.value,
      properties: { names: String(names) },
      ...(untyped > 0
        ? { warnings: [`${untyped} names have no known type; they are kept as text and not looked for.`] }
        : {}),
    };
  },
};

function typeOf(word: string): NamedType | undefined {
  return TYPES.find(([, words]) => words.test(word.trim()))?.[0];
}

function rowsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  const options = {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    comment: '#',
    comment_no_infix: true,
  };
  return parse(text, options) as string[][];
}

/** The words of the columns that have to be there, anywhere in a line. */
const NEEDED = [COLUMNS.name, COLUMNS.type].map(({ source, flags }) => new RegExp(source.slice(1, -1), flags));

/** Whether a line may be the header: each text is asked, and a look costs less than a parser. In quotes it may go on. */
function mayHead(line: string): boolean {
  return line.includes('"') || NEEDED.every((words) => words.test(line));
}

function layoutOf(text: string): Layout | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (!mayHead(lines[0] ?? '')) return undefined;
  const head = lines.slice(0, SNIFFED_ROWS + 1).join('\n');
  for (const delimiter of [',', '\t', ';']) {
    let rows: readonly (readonly string[])[];
    try {
      rows = rowsOf(head, delimiter);
    } catch {
      // Quotes that this delimiter leaves open: not this delimiter.
      continue;
    }
    const [header = [], ...body] = rows;
    const columns: Partial<Record<keyof typeof COLUMNS, number>> = {};
    for (const [column, words] of Object.entries(COLUMNS)) {
      const index = header.findIndex((cell) => words.test(cell.trim()));
      if (index >= 0) columns[column as keyof typeof COLUMNS] = index;
    }
    const { name, type } = columns;
    if (name === undefined || type === undefined || body.length === 0) continue;
    const typed = body.filter((row) => typeOf(row[type] ?? '') !== undefined).length;
    if (typed >= body.length * TYPED) return { delimiter, columns };
  }
  return undefined;
}
