/** `telltale export`: the case in the formats of other tools. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exportFormats, exportOf, writeExport } from '../../app/export.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { print, printJson, styled, width, wrap } from '../terminal.ts';

type Options = CommonOptions & { output?: string; unmasked: boolean; list: boolean };

const HELP = `
Overlaps that an analyst rejected stay out; those that do not hold stay out unless an analyst accepted them.
overlaps.csv has them all. Passwords, keys and personal numbers are covered unless you ask with --unmasked.
STIX and MISP files carry the strictest TLP colour of the case's collections.

Examples:
  telltale export --list
  telltale export stix                          writes stix.json
  telltale export misp -o - | jq .Event.info
  telltale export mentions.csv -o iocs.csv --case ./my-case`;

export function registerExport(program: Command): void {
  withCommon(
    program
      .command('export')
      .description('Write the case for other tools: STIX 2.1, MISP, CSV tables, graphs.')
      .argument('[format]', 'one of the formats that --list shows'),
  )
    .option('-l, --list', 'show the formats', false)
    .option('-o, --output <file>', 'where to write it; - for stdout (default: see --list)')
    .option('--unmasked', 'show personal identifiers, passwords and keys in full', false)
    .addHelpText('after', HELP)
    .action(async (format: string | undefined, options: Options) => {
      if (options.list) {
        list(options.json);
        return;
      }
      const chosen = exportFormats().find((each) => each.name === format);
      if (!chosen) throw unknownFormat(format);
      const file = options.output ?? chosen.file;
      await readCase(options.case, (theCase) =>
        writeExport(exportOf(theCase, chosen.name, { unmasked: options.unmasked }).content, file),
      );
      if (file === '-') return;
      if (options.json) printJson({ file: resolve(file) });
      else print(`Export: ${resolve(file)}`);
    });
}

function list(json: boolean): void {
  const formats = exportFormats();
  if (json) {
    printJson({ formats });
    return;
  }
  for (const { name, file, title } of formats) {
    print(`${styled('bold', name)}  ${styled('dim', file)}`);
    print(wrap(title, width(), '  '));
  }
}

function unknownFormat(format: string | undefined): TelltaleError {
  const names = exportFormats().map((each) => each.name);
  const said = format === undefined ? 'A format is wanted' : `There is no export format «${format}»`;
  return new TelltaleError('usage', `${said}: ${names.join(', ')}.`);
}
