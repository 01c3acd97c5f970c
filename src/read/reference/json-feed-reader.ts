/** Reads feeds that are JSON records: ThreatFox, URLhaus, Feodo Tracker and MalwareBazaar exports, and the CISA catalogue of exploited vulnerabilities. */

import { TelltaleError } from '../../errors.ts';
import { reportOfFile } from '../../model/report-name.ts';
import type { Reader } from '../reader.ts';
import { indicatorColumns } from './indicator-columns.ts';
import { IndicatorTable } from './indicator-table.ts';
import { headText, structuredJson } from './structured-file.ts';

/** Keys by which the feeds are known; all of one line stand in the first record. */
const MARKS: readonly (readonly RegExp[])[] = [
  [/"ioc(?:_value)?"\s*:/, /"ioc_type"\s*:/],
  [/"url_status"\s*:/, /"threat"\s*:/],
  [/"ip_address"\s*:/, /"malware"\s*:/],
  [/"sha256_hash"\s*:/, /"signature"\s*:/],
  [/"vulnerabilities"\s*:\s*\[/, /"cveID"\s*:/],
];

type Flat = Readonly<Record<string, string>>;

export const jsonFeedReader: Reader = {
  name: 'json-feed',
  version: 4,
  accepts(probe) {
    const head = headText(probe);
    if (head === undefined || !/^\s*[[{]/.test(head)) return false;
    const first = head.slice(0, 8_192);
    return MARKS.some((marks) => marks.every((mark) => mark.test(first)));
  },
  async read(input, sink) {
    const records = recordsOf(await structuredJson(input));
    const keys = [...new Set(records.slice(0, 200).flatMap((record) => Object.keys(record)))];
    const rows = records.map((record) => keys.map((key) => record[key] ?? ''));
    const columns = indicatorColumns([keys, ...rows.slice(0, 40)]);
    if (!columns) throw new TelltaleError('unsupported-format', 'The records hold no indicators.');
    const report = reportOfFile(input.source);
    const table = new IndicatorTable(sink, columns, report, input);
    for (const [at, row] of rows.entries()) await table.row(row, at + 1);
    await table.finish();
    return {
      kind: 'record-set',
      mediaType: 'application/json',
      title: report.entity.value,
      properties: { indicators: String(table.found), rows: String(rows.length) },
      ...(table.unknown > 0
        ? { warnings: [`${table.unknown} records hold no value of a known type; they are kept as text.`] }
        : {}),
    };
  },
};

/** Records in the order of the file: an array, an array under `data` or `vulnerabilities`, or records by number as abuse.ch writes them. */
function recordsOf(file: unknown): readonly Flat[] {
  if (Array.isArray(file)) return file.flatMap(flat);
  if (typeof file !== 'object' || file === null) return [];
  const entries = Object.entries(file);
  const named = entries.find(([key, value]) => (key === 'data' || key === 'vulnerabilities') && Array.isArray(value));
  if (named) return (named[1] as unknown[]).flatMap(flat);
  return entries.flatMap(([, value]) => (Array.isArray(value) ? value : [value]).flatMap(flat));
}

/** What is no text or number becomes text; lists are joined, nothing stays nothing. */
function flat(record: unknown): readonly Flat[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return [];
  return [
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => {
        if (value === null || value === undefined) return [key, ''];
        if (Array.isArray(value)) return [key, value.filter((one) => typeof one !== 'object').join(', ')];
        return [key, typeof value === 'object' ? '' : String(value)];
      }),
    ),
  ];
}
