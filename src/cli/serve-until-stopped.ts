/** Serves the workbench until Ctrl-C, and opens it in a browser when asked. */
import { spawn } from 'node:child_process';
import { type ServeOptions, serveCase } from '../app/serve.ts';
import { withInterrupt } from './interrupt.ts';
import { print, say } from './terminal.ts';

export async function serveUntilStopped(folder: string, options: ServeOptions & { open: boolean }): Promise<void> {
  const serving = await serveCase(folder, options);
  print(`Workbench: ${serving.url}`);
  if (serving.beyondLoopback) {
    const secret = options.password === undefined ? 'token' : 'password';
    say(
      options.password === undefined
        ? 'Others on the network can reach this page. It answers only who has the link with its token:'
        : 'Others on the network can reach this page. It answers only who signs in with the password:',
    );
    say('whoever does sees the whole case, may judge, add files and export.');
    if (!serving.encrypted) {
      say(`What passes between is not encrypted, nor is the ${secret} itself. On a network that you do not trust,`);
      say('listen on 127.0.0.1 and come through ssh -L, a VPN, or a proxy with TLS (--public-url).');
    }
    say('Paths of this machine cannot be added from the page while it is open to others.');
  }
  say('Ctrl-C stops it.');
  if (options.open) openInBrowser(serving.url);
  await withInterrupt(
    (signal) =>
      new Promise<void>((done) => {
        signal.addEventListener('abort', () => done());
      }),
  );
  await serving.close();
}

/** A browser that does not start is no failure: the link is printed. */
function openInBrowser(url: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => say('No browser could be opened; follow the link.'));
  child.unref();
}
