/** Reads xls, xlsb and Numbers workbooks with SheetJS. */
import type xlsx from '@e965/xlsx';
import { asTelltaleError } from '../../errors.ts';
import { sheetJs } from '../on-demand.ts';
import type { ReadSink } from '../reader.ts';
import { formatNumber } from './cell-format.ts';
import { type Cell, columnName, sheetHeading, TableRows } from './table-rows.ts';

/** Gives all rows, notes and links; the names of the hidden sheets come back. Rejects with `broken-file`. */
export async function oldSheets(
  bytes: Buffer,
  sink: ReadSink,
): Promise<{ hidden: string[]; properties: Record<string, string> }> {
  let book: xlsx.WorkBook;
  try {
    book = sheetJs().read(bytes, { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: true });
  } catch (error) {
    throw asTelltaleError(error, 'broken-file');
  }
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const hidden = (book.Workbook?.Sheets ?? []).flatMap(({ Hidden, name }) =>
    Hidden && name !== undefined ? [name] : [],
  );
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name];
    if (!sheet) continue;
    await sheetHeading(name, sink);
    const rows = new TableRows(name, sink);
    const notes: { ref: string; text: string; author: string | undefined }[] = [];
    const links: { ref: string; target: string }[] = [];
    for (const [row, line] of (sheet['!data'] ?? []).entries()) {
      const cells: Cell[] = [];
      for (const [column, cell] of (line ?? []).entries()) {
        if (!cell) continue;
        const ref = `${columnName(column)}${row + 1}`;
        const text = shown(cell, date1904);
        if (text !== '') cells.push({ ref, column, text, isText: cell.t === 's' });
        for (const note of cell.c ?? []) if (note.t) notes.push({ ref, text: note.t, author: note.a });
        if (cell.l?.Target && !text.includes(cell.l.Target)) links.push({ ref, target: cell.l.Target });
      }
      await rows.add(row + 1, cells);
    }
    await rows.finish();
    for (const { ref, text, author } of notes)
      await sink.passage({
        role: 'paragraph',
        text: text.replaceAll('\r', '').trim(),
        position: { kind: 'part', part: `comment ${name}!${ref}` },
        ...(author ? { sender: author } : {}),
      });
    for (const { ref, target } of links)
      await sink.passage({ role: 'paragraph', text: target, position: { kind: 'part', part: `link ${name}!${ref}` } });
  }
  const { Title, Subject, Author, LastAuthor, Company, Manager, Keywords, Comments, CreatedDate, ModifiedDate } =
    book.Props ?? {};
  const properties: Record<string, string> = {};
  const take = (name: string, value: string | Date | undefined): void => {
    const text = value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : (value ?? '').trim();
    if (text !== '') properties[name] = text;
  };
  take('title', Title);
  take('subject', Subject);
  take('author', Author);
  take('lastEditor', LastAuthor);
  take('company', Company);
  take('manager', Manager);
  take('keywords', Keywords);
  take('description', Comments);
  take('created', CreatedDate);
  take('modified', ModifiedDate);
  if (hidden.length > 0) properties.hiddenSheets = hidden.join(', ');
  return { hidden, properties };
}

function shown(cell: xlsx.CellObject, date1904: boolean): string {
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const code = typeof cell.z === 'string' ? cell.z : undefined;
    if (code === 'm/d/yy' || code === 'm/d/yyyy') return formatNumber(cell.v, { id: 14 }, date1904);
    return formatNumber(cell.v, code === undefined || code === 'General' ? { id: 0 } : { id: 164, code }, date1904);
  }
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  return (cell.w ?? String(cell.v ?? '')).replaceAll('\r', '').replaceAll('\t', ' ').trim();
}
