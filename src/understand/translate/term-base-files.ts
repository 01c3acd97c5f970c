/** Term bases as files: CSV for spreadsheets, TBX (ISO 30042, basic dialect) for translation tools. */
import { parse } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { TelltaleError } from '../../errors.ts';
import { baseLanguage, type StoredTerm, type Term } from '../../model/term.ts';

type Column = 'term' | 'rendering' | 'language' | 'to' | 'note';
/** Where a file has no header line. */
const COLUMNS: readonly Column[] = ['term', 'rendering', 'language', 'note'];
const WRITTEN = ['term', 'rendering', 'language', 'to', 'note', 'author', 'time'] as const;
/** Names of columns that spreadsheets of translators carry. */
const HEADERS: Readonly<Record<string, Column>> = {
  term: 'term',
  source: 'term',
  'source term': 'term',
  rendering: 'rendering',
  target: 'rendering',
  'target term': 'rendering',
  translation: 'rendering',
  language: 'language',
  from: 'language',
  'source language': 'language',
  to: 'to',
  'target language': 'to',
  note: 'note',
  comment: 'note',
};

export interface ParseOptions {
  /** Language of the renderings where the file does not say; `en` if left out. */
  readonly to?: string;
  /** Language of the terms where the file does not say. */
  readonly from?: string;
}

function broken(message: string, cause?: unknown): TelltaleError {
  return new TelltaleError('broken-bundle', message, { cause });
}

/**
 * Reads `term,rendering,language[,note]`, or columns in any order under a header line; a byte-order mark and
 * semicolons or tabs as separators are fine. Throws `broken-bundle` naming the row that lacks a term, a rendering or a
 * language.
 */
export function parseTermCsv(text: string, { to = 'en', from }: ParseOptions = {}): readonly Term[] {
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
  const header = (rows[0] ?? []).map((cell) => HEADERS[cell.toLowerCase()]);
  const hasHeader = header.includes('term') && header.includes('rendering');
  const columns = hasHeader ? header : COLUMNS;
  return rows.slice(hasHeader ? 1 : 0).map((row, index) => {
    const cell = (column: Column): string | undefined => row[columns.indexOf(column)] || undefined;
    const [term, rendering, language, note] = [cell('term'), cell('rendering'), cell('language') ?? from, cell('note')];
    if (!term || !rendering || !language) {
      const lacks = !term ? 'term' : !rendering ? 'rendering' : 'language';
      throw broken(
        `Row ${index + (hasHeader ? 2 : 1)} of the term base has no ${lacks}: «${row.join(', ').slice(0, 80)}».`,
      );
    }
    return { term, rendering, language, to: cell('to') ?? to, ...(note ? { note } : {}) };
  });
}

export function formatTermCsv(terms: readonly (Term & Partial<StoredTerm>)[]): string {
  const cell = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = terms.map((term) => WRITTEN.map((column) => cell(term[column] ?? '')).join(','));
  return `${[WRITTEN.join(','), ...lines].join('\r\n')}\r\n`;
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
export function parseTbx(text: string, { to = 'en' }: Pick<ParseOptions, 'to'> = {}): readonly Term[] {
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
  const inTarget = (language: string): boolean => baseLanguage(language) === baseLanguage(to);
  const rendering = terms.find(({ language, term }) => inTarget(language) && term !== '')?.term;
  if (rendering === undefined) return [];
  return terms
    .filter(({ language, term }) => !inTarget(language) && language !== '' && term !== '')
    .map(({ language, term }) => ({ term, rendering, language, to, ...(note ? { note } : {}) }));
}

export function formatTbx(terms: readonly Term[]): string {
  const xml = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const section = (language: string, term: string): string =>
    `<langSec xml:lang="${xml(language)}"><termSec><term>${xml(term)}</term></termSec></langSec>`;
  const entries = terms.map(
    ({ term, rendering, language, to, note }, index) =>
      `<conceptEntry id="c${index + 1}">${note ? `<note>${xml(note)}</note>` : ''}${section(language, term)}${section(to, rendering)}</conceptEntry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>Telltale term base</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
${entries.join('\n')}
</body></text>
</tbx>
`;
}
