/** A hostile leak on every page: the browser asks nobody but the workbench, and nothing of the leak runs. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';
import { LEAK_HOST, writeHostileCorpus } from './hostile-corpus.ts';

interface Listed {
  entries: { id: string; paths: string[]; kind: string }[];
}

describe.skipIf(missing)(`a hostile leak${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let served: Served;
  let visitor: Visitor;
  let proxy: Server;
  /** Whatever the browser wants from any host but this one, prefetches and the browser's own wishes included. */
  const wanted: string[] = [];
  const dialogs: string[] = [];

  beforeAll(async () => {
    place = await workplace();
    await writeHostileCorpus(join(place.folder, 'leak'));
    expect((await place.run(['add', 'leak'])).code).toBe(0);
    served = await serve(place);
    proxy = createServer((request, answer) => {
      wanted.push(String(request.url));
      answer.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      wanted.push(String(request.url));
      socket.destroy();
    });
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
    visitor = await visit(served, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    visitor.context.on('page', (page) =>
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      }),
    );
  }, 300_000);

  afterAll(async () => {
    await visitor?.close();
    await served?.stop();
    proxy?.close();
    await place?.clean();
  });

  const api = async <T>(path: string): Promise<T> =>
    (await (await visitor.context.request.get(served.origin + path)).json()) as T;

  async function nothingRan(page: Page): Promise<void> {
    expect(await page.evaluate(() => (globalThis as { leaked?: string }).leaked ?? null)).toBeNull();
    expect(await page.title()).toMatch(/Telltale/);
    expect(new URL(page.url()).origin).toBe(served.origin);
    const outside =
      await page.evaluate(`[...document.querySelectorAll('[src],[srcset],[href],[action],[data],[poster],[background],[ping]')]
      .flatMap((one) => [...one.attributes].filter(({ name }) => /^(src|srcset|href|action|data|poster|background|ping|xlink:href)$/.test(name)))
      .map(({ value }) => value).filter((value) => /^(https?:|\\/\\/|javascript:|data:text)/i.test(value.trim()) && !value.startsWith(location.origin))`);
    expect(outside, page.url()).toEqual([]);
  }

  it('is read by every reader it was made for', async () => {
    const { entries } = await api<Listed>('/api/documents?limit=500');
    expect(new Set(entries.map((entry) => entry.kind)).size).toBeGreaterThan(3);
    expect(entries.length).toBeGreaterThan(10);
    const { total } = await api<{ total: number }>(`/api/search?q=${LEAK_HOST}`);
    expect(total).toBeGreaterThan(0);
  });

  it('shows every document as text and as pages, and does nothing', { timeout: 120_000 }, async () => {
    const { entries } = await api<Listed>('/api/documents?limit=500');
    const page = await visitor.open('/read');
    for (const { id, paths } of entries) {
      const { pages } = await api<{ pages: number }>(`/api/documents/${id}`);
      for (const view of pages > 0 ? ['text', 'pages'] : ['text']) {
        await page.goto(`${served.origin}/read/${id}?view=${view}&q=mailbox`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.locator('.skeleton').waitFor({ state: 'detached' });
        await page.waitForTimeout(80);
        await nothingRan(page);
        expect(paths.length).toBeGreaterThan(0);
      }
    }
    await page.close();
  });

  it('does nothing on any other page', { timeout: 120_000 }, async () => {
    const handle = encodeURIComponent('<img src=x onerror=alert(1)>');
    const pages = [
      '/',
      '/search?q=mailbox',
      `/search?q=${handle}`,
      `/search?q=%22reach-out.example%22`,
      '/overlaps',
      `/graph?at=${encodeURIComponent(`domain:img.${LEAK_HOST}`)}`,
      '/people',
      `/people?who=${handle}`,
      '/timeline',
      '/map',
      '/clients',
      '/targets',
      '/targets?table=countries',
      '/suppliers',
      '/tools',
      '/people/names',
      '/people/tables',
      '/timeline/tables',
      `/clients?table=${handle}`,
      '/graph?all=1',
      '/search',
      '/search/batch',
      '/library',
      '/files',
      '/add',
      '/settings',
      `/read/${handle}`,
      `/overlaps/${handle}`,
    ];
    for (const path of pages) {
      const page = await visitor.open(path);
      await page.waitForTimeout(150);
      await nothingRan(page);
      await page.close();
    }
  });

  it('does nothing in marks, saved searches and many queries at once', { timeout: 60_000 }, async () => {
    const hostile = '<img src=x onerror="window.leaked=1"><script>window.leaked=1</script>';
    const { entries } = await api<Listed>('/api/documents?limit=1');
    const document = entries[0]?.id ?? '';
    const post = async (path: string, data: object): Promise<void> => {
      const answer = await visitor.context.request.post(served.origin + path, { data });
      expect(answer.status(), await answer.text()).toBe(200);
    };
    await post('/api/marks', { document, kind: 'tag', text: hostile, on: true });
    await post('/api/marks', { document, kind: 'note', text: hostile, on: true });
    await post('/api/searches', { name: hostile, text: 'mailbox' });

    const reader = await visitor.open(`/read/${document}`);
    await reader.locator('.marks').getByText(hostile).first().waitFor();
    await nothingRan(reader);
    const search = await visitor.open('/search');
    await search.getByText(hostile).first().waitFor();
    await nothingRan(search);
    const batch = await visitor.open('/search/batch');
    await batch.getByRole('main').locator('textarea').fill(`${hostile}\nmailbox`);
    await batch.getByRole('button', { name: /^Count/ }).click();
    await batch.getByRole('cell', { name: 'mailbox' }).first().waitFor();
    await batch.getByText(hostile).last().waitFor();
    await nothingRan(batch);
    for (const page of [reader, search, batch]) await page.close();
  });

  it('leaves the workbench as bytes to save and as drawn pictures only', async () => {
    const { entries } = await api<Listed>('/api/documents?limit=500');
    for (const { id } of entries) {
      const bytes = await visitor.context.request.get(`${served.origin}/api/documents/${id}/bytes`);
      expect(bytes.headers()['content-type']).toBe('application/octet-stream');
      expect(bytes.headers()['content-disposition']).toMatch(/^attachment/);
      expect(bytes.headers()['x-content-type-options']).toBe('nosniff');
      const page = await visitor.context.request.get(`${served.origin}/api/documents/${id}/pages/1`);
      if (page.ok()) {
        expect(page.headers()['content-type']).toBe('image/png');
        expect((await page.body()).subarray(1, 4).toString()).toBe('PNG');
      }
    }
  });

  it('does nothing in the report either, opened as a file', async () => {
    const report = join(place.folder, 'report.html');
    expect((await place.run(['report', '-o', report])).code).toBe(0);
    const page = await visitor.context.newPage();
    await page.goto(`file://${report}`);
    await page.waitForTimeout(200);
    expect(await page.evaluate(() => (globalThis as { leaked?: string }).leaked ?? null)).toBeNull();
    await page.close();
  });

  it('made the browser ask nobody, and its scripts never ran', () => {
    expect(visitor.foreign.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(wanted.filter((url) => url.includes(LEAK_HOST))).toEqual([]);
    // The browser's own wishes, which no page can switch off.
    expect(wanted.filter((url) => !/^(http:\/\/)?([\w-]+\.)*google(apis)?\.com[:/]/.test(url))).toEqual([]);
    expect(dialogs).toEqual([]);
    // A document that is not there is answered with 404, which the browser notes.
    expect(visitor.errors.filter((error) => !/status of 404/.test(error))).toEqual([]);
  });
});
