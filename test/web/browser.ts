/** A served case and a real browser on it, for tests: what it asks of other hosts and what goes wrong is written down. */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ROOT, type Workplace } from '../end-to-end/telltale.ts';

/** A Chromium of this machine, if any. */
export const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
const built = existsSync(join(ROOT, 'web', 'dist', 'index.html'));

/** Why browser tests cannot run here; false when they can. */
export const missing = !executable ? 'there is no Chromium' : !built ? 'the workbench is not built' : false;

export interface Served {
  readonly link: string;
  readonly origin: string;
  readonly server: ChildProcess;
  stop(): Promise<void>;
}

export async function serve(place: Workplace, args: readonly string[] = []): Promise<Served> {
  const server = place.start(['serve', '--no-open', ...args]);
  const link = await new Promise<string>((found, failed) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /http:\S+/.exec(said)?.[0];
      if (url) found(url);
    });
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    server.once('exit', () => failed(new Error(said)));
  });
  return {
    link,
    origin: new URL(link).origin,
    server,
    async stop() {
      if (server.exitCode !== null) return;
      const gone = new Promise((end) => server.once('exit', end));
      server.kill('SIGTERM');
      await gone;
    },
  };
}

export interface Visitor {
  readonly context: BrowserContext;
  /** Requests to any other host. */
  readonly foreign: string[];
  /** Errors of scripts and of the console, with the page they stood on. */
  readonly errors: string[];
  /** Opens a page of the workbench, with its session, once it has settled. */
  open(path: string): Promise<Page>;
  close(): Promise<void>;
}

/** `proxy` is asked for everything that is not this machine. */
export const visit = ({ link }: Served, proxy?: string): Promise<Visitor> => visitLink(link, proxy);

/** The same for the link of a workbench that this process serves itself. */
export async function visitLink(link: string, proxy?: string): Promise<Visitor> {
  const { origin } = new URL(link);
  const browser: Browser = await chromium.launch({
    executablePath: executable ?? '',
    ...(proxy === undefined ? {} : { proxy: { server: proxy, bypass: '127.0.0.1' } }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=AutofillServerCommunication',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const foreign: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) foreign.push(request.url());
  });
  const first = await context.newPage();
  await first.goto(link);
  await first.close();
  return {
    context,
    foreign,
    errors,
    async open(path) {
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${path}: ${message.text()}`);
      });
      await page.goto(origin + path);
      await page.getByRole('main').waitFor();
      await page
        .locator('.skeleton')
        .first()
        .waitFor({ state: 'detached', timeout: 10_000 })
        .catch(() => {
          // A page that still loads is judged by what the test looks for.
        });
      return page;
    },
    close: () => browser.close(),
  };
}
