/** `telltale connect`: finds overlaps anew, with copies of one source counted once or each for itself. */
import { type Command, Option } from 'commander';
import { openCaseToWrite } from '../../app/case.ts';
import { reconnect } from '../../app/reconnect.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { count, print, printJson } from '../terminal.ts';

export function registerConnect(program: Command): void {
  withCommon(
    program
      .command('connect')
      .description(
        'Find the overlaps anew from everything in the case. Adding files does so by itself; this is for changing how sources count.',
      ),
  )
    .option('--count-copies', 'from now on count sources that copy one another each for itself')
    .addOption(new Option('--copies-once', 'from now on count them once, as at the beginning').conflicts('countCopies'))
    .addHelpText('after', '\nWhich sources were taken for copies, and why: telltale explain RANK')
    .action(async (options: CommonOptions & { countCopies?: boolean; copiesOnce?: boolean }) => {
      const theCase = await openCaseToWrite(options.case);
      try {
        const chosen = options.countCopies ? true : options.copiesOnce ? false : undefined;
        const outcome = await reconnect(theCase, chosen);
        if (options.json) return printJson(outcome);
        print(
          `${count(outcome.overlaps)} overlaps, those that do not hold included. Copies of one source count ${outcome.countCopies ? 'each for itself' : 'once'}.`,
        );
      } finally {
        await theCase.close();
      }
    });
}
