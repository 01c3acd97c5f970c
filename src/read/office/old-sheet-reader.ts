/** Reads binary workbooks that are no compound files: xlsb, and xls of Excel 2 to 4. */
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

export const oldSheetReader: Reader = {
  name: 'binary-workbook',
  version: 1,
  accepts: (probe) => officeFlavour(probe) === 'xlsb' || isBareWorkbook(probe),
  async read(input, sink) {
    if (input.probe.size > LARGEST) throw new TelltaleError('too-large', 'The workbook is over 200 MiB.');
    const mediaType = isBareWorkbook(input.probe)
      ? 'application/vnd.ms-excel'
      : 'application/vnd.ms-excel.sheet.binary.macroEnabled.12';
    return readOldSheets(await readFile(input.path), mediaType, sink);
  },
};
