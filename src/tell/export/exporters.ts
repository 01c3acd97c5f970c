/** The formats that a case can be exported to, in the order in which they are listed. */
import { TelltaleError } from '../../errors.ts';
import type { Exporter } from './exporter.ts';
import { gexf, graphml } from './graph-files.ts';
import { mispEvent } from './misp-event.ts';
import { stixBundle } from './stix/stix-bundle.ts';
import { ledgerTable, marksTable, mentionsTable, overlapsTable } from './tables.ts';

export const EXPORTERS: readonly Exporter[] = [
  {
    name: 'stix',
    title: 'STIX 2.1 bundle: the overlaps, what they join, and the quotes behind them (OpenCTI, MISP, TAXII)',
    mediaType: 'application/stix+json;version=2.1',
    extension: 'json',
    export: stixBundle,
  },
  {
    name: 'misp',
    title: 'MISP event: what the overlaps join as attributes; doubtful ones are not for detection',
    mediaType: 'application/json',
    extension: 'json',
    export: mispEvent,
  },
  {
    name: 'mentions.csv',
    title: 'Table: every indicator and name of the leaks, with file, hash and offsets',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    export: mentionsTable,
  },
  {
    name: 'overlaps.csv',
    title: 'Table: every overlap, also those that do not hold, hop by hop with weights and quotes',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    export: overlapsTable,
  },
  {
    name: 'marks.csv',
    title: 'Table: stars, tags and notes of the analysts, a document a line',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    export: marksTable,
  },
  {
    name: 'ledger.csv',
    title: 'Table: what became of every file that was found',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    export: ledgerTable,
  },
  {
    name: 'graphml',
    title: 'Graph around the overlaps (yEd, Cytoscape, NetworkX)',
    mediaType: 'application/graphml+xml',
    extension: 'graphml',
    export: graphml,
  },
  {
    name: 'gexf',
    title: 'Graph around the overlaps (Gephi)',
    mediaType: 'application/gexf+xml',
    extension: 'gexf',
    export: gexf,
  },
];

/** Throws `not-found` where there is no exporter of the name. */
export function exporterNamed(name: string): Exporter {
  const found = EXPORTERS.find((exporter) => exporter.name === name);
  if (found) return found;
  const names = EXPORTERS.map((exporter) => exporter.name).join(', ');
  throw new TelltaleError('not-found', `There is no export format «${name}»; there are ${names}.`);
}

/** Name of the file when nobody gives one: `stix.json`, `mentions.csv`, `overlaps.gexf`. */
export function exportFileName({ name, extension }: Exporter): string {
  if (name.endsWith(`.${extension}`)) return name;
  return name === extension ? `overlaps.${extension}` : `${name}.${extension}`;
}
