/** Term bases as files: CSV for spreadsheets, TBX (ISO 30042, basic dialect) for translation tools. */
import { parse } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { TelltaleError } from '../../errors.ts';
import type { Term } from './term-base.ts';

const COLUMNS = ['term', 'rendering', 'language', 'note'] as const;

function broken(message: string, cause?: unknown): TelltaleError {
  return new TelltaleError('broken-bundle', message, { cause });
}

/**
 * Reads `term,rendering,language[,note]` with or without that header line; a byte-order mark and semicolons or tabs
 * as separators are fine. Throws `broken-bundle` naming the line that lacks a term, a rendering or a language.
 */
export function parseTermCsv(text: string): readonly Term[] {
  let rows: readonly (readonly string[])[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    throw broken('The term base is not valid CSV.', cause);
  }
  const hasHeader = rows[0]?.[0]?.toLowerCase() === COLUMNS[0];
  return rows.slice(hasHeader ? 1 : 0).map(([term, rendering, language, note], index) => {
    if (!term || !rendering || !language) {
      throw broken(`Row ${index + 1} of the term base is not «term, rendering, language».`);
    }
    return { term, rendering, language, ...(note ? { note } : {}) };
  });
}

export function formatTermCsv(terms: readonly Term[]): string {
  const cell = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = terms.map(({ term, rendering, language, note }) =>
    [term, rendering, language, note ?? ''].map(cell).join(','),
  );
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

interface OpenConcept {
  readonly terms: { language: string; term: string }[];
  note: string;
}

/**
 * Reads TBX: each concept entry with a term in `to` gives that rendering to its terms in all other languages.
 * Both names of elements (`conceptEntry`/`langSec` of 2019, `termEntry`/`langSet` of 2008) are known.
 * Throws `broken-bundle` where the XML is damaged.
 */
export function parseTbx(text: string, to = 'en'): readonly Term[] {
  const terms: Term[] = [];
  const parser = new SaxesParser({ position: true });
  let concept: OpenConcept | undefined;
  let language = '';
  let content = '';
  parser.on('error', (cause) => {
    throw broken(`The term base is not valid XML: ${cause.message}`, cause);
  });
  parser.on('opentag', ({ name, attributes }) => {
    content = '';
    if (name === 'conceptEntry' || name === 'termEntry') concept = { terms: [], note: '' };
    if (name === 'langSec' || name === 'langSet') {
      const tag = attributes['xml:lang'];
      language = typeof tag === 'string' ? tag : (tag?.value ?? '');
    }
  });
  parser.on('text', (piece) => {
    content += piece;
  });
  parser.on('closetag', ({ name }) => {
    if (concept === undefined) return;
    if (name === 'term') concept.terms.push({ language, term: content.trim() });
    if (name === 'note') concept.note = content.trim();
    if (name === 'conceptEntry' || name === 'termEntry') {
      terms.push(...termsOf(concept, to));
      concept = undefined;
    }
    content = '';
  });
  parser.write(text).close();
  return terms;
}

function termsOf({ terms, note }: OpenConcept, to: string): readonly Term[] {
  const base = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';
  const rendering = terms.find(({ language }) => base(language) === to)?.term;
  if (rendering === undefined || rendering === '') return [];
  return terms
    .filter(({ language, term }) => base(language) !== to && term !== '')
    .map(({ language, term }) => ({ term, rendering, language, ...(note ? { note } : {}) }));
}

export function formatTbx(terms: readonly Term[], to = 'en'): string {
  const xml = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const section = (language: string, term: string): string =>
    `<langSec xml:lang="${xml(language)}"><termSec><term>${xml(term)}</term></termSec></langSec>`;
  const entries = terms.map(
    ({ term, rendering, language, note }, index) =>
      `<conceptEntry id="c${index + 1}">${note ? `<note>${xml(note)}</note>` : ''}${section(language, term)}${section(to, rendering)}</conceptEntry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="${xml(to)}" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>Telltale term base</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
${entries.join('\n')}
</body></text>
</tbx>
`;
}
