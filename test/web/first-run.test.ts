/** An empty folder, a browser, a dropped leak: read live, paused, gone on with, cancelled, taken up after a restart. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';

interface Run {
  running: boolean;
  paused: boolean;
  resumable: boolean;
  failed: number;
}

describe.skipIf(missing)(`the first run${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let leak: string;

  beforeAll(async () => {
    place = await workplace();
    leak = join(place.folder, '泄露 leak');
    await mkdir(join(leak, 'inner'), { recursive: true });
    await writeFile(join(leak, 'inner', 'note.txt'), '服务器 74.120.172[.]10 已经上线');
    await writeFile(join(leak, 'broken.docx'), Buffer.from('504b0304deadbeef', 'hex'));
    await writeFile(join(leak, 'empty.txt'), '');
    await writeFile(join(leak, 'large.log'), `${'x'.repeat(9_999)}\n`.repeat(1_000));
  });

  afterAll(async () => {
    await place?.clean();
  });

  async function run(page: Page): Promise<Run> {
    return page.evaluate(async () => (await (await fetch('/api/run')).json()) as Run);
  }

  /** Beside the page: a browser writes what is refused to its console. */
  async function post({ origin }: Served, { context }: Visitor, path: string): Promise<number> {
    const headers = { 'content-type': 'application/json' };
    return (await context.request.post(origin + path, { data: {}, headers })).status();
  }

  async function withCase(name: string, work: (page: Page, served: Served, visitor: Visitor) => Promise<void>) {
    const served = await serve(place, ['--case', join(place.folder, name)]);
    const visitor = await visit(served);
    try {
      await work(await visitor.open('/'), served, visitor);
      expect(visitor.errors).toEqual([]);
      expect(visitor.foreign).toEqual([]);
    } finally {
      await visitor.close();
      await served.stop();
    }
  }

  it('takes a folder, reads it live, and says what failed', { timeout: 90_000 }, async () => {
    await withCase('dropped', async (page) => {
      await page.getByRole('heading', { name: 'This case is empty' }).waitFor();
      const picker = page.locator('input[type=file]').first();
      await picker.setInputFiles(leak);
      await page.getByText('4 files, 10 MB').waitFor();
      await page.getByRole('button', { name: 'Add to the case' }).click();
      await expect.poll(() => run(page).then((now) => now.running), { timeout: 30_000 }).toBe(true);
      await expect.poll(() => run(page).then((now) => now.running), { timeout: 60_000 }).toBe(false);
      const status = await page.evaluate(async () => (await (await fetch('/api/status')).json()) as unknown);
      expect(status).toMatchObject({
        collections: [{ name: '泄露 leak', found: 4, read: 2, skipped: 1, failed: 1 }],
      });
      const ledger = await page.evaluate(async () => (await (await fetch('/api/ledger')).json()) as unknown);
      expect(JSON.stringify(ledger)).toContain('泄露 leak/inner/note.txt');
      await page.goto(`${new URL(page.url()).origin}/add`);
      await page.getByRole('heading', { name: '泄露 leak is added' }).waitFor();
      await page.getByText('泄露 leak/broken.docx').waitFor();
      // What has been read is in the case: the copy on its way is gone.
      expect(await readdir(join(place.folder, 'dropped', 'incoming'))).toEqual([]);
    });
  });

  it('takes files that are dropped on it', { timeout: 60_000 }, async () => {
    await withCase('files', async (page) => {
      // As text: the types of a browser are not those of the tests.
      const transfer = await page.evaluateHandle(`(() => {
        const carried = new DataTransfer();
        carried.items.add(new File(['evil.example and 198.51.100.7'], 'a.txt', { type: 'text/plain' }));
        return carried;
      })()`);
      const zone = page.getByRole('region', { name: 'Drop a folder or files here' });
      await zone.dispatchEvent('dragover', { dataTransfer: transfer });
      await zone.dispatchEvent('drop', { dataTransfer: transfer });
      await page.getByText('1 file,').waitFor();
      await page.getByRole('button', { name: 'Add to the case' }).click();
      await page.getByRole('link', { name: 'a.txt' }).first().or(page.getByText('1 file')).first().waitFor();
      await expect.poll(() => run(page).then((now) => now.running), { timeout: 60_000 }).toBe(false);
    });
  });

  it('holds, goes on, is taken up after a restart, and ends when it is told', { timeout: 120_000 }, async () => {
    await withCase('sample', async (page, served, visitor) => {
      await page.getByRole('button', { name: 'Take the sample' }).click();
      await expect.poll(() => run(page).then((now) => now.running), { timeout: 20_000 }).toBe(true);
      expect(await post(served, visitor, '/api/sample')).toBe(409);
      expect(await post(served, visitor, '/api/run/pause')).toBe(200);
      await expect.poll(() => run(page).then((now) => now.paused)).toBe(true);
      await page.goto(`${new URL(page.url()).origin}/add`);
      await page.getByRole('heading', { name: /^Paused/ }).waitFor();
    });
    await withCase('sample', async (page, served, visitor) => {
      expect(await run(page)).toMatchObject({ running: false, resumable: true });
      await page.getByRole('link', { name: 'A run is not finished' }).click();
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect.poll(() => run(page).then((now) => now.running), { timeout: 20_000 }).toBe(true);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await expect.poll(() => run(page), { timeout: 60_000 }).toMatchObject({ running: false, resumable: false });
      expect(await post(served, visitor, '/api/run/resume')).toBe(404);
    });
  });

  it('makes no case among the user’s own files', async () => {
    const outcome = await place.run(['serve', '--no-open', '--case', leak]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('case-missing');
    expect(await readdir(leak)).not.toContain('case.db');
    expect(await readFile(join(leak, 'empty.txt'), 'utf8')).toBe('');
  });
});
