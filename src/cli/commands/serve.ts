/** `telltale serve`: the workbench in the browser. */
import type { Command } from 'commander';
import { type CommonOptions, wholeNumber, withCommon } from '../common-options.ts';
import { serveUntilStopped } from '../serve-until-stopped.ts';

type Options = CommonOptions & { port?: number; host: string; open: boolean };

export function registerServe(program: Command): void {
  withCommon(
    program.command('serve').description('Serve the workbench: overlaps, search, and the reader with its evidence.'),
  )
    .option('--port <n>', 'port (default: a free one)', wholeNumber(0))
    .option(
      '--host <address>',
      'address to listen on; beyond loopback whoever has the link with its token gets in, over plain HTTP',
      '127.0.0.1',
    )
    .option('--no-open', 'do not open a browser')
    .action(async (options: Options) => {
      await serveUntilStopped(options.case, {
        host: options.host,
        open: options.open && process.stdout.isTTY === true,
        offline: options.offline,
        ...(options.port === undefined ? {} : { port: options.port }),
      });
    });
}
