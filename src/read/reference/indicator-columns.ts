/** Finds out what the columns of an indicator table are, from its header or from its values. */
import { isTypeWord, linkWithoutScheme, observableByForm } from './observable.ts';

export interface IndicatorColumns {
  /** Whether the first row is a header. */
  readonly header: boolean;
  /** Columns that hold values; `type` is the type word of a column that holds one type only. */
  readonly values: readonly { readonly column: number; readonly type?: string }[];
  readonly type?: number;
  readonly comment?: number;
  readonly firstSeen?: number;
  readonly lastSeen?: number;
  /** Names of actors, malware families or campaigns. */
  readonly names: readonly { readonly column: number; readonly type: 'intrusion-set' | 'malware' | 'campaign' }[];
  /** Other names of what the first of `names` names. */
  readonly aliases?: number;
  readonly port?: number;
  /** The report or feed that the row cites. */
  readonly source?: number;
  readonly confidence?: number;
}

const VALUE_WORDS = new Set([
  'value',
  'indicator',
  'indicators',
  'ioc',
  'iocs',
  'iocvalue',
  'observable',
  'artifact',
  'indicatorvalue',
]);
const TYPE_COLUMNS = new Set(['type', 'entitytype', 'indicatortype', 'ioctype', 'kind', 'valuetype', 'attributetype']);
const COMMENTS = new Set(['comment', 'comments', 'description', 'note', 'notes', 'context', 'details']);
const FIRST = new Set([
  'firstseen',
  'firstseenutc',
  'date',
  'dateadded',
  'added',
  'firstseendate',
  'validfrom',
  'created',
]);
const LAST = new Set(['lastseen', 'lastseenutc', 'lastonline', 'validuntil']);
const SOURCES = new Set(['source', 'reference', 'report', 'references']);
const NAMES: Readonly<Record<string, 'intrusion-set' | 'malware' | 'campaign'>> = {
  actor: 'intrusion-set',
  threatactor: 'intrusion-set',
  group: 'intrusion-set',
  adversary: 'intrusion-set',
  malware: 'malware',
  malwareprintable: 'malware',
  malwarefamily: 'malware',
  family: 'malware',
  signature: 'malware',
  campaign: 'campaign',
};

/** Columns of other names, by the column of the name that they belong to. */
const ALIASES: Readonly<Record<string, string>> = { malwarealias: 'malwareprintable', malwarealiases: 'malware' };
/** A feed that prints a name has its key beside it, `win.asyncrat`: that one is no second malware. */
const PRINTED: Readonly<Record<string, string>> = { malware: 'malwareprintable' };

const word = (cell: string): string => cell.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The columns of a table of indicators, or undefined when the rows do not look like one. `rows` are the first few. */
export function indicatorColumns(rows: readonly (readonly string[])[]): IndicatorColumns | undefined {
  const [head, ...body] = rows;
  if (!head) return undefined;
  return byHeader(head, body) ?? byValues(rows);
}

/** The columns that a header names, or undefined when it names none that holds values. `body` are a few rows below it. */
export function byHeader(head: readonly string[], body: readonly (readonly string[])[]): IndicatorColumns | undefined {
  const words = head.map(word);
  const find = (set: ReadonlySet<string>): number | undefined => {
    const index = words.findIndex((entry) => set.has(entry));
    return index < 0 ? undefined : index;
  };
  const type = find(TYPE_COLUMNS);
  const value = find(VALUE_WORDS);
  const typed = words.flatMap((entry, column) =>
    isTypeWord(entry) && column !== type ? [{ column, type: entry }] : [],
  );
  const values = value === undefined ? typed : [{ column: value }, ...typed.filter((one) => one.column !== value)];
  if (values.length === 0) return undefined;
  // One lone column that happens to be called `address` or `file` is a header only when its values have the form.
  const formed = body.filter((row) => values.some(({ column }) => observableByForm(row[column] ?? ''))).length;
  if (type === undefined && formed < body.length * 0.5) return undefined;
  const optional = {
    type,
    comment: find(COMMENTS),
    firstSeen: find(FIRST),
    lastSeen: find(LAST),
    source: find(SOURCES),
    port: find(new Set(['port', 'dstport'])),
    confidence: find(new Set(['confidence', 'confidencelevel', 'certainty'])),
  };
  const names = words.flatMap((entry, column) => {
    const named = words.includes(PRINTED[entry] ?? '') ? undefined : NAMES[entry];
    return named && !values.some((one) => one.column === column) ? [{ column, type: named }] : [];
  });
  const aliases = words.findIndex((entry) => names[0] !== undefined && ALIASES[entry] === words[names[0].column]);
  if (aliases >= 0) Object.assign(optional, { aliases });
  const given = Object.fromEntries(Object.entries(optional).filter(([, column]) => column !== undefined));
  return { header: true, values, names, ...given };
}

const NOWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '127.0.0.1']);

const isFormed = (cell: string): boolean =>
  observableByForm(cell) !== undefined || linkWithoutScheme(cell) !== undefined;

/** A list without a header: the column in which most cells have the form of an observable. */
function byValues(rows: readonly (readonly string[])[]): IndicatorColumns | undefined {
  const width = Math.max(...rows.map((row) => row.length));
  for (let column = 0; column < Math.min(width, 6); column += 1) {
    const filled = rows.filter((row) => (row[column] ?? '') !== '');
    const formed = filled.filter((row) => isFormed(row[column] ?? '')).length;
    if (filled.length < 2 || formed < filled.length * 0.8) continue;
    // A hosts file sends its names to nowhere.
    if (filled.every((row) => NOWHERE.has(row[column] ?? ''))) continue;
    const others = Array.from({ length: width }, (_, index) => index).filter((index) => index !== column);
    const type = others.find((index) => rows.every((row) => isTypeWord(row[index] ?? '')));
    const comment = others.find((index) => index !== type);
    return {
      header: false,
      values: [{ column }],
      names: [],
      ...(type === undefined ? {} : { type }),
      ...(comment === undefined ? {} : { comment }),
    };
  }
  return undefined;
}
