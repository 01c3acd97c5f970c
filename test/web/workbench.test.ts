/** The workbench on the sample, in a real browser: what a person does, that nothing is asked of another host, and that it is accessible. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, type Workplace, workplace } from '../end-to-end/telltale.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
const built = existsSync(join(ROOT, 'web', 'dist', 'index.html'));
const missing = !executable ? 'there is no Chromium' : !built ? 'the workbench is not built' : false;

const PAGES = [
  '/',
  '/search?q=mailbox',
  '/overlaps',
  '/people',
  '/timeline',
  '/library',
  '/files',
  '/settings',
  '/reader',
] as const;

describe.skipIf(missing)(`the workbench${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let server: ChildProcess;
  let browser: Browser;
  let context: BrowserContext;
  let origin: string;
  const foreign: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    place = await workplace();
    expect((await place.run(['demo', '--once'])).code).toBe(0);
    server = place.start(['serve', '--no-open']);
    const link = await new Promise<string>((found, failed) => {
      let said = '';
      server.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const url = /http:\S+/.exec(said)?.[0];
        if (url) found(url);
      });
      server.once('exit', () => failed(new Error(said)));
    });
    origin = new URL(link).origin;
    browser = await chromium.launch({
      executablePath: executable ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) foreign.push(request.url());
    });
    const first = await context.newPage();
    await first.goto(link);
    await first.close();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.kill('SIGTERM');
    await place?.clean();
  });

  async function open(path: string): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${path}: ${message.text()}`);
    });
    await page.goto(origin + path);
    await page.waitForLoadState('networkidle').catch(() => {
      // The stream of progress keeps the network busy.
    });
    return page;
  }

  it('answers nobody without the link, and no other host', async () => {
    expect((await fetch(`${origin}/api/case`)).status).toBe(403);
    const rebound = await fetch(`${origin}/api/case`, { headers: { origin: 'http://evil.example' } });
    expect(rebound.status).toBe(403);
  });

  it('shows the ranked overlaps with both quotes, and keeps a verdict until it is undone', {
    timeout: 60_000,
  }, async () => {
    const page = await open('/overlaps');
    await page.getByText('POISON CARP').first().click();
    await page.getByText('mailnotes[.]online').first().waitFor();
    const body = await page.locator('body').textContent();
    expect(body).toContain('74.120.172[.]10');
    expect(body).toMatch(/infrastructure overlap/i);
    await page.keyboard.press('a');
    await expect.poll(async () => (await verdicts(page)).includes('accepted')).toBe(true);
    await expect.poll(() => page.locator('form.judge').getByRole('button', { name: 'Undo' }).isEnabled()).toBe(true);
    await page.keyboard.press('z');
    await expect.poll(async () => (await verdicts(page)).includes('accepted')).toBe(false);
    await page.close();
  });

  async function verdicts(page: Page): Promise<string[]> {
    return page.evaluate(async () => {
      const overlaps = (await (await fetch('/api/overlaps?all=true')).json()) as {
        judgement: { verdict: string } | null;
      }[];
      return overlaps.flatMap((overlap) => overlap.judgement?.verdict ?? []);
    });
  }

  it('finds Chinese by an English word, and opens the passage in the reader', { timeout: 60_000 }, async () => {
    const page = await open('/search?q=mailbox');
    await page.getByText('邮箱').first().waitFor();
    await page.close();
    const response = await context.request.get(`${origin}/api/search?q=74.120.172.10`);
    const { hits } = (await response.json()) as { hits: { kind: string; passage: string }[] };
    const [document, ordinal] = (hits.find((hit) => hit.kind === 'chat')?.passage ?? '').split('.');
    const reader = await open(`/read/${document}?p=${ordinal}`);
    await reader.getByText('74.120.172[.]10').first().waitFor();
    await reader.close();
  });

  it('draws the page pictures itself', { timeout: 30_000 }, async () => {
    const { entries } = (await (await context.request.get(`${origin}/api/documents?kind=picture`)).json()) as {
      entries: { id: string }[];
    };
    const picture = await context.request.get(`${origin}/api/documents/${entries[0]?.id}/pages/1`);
    expect(picture.headers()['content-type']).toBe('image/png');
    expect((await picture.body()).subarray(1, 4).toString()).toBe('PNG');
  });

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing serious for axe on any page, ${theme}`, { timeout: 120_000 }, async () => {
      const found: string[] = [];
      for (const path of PAGES) {
        const page = await open(path);
        await page.emulateMedia({ colorScheme: theme });
        await page.waitForTimeout(400);
        // The page's policy allows no inline script; the test's own comes in through the debugger.
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: unknown[] }[] }[] }> };
          };
          return (await axe.run()).violations.map(({ id, impact, nodes }) => ({
            id,
            impact,
            target: String(nodes[0]?.target),
          }));
        });
        for (const { id, impact, target } of violations) {
          if (impact === 'serious' || impact === 'critical') found.push(`${path}: ${id} ${target}`);
        }
        await page.close();
      }
      expect(found).toEqual([]);
    });
  }

  it('asked nothing of another host, and nothing went wrong on the way', () => {
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
  });
});
