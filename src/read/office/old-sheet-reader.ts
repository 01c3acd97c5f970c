/** Reads binary workbooks that are no compound files: xlsb, xls of Excel 2 to 4, Lotus 1-2-3 and Quattro Pro; SYLK and DIF. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import type { Probe, Reader } from '../reader.ts';
import { readOldSheets } from './compound-reader.ts';
import { officeFlavour } from './office-flavour.ts';

/** Bytes; the parser holds the whole workbook. */
const LARGEST = 200 * 1024 * 1024;

/** A bare BIFF stream begins with a BOF record of its version. */
const isBareWorkbook = ({ head, extension }: Probe): boolean =>
  /^xl[a-z]$/.test(extension) && head[0] === 0x09 && [0x00, 0x02, 0x04].includes(head[1] ?? 0xff);

/** Other programs' workbooks, by their endings and first bytes: records of a version, or a compound file. */
const isForeign = ({ head, extension, headText }: Probe): boolean =>
  headText === undefined &&
  /^(?:wk[1-4s]|wke|123|wb[1-3]|wq[12]|qpw|fm3)$/.test(extension) &&
  ((head[0] === 0 && head[1] === 0) || (head[0] === 0xd0 && head[1] === 0xcf));

/** Workbooks written out as text. */
const isWritten = ({ headText, extension }: Probe): boolean =>
  (extension === 'slk' && /^ID;/.test(headText ?? '')) ||
  (extension === 'dif' && /^TABLE\r?\n0,1/.test(headText ?? ''));

export const oldSheetReader: Reader = {
  name: 'binary-workbook',
  version: 2,
  accepts: (probe) => officeFlavour(probe) === 'xlsb' || isBareWorkbook(probe) || isForeign(probe) || isWritten(probe),
  async read(input, sink) {
    if (input.probe.size > LARGEST) throw new TelltaleError('too-large', 'The workbook is over 200 MiB.');
    return readOldSheets(await readFile(input.path), mediaTypeOf(input.probe), sink);
  },
};

function mediaTypeOf(probe: Probe): string {
  if (isBareWorkbook(probe)) return 'application/vnd.ms-excel';
  if (isForeign(probe)) return 'application/vnd.lotus-1-2-3';
  if (isWritten(probe)) return probe.extension === 'slk' ? 'text/spreadsheet' : 'text/x-dif';
  return 'application/vnd.ms-excel.sheet.binary.macroEnabled.12';
}
