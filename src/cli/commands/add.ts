/** `telltale add`: collect, read, understand, connect. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { libraryRequest } from '../../app/library-order.ts';
import type { CollectionRole } from '../../model/collection.ts';
import {
  type CommonOptions,
  type DescribeOptions,
  type EngineOptions,
  engineSettings,
  roleOption,
  withCommon,
  withDescription,
  withEngine,
} from '../common-options.ts';
import { exitStrict, runAdd } from '../run-add.ts';
import { showLedger } from '../show-ledger.ts';
import { printJson } from '../terminal.ts';

type Options = CommonOptions & DescribeOptions & EngineOptions & { as: CollectionRole; strict: boolean };

export function registerAdd(program: Command): void {
  const command = program
    .command('add')
    .description(
      'Add files or folders to a case: read, understand, and connect them. Run it again: it resumes, and adds what is new.',
    )
    .argument('<path...>', 'files and folders')
    .addOption(roleOption())
    .option('--strict', 'exit with 3 when the ledger has failures', false);
  withEngine(withDescription(withCommon(command)))
    .addHelpText(
      'after',
      `
Examples:
  telltale add ~/dump --name "Qingchuan" --published 2024-02-16 --timezone Asia/Shanghai
  telltale add report.pdf --as reference --publisher "Citizen Lab" --published 2019-09-24 --reliability A
  telltale add scans.zip --password hunter2
  telltale add watch.csv --as reference         your own list of names (docs/facts-format.md), looked for in every leak
  telltale add ~/dump --relations openai:http://127.0.0.1:11434/v1#qwen3:8b
                                                a model on this machine looks for relations; each must quote the text`,
    )
    .action(async (paths: string[], options: Options) => {
      const { name, publisher, published, reliability, tlp, timezone, url, licence } = options;
      const about = { name, publisher, published, reliability, tlp, timezone, url, licence };
      const request =
        options.as === 'leak'
          ? { paths, role: options.as, ...about }
          : await libraryRequest({ sources: paths.map((path) => resolve(path)), offline: true }, about);
      const status = await runAdd(options.case, [request], engineSettings(options));
      if (options.json) printJson(status);
      else showLedger(status);
      exitStrict(status, options.strict);
    });
}
