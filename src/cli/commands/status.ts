/** `telltale status`: the ledger. */
import type { Command } from 'commander';
import { statusOf } from '../../app/queries.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { showLedger } from '../show-ledger.ts';
import { printJson } from '../terminal.ts';

export function registerStatus(program: Command): void {
  withCommon(
    program
      .command('status')
      .description(
        'Show the ledger: found = read + duplicate + skipped + failed, what failed and why, what is still to do.',
      ),
  ).action(async (options: CommonOptions) => {
    const status = await readCase(options.case, statusOf);
    if (options.json) printJson(status);
    else showLedger(status);
  });
}
