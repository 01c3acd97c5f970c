/** Reading through many documents: mail threads, archive parts, copies, marks in searches, hits from document to document, a list without an end. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../../sample/make/zip.ts';
import { type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';

/** More than one page of the list of documents, and more than it once could hold. */
const FILLERS = 620;

const mail = (id: string, subject: string, body: string, more = '') =>
  `Message-ID: <${id}@a.example>\r\nFrom: Ann <ann@a.example>\r\nTo: bob@b.example\r\nDate: Tue, 14 May 2019 02:0${id.length}:00 +0000\r\n${more}Subject: ${subject}\r\n\r\n${body}\r\n`;
const said = (time: string, from: string, message: string) => ({ time, from, to: 'bob', message });

describe.skipIf(missing)(`reading in the workbench${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let served: Served;
  let visitor: Visitor;
  const open = (path: string): Promise<Page> => visitor.open(path);
  async function ask<T>(path: string, data?: unknown): Promise<T> {
    const { request } = visitor.context;
    const headers = { 'content-type': 'application/json' };
    const url = `${served.origin}/api${path}`;
    const response = data === undefined ? await request.get(url) : await request.post(url, { data, headers });
    expect(response.status(), path).toBe(200);
    return (await response.json()) as T;
  }
  async function documentAt(path: string): Promise<string> {
    const found = await ask<{ entries: { id: string; paths: string[] }[] }>(`/shelf?q=${encodeURIComponent(path)}`);
    return found.entries.find(({ paths }) => paths[0]?.endsWith(`/${path}`))?.id ?? '';
  }

  beforeAll(async () => {
    place = await workplace();
    const leak = join(place.folder, 'dump');
    for (const folder of ['mail', 'chats', 'many']) await mkdir(join(leak, folder), { recursive: true });
    await writeFile(join(leak, 'mail', 'one.eml'), mail('a', 'Offer', 'The first walnut.'));
    await writeFile(
      join(leak, 'mail', 'two.eml'),
      mail('bb', 'Re: Offer', 'The second walnut.', 'In-Reply-To: <a@a.example>\r\n'),
    );
    await writeFile(join(leak, 'mail', 'alone.eml'), mail('ccc', 'Weather', 'Rain.'));
    const entry = (name: string, text: string) => ({ name: Buffer.from(name), bytes: Buffer.from(text) });
    await writeFile(
      join(leak, 'parts.zip'),
      zip([
        entry('in/note.txt', 'a walnut inside'),
        entry('in/empty.txt', ''),
        entry('broken.docx', 'PK\u0003\u0004x'),
      ]),
    );
    const messages = [
      said('2021-01-01 10:00:00', 'ann', 'the walnut is ready'),
      said('2021-01-01 10:01:00', 'ann', 'second line'),
      said('2021-01-02 09:00:00', 'ann', 'another walnut'),
    ];
    await writeFile(join(leak, 'chats', 'a.json'), JSON.stringify(messages));
    await writeFile(
      join(leak, 'chats', 'b.json'),
      JSON.stringify([...messages, said('2021-02-01 08:00:00', 'eve', 'late walnut')]),
    );
    await writeFile(join(leak, 'arabic.txt'), 'الخادم 74.120.172[.]10 يعمل الآن والملف جاهز في المكتب الرئيسي');
    for (let at = 0; at < FILLERS; at++) await writeFile(join(leak, 'many', `${at}.txt`), `filler number ${at}`);
    expect((await place.run(['add', 'dump', '--name', 'dump'])).code).toBe(0);
    served = await serve(place);
    visitor = await visit(served);
    visitor.context.setDefaultTimeout(15_000);
  }, 180_000);

  afterAll(async () => {
    await visitor?.close();
    await served?.stop();
    await place?.clean();
  });

  it('a mail has its conversation, by date and with what it goes by; other documents have none', async () => {
    const [one, two, alone] = [
      await documentAt('mail/one.eml'),
      await documentAt('two.eml'),
      await documentAt('alone.eml'),
    ];
    type Thread = { mails: { document: string; by: string }[] };
    const { mails } = await ask<Thread>(`/documents/${two}/thread`);
    expect(mails).toMatchObject([
      { document: one, by: 'reference' },
      { document: two, by: 'reference' },
    ]);
    expect((await ask<Thread>(`/documents/${one}/thread`)).mails).toEqual(mails);
    expect((await ask<Thread>(`/documents/${alone}/thread`)).mails.map(({ document }) => document)).toEqual([alone]);
    expect(await ask(`/documents/${await documentAt('arabic.txt')}/thread`)).toEqual({ mails: [] });
    const absent = await visitor.context.request.get(`${served.origin}/api/documents/doc-0000000000000000/thread`);
    expect(absent.status()).toBe(404);
  });

  it('an archive names its parts, also those that could not be read, with the reason', async () => {
    const { parts, total } = await ask<{
      total: number;
      parts: { path: string; outcome: string; document?: string; code?: string }[];
    }>(`/documents/${await documentAt('parts.zip')}/parts`);
    expect(total).toBe(3);
    const of = (name: string) => parts.find(({ path }) => path.endsWith(name));
    expect(of('note.txt')).toMatchObject({ outcome: 'read', document: await documentAt('in/note.txt'), kind: 'text' });
    expect(of('empty.txt')).toMatchObject({ outcome: 'skipped', code: expect.any(String) });
    expect(of('broken.docx')).toMatchObject({ outcome: 'failed', code: expect.any(String) });
  });

  it('copies stand once, with where the others are; one switch for list, facets, counts and CSV', {
    timeout: 60_000,
  }, async () => {
    interface Found {
      total: number;
      hits: { passage: string; alike: number }[];
    }
    const q = 'walnut%20type:chat';
    const folded = await ask<Found>(`/search?q=${q}&fold=true`);
    const all = await ask<Found>(`/search?q=${q}`);
    expect([folded.total, all.total]).toEqual([3, 5]);
    const repeated = folded.hits.find(({ alike }) => alike > 0)?.passage ?? '';
    const { copies } = await ask<{ copies: { document: string; passage: string; path: string }[] }>(
      `/passages/${repeated}/copies`,
    );
    expect(copies).toHaveLength(1);
    expect(copies[0]?.path).toMatch(/chats\/[ab]\.json$/);
    for (const [fold, total] of [
      ['true', 3],
      ['false', 5],
    ] as const) {
      const facets = await ask<{ kinds: { passages: number }[] }>(`/search/facets?q=${q}&fold=${fold}`);
      expect(facets.kinds).toMatchObject([{ passages: total }]);
      const csv = await visitor.context.request.get(`${served.origin}/api/search.csv?q=${q}&fold=${fold}`);
      expect((await csv.text()).trim().split('\r\n')).toHaveLength(total + 1);
    }
    const page = await open(`/search?q=${q}`);
    const shown = page.locator('.rescap b');
    await expect.poll(() => shown.textContent()).toBe('3 passages');
    const copiesOnce = page.getByRole('checkbox', { name: 'Copies once' });
    await copiesOnce.uncheck();
    await page.waitForURL(/copies=all/);
    await expect.poll(() => shown.textContent()).toBe('5 passages');
    const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    expect(href).toContain('fold=false');
    await copiesOnce.check();
    await expect.poll(() => shown.textContent()).toBe('3 passages');
    await page.close();
  });

  it('marks narrow a search: by words in the box and by a click in the rail', { timeout: 60_000 }, async () => {
    const document = await documentAt('mail/one.eml');
    for (const mark of [
      { kind: 'starred', text: '' },
      { kind: 'tag', text: 'see later' },
    ])
      await ask('/marks', { document, ...mark, on: true });
    const page = await open('/search?q=walnut');
    await page.getByRole('checkbox', { name: /^Starred/ }).click();
    await page.waitForURL(/is%3Astarred/);
    const hits = page.locator('#hits li');
    const inOne = page.getByRole('link', { name: 'Offer', exact: true });
    const allInOne = async () => (await hits.count()) > 0 && (await inOne.count()) === (await hits.count());
    await expect.poll(allInOne).toBe(true);
    const box = page.getByRole('searchbox', { name: 'Search in any language' });
    await box.fill('walnut -tag:"see later"');
    await inOne.first().waitFor({ state: 'detached' });
    await expect.poll(() => hits.count()).toBeGreaterThan(1);
    await box.fill('tag:"see later" is:starred');
    await expect.poll(allInOne).toBe(true);
    await box.fill('walnut is:seen');
    await page.getByText('is: takes read, unread').waitFor();
    await page.close();
    visitor.errors.splice(0, visitor.errors.length, ...visitor.errors.filter((error) => !error.includes('400')));
  });

  it('walks the hits through the documents, forth and back, and says where it is', { timeout: 60_000 }, async () => {
    const page = await open('/search?q=walnut%20type:chat&copies=all');
    await page.locator('#hits li').first().waitFor();
    await page.locator('#hits').focus();
    await page.keyboard.press('o');
    await page.waitForURL(/\/read\/doc-.*q=walnut/);
    const status = page.locator('.find [role=status]');
    await expect.poll(() => status.textContent()).toMatch(/^hit \d of \d in this document, document 1 of 2$/);
    const places: string[] = [];
    const where = async () => `${await status.textContent()} ${new URL(page.url()).pathname}`;
    for (let step = 0; step < 5; step++) {
      await page.locator('.msg.here mark').first().waitFor();
      places.push(await where());
      await page.keyboard.press('n');
      await expect.poll(where).not.toBe(places.at(-1));
    }
    // Five hits in two documents, each once; then the first one again.
    expect(new Set(places).size).toBe(5);
    expect(new Set(places.map((each) => each.split('/').at(-1))).size).toBe(2);
    await expect.poll(where).toBe(places[0]);
    await page.keyboard.press('N');
    await expect.poll(where).toBe(places[4]);
    await page.close();
  });

  it('lists every document, and goes on to the next unread', { timeout: 90_000 }, async () => {
    const { total } = await ask<{ total: number }>('/shelf/groups');
    expect(total).toBeGreaterThan(FILLERS);
    const last = await documentAt(`many/${FILLERS - 1}.txt`);
    const page = await open(`/read/${last}`);
    const rail = page.getByRole('navigation', { name: 'Documents' });
    await rail.locator('a[aria-current=page]', { hasText: `${FILLERS - 1}.txt` }).waitFor();
    await rail.evaluate((node) => node.scrollTo({ top: 0 }));
    await rail.getByText('a.json').waitFor();
    await rail.evaluate((node) => node.scrollTo({ top: 28 * 300 }));
    await expect.poll(() => rail.locator('a.doc').count()).toBeGreaterThan(10);
    await page.getByRole('searchbox', { name: 'Filter documents' }).fill('many/30');
    await expect.poll(() => rail.locator('a.doc').count()).toBe(11);
    await page.getByRole('searchbox', { name: 'Filter documents' }).fill('chats/');
    await rail.getByText('a.json').click();
    await page.getByRole('heading', { name: 'a.json' }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'b.json' }).waitFor();
    await page.keyboard.press('e');
    // Both are read: a third time there is none to go to.
    await expect.poll(() => rail.locator('a.doc.unread').count()).toBe(0);
    await page.keyboard.press('u');
    await page.getByText('All others are read').waitFor();
    await page.close();
  });

  it('sets Arabic from right to left, in snippets and in the reader', { timeout: 60_000 }, async () => {
    const page = await open('/search?q=الخادم');
    const direction = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((node) => node.ownerDocument.defaultView?.getComputedStyle(node).direction);
    await page.locator('#hits .zh').first().waitFor();
    expect(await direction('#hits .zh')).toBe('rtl');
    await page.goto(`${served.origin}/read/${await documentAt('arabic.txt')}`);
    await page.locator('.msg .zh').first().waitFor();
    expect(await direction('.msg .zh')).toBe('rtl');
    await page.getByText('74.120.172[.]10').first().waitFor();
    await page.close();
  });

  it('says in the page that the server is gone, and goes on when it is back', { timeout: 60_000 }, async () => {
    // Of its own: what a browser writes to its console then is no error of the page.
    const other = await visit(served);
    other.context.setDefaultTimeout(15_000);
    const page = await other.open('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await other.context.setOffline(true);
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByRole('alert').getByText('The server does not answer').waitFor();
    await other.context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page
      .getByRole('table', { name: 'Leaks' })
      .or(page.getByRole('heading', { name: 'Leaks' }))
      .first()
      .waitFor();
    await other.close();
  });

  it('went without errors', () => {
    expect(visitor.errors).toEqual([]);
    expect(visitor.foreign).toEqual([]);
  });
});
