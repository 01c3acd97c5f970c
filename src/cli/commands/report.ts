/** `telltale report`: the report as one HTML file or as Markdown. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { REPORT_LANGUAGES, type ReportFormat, type ReportLanguage, writeReport } from '../../app/report.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { print, printJson } from '../terminal.ts';

type Options = CommonOptions & { format: ReportFormat; output?: string; unmasked: boolean; language: ReportLanguage };

export function registerReport(program: Command): void {
  withCommon(
    program
      .command('report')
      .description('Write the report: one self-contained HTML file, or Markdown. Every statement opens its evidence.'),
  )
    .addOption(new Option('--format <format>', 'html or md').choices(['html', 'md']).default('html'))
    .addOption(
      new Option('--language <tag>', 'of headlines, findings and tables; quotes stay as they are')
        .choices(REPORT_LANGUAGES)
        .default('en'),
    )
    .option('-o, --output <file>', 'where to write it; - for stdout (default: report.html or report.md)')
    .option('--unmasked', 'show personal identifiers, passwords and keys in full', false)
    .action(async (options: Options) => {
      const file = options.output ?? `report.${options.format}`;
      await readCase(options.case, (theCase) =>
        writeReport(theCase, options.format, file, { unmasked: options.unmasked, language: options.language }),
      );
      if (file === '-') return;
      if (options.json) printJson({ report: resolve(file) });
      else print(`Report: ${resolve(file)}`);
    });
}
