/** `telltale patterns`, and a command for each pattern by its own name: clients, targets, suppliers, tools, timeline. */
import { type Command, Option } from 'commander';
import { PATTERN_NAMES, patternCsvOf, patternOf } from '../../app/patterns.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, limitOption, wholeNumber, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { showPattern } from '../show-pattern.ts';
import { print, printJson, styled, table } from '../terminal.ts';

interface PatternOptions extends CommonOptions {
  readonly limit?: number;
  readonly quotes?: number;
  readonly table?: string;
  readonly csv: boolean;
  readonly unmasked: boolean;
}

const ROWS = 15;
const JSON_ROWS = 1000;
const JSON_QUOTES = 5;
/** `telltale people` is older and keeps its shape; its pattern is reached as `telltale patterns people`. */
const OWN_COMMANDS = PATTERN_NAMES.filter(({ name }) => name !== 'people');

export function registerPatterns(program: Command): void {
  for (const { name, question } of OWN_COMMANDS) {
    withPattern(program.command(name).description(question)).action(async (options: PatternOptions) =>
      show(name, options),
    );
  }
  withPattern(
    program
      .command('patterns')
      .description('Patterns over the whole case: clients, targets, people and themes, suppliers, tools, timeline.')
      .argument('[name]', 'one of them; without it they are listed')
      .addHelpText(
        'after',
        `
Examples:
  telltale clients                         contracts, totals by kind of client and by year
  telltale patterns people --table themes --quotes 3
  telltale targets --csv --table countries > countries.csv
  telltale timeline --json

What kinds, themes and ties are goes by term lists that you can edit: telltale lists.`,
      ),
  ).action(async (name: string | undefined, options: PatternOptions) => {
    if (name !== undefined) return show(name, options);
    if (options.json) return printJson(PATTERN_NAMES);
    const rows = PATTERN_NAMES.map((each) => [each.name, each.question]);
    print(table([{ title: 'pattern' }, { title: 'what it answers', flexible: true }], rows));
    print(styled('dim', 'telltale patterns NAME shows one.'));
  });
}

function withPattern(command: Command): Command {
  return withCommon(command)
    .option('--table <name>', 'only this table, with all its rows in --csv')
    .addOption(new Option('--quotes <n>', 'quotes shown for each row').argParser(wholeNumber(0)))
    .addOption(limitOption(ROWS).default(undefined, `${ROWS}; ${JSON_ROWS} with --json`))
    .option('--csv', 'one table as CSV on stdout: the first, or the one of --table', false)
    .option('--unmasked', 'show personal identifiers, passwords and keys in full in --csv', false);
}

async function show(name: string, options: PatternOptions): Promise<void> {
  const { json, csv, table: only, unmasked } = options;
  if (json && csv) throw new TelltaleError('usage', 'Choose --json or --csv.');
  await readCase(options.case, async ({ store }) => {
    if (csv) {
      process.stdout.write(await patternCsvOf(store, name, { table: only, unmasked }));
      return;
    }
    const limit = options.limit ?? (json ? JSON_ROWS : ROWS);
    const answer = await patternOf(store, name, {
      limit,
      quotes: options.quotes ?? (json ? JSON_QUOTES : 0),
      table: only,
    });
    if (json) printJson(answer);
    else showPattern(answer, only !== undefined);
  });
}
