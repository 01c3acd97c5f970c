/** `telltale serve`: the workbench in the browser. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import { askHidden } from '../ask-hidden.ts';
import { type CommonOptions, wholeNumber, withCommon } from '../common-options.ts';
import { serveUntilStopped } from '../serve-until-stopped.ts';

type Options = CommonOptions & {
  port?: number;
  host: string;
  publicUrl?: string;
  open: boolean;
  passwordFile?: string;
  askPassword: boolean;
};

export function registerServe(program: Command): void {
  withCommon(
    program.command('serve').description('Serve the workbench: overlaps, search, and the reader with its evidence.'),
  )
    .option('--port <n>', 'port (default: a free one)', wholeNumber(0))
    .option(
      '--host <address>',
      'address to listen on; beyond loopback whoever has the link with its token, or the password, gets in, over plain HTTP',
      '127.0.0.1',
    )
    .option(
      '--public-url <url>',
      'address at which a proxy of yours that ends TLS shows the workbench, such as https://case.example; its pages may then ask',
    )
    .option(
      '--password-file <file>',
      'let in who knows the password in this file (its first line; - is stdin), not who has the link',
    )
    .option('--ask-password', 'the same with a password that you type now', false)
    .addHelpText(
      'after',
      '\nExamples:\n  telltale serve\n  telltale serve --host 192.168.1.20 --port 7777 --ask-password\n  telltale serve --port 7777 --public-url https://case.example --password-file pw    # behind nginx or Caddy on this machine\n  ssh -L 7777:127.0.0.1:7777 server telltale serve --port 7777    # encrypted, without --host',
    )
    .option('--no-open', 'do not open a browser')
    .action(async (options: Options) => {
      await serveUntilStopped(options.case, {
        host: options.host,
        ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
        open: options.open && process.stdout.isTTY === true,
        offline: options.offline,
        ...(await passwordOf(options)),
        ...(options.port === undefined ? {} : { port: options.port }),
      });
    });
}

async function passwordOf({ passwordFile, askPassword }: Options): Promise<{ password?: string }> {
  if (passwordFile !== undefined && askPassword)
    throw new TelltaleError('usage', 'Give --password-file or --ask-password, not both.');
  if (askPassword) return { password: await askHidden('Password for the workbench: ') };
  if (passwordFile === undefined) return {};
  try {
    const text = await readFile(passwordFile === '-' ? '/dev/stdin' : passwordFile, 'utf8');
    return { password: text.split(/\r?\n/, 1)[0] ?? '' };
  } catch (caught) {
    throw asTelltaleError(caught, 'path-missing');
  }
}
