/** The command line: `telltale COMMAND`. Each command is a file in `commands/`, loaded when it is called. */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../app/program.ts';
import { asTelltaleError } from '../errors.ts';
import { COMMANDS } from './commands.ts';
import { say } from './terminal.ts';

function createProgram(): Command {
  const program = new Command('telltale')
    .description('Turns a leaked, multilingual dump of documents into proven connections. Works offline.')
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError('See telltale --help.')
    .exitOverride()
    .configureHelp({ helpWidth: Math.max(60, Math.min(process.stdout.columns ?? 100, 110)) })
    .addHelpText(
      'after',
      `
Start here:
  telltale demo                      the fictional sample, end to end, in under a minute
  telltale demo ~/dump               the same on a folder of yours
  telltale library add attack.json   public intelligence to compare with
  telltale overlaps                  where the leak meets what is public

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with failures in the ledger (--strict), 130 interrupted.`,
    );
  for (const register of COMMANDS) register(program);
  return program;
}

async function main(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of our output, such as `head`, has had enough.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  // An empty variable says nothing.
  if (process.env['TELLTALE_CASE'] === '') delete process.env['TELLTALE_CASE'];
  try {
    await createProgram().parseAsync();
  } catch (caught) {
    if (caught instanceof CommanderError) {
      process.exitCode = caught.exitCode === 0 ? 0 : 2;
      return;
    }
    const error = asTelltaleError(caught);
    say(`telltale: ${error.message} [${error.code}]`);
    say(`  ${error.advice}`);
    if (error.code === 'internal' && caught instanceof Error) say(caught.stack ?? '');
    process.exitCode = error.exit;
  }
}

await main();
