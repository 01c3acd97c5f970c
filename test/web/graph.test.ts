/** The graph in a real browser, on a case made by hand: expand, group, note, keep as a view, open by its link, undo. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store/sqlite/sqlite-store.ts';
import { type Serving, serveCase } from '../../src/app/serve.ts';
import { addCollection, addDocument, message, statementOf } from '../../src/ports/store-contract-case.ts';
import { missing, type Visitor, visitLink } from './browser.ts';

const HUB = { type: 'organization', value: 'Heron' } as const;
const AGENCY = { type: 'organization', value: '县公安局' } as const;

describe.skipIf(missing)(`the graph${missing ? ` (${missing})` : ''}`, () => {
  let folder: string;
  let serving: Serving;
  let visitor: Visitor;
  const open = (path: string): Promise<Page> => visitor.open(path);
  const nodes = (page: Page) => page.locator('.net').getAttribute('data-nodes');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telltale-graph-'));
    const store = await openSqliteStore(join(folder, 'case.db'), { mode: 'write' });
    await store.settings.set('name', 'graph');
    const leak = await addCollection(store, 'leak', 'leak');
    await addDocument(store, leak, 'chat', [message('lan', ['k0i'], '县公安局付款 3 万', '2021-05-06T07:08:09')], {
      statements: [
        statementOf(AGENCY, 'paid', HUB, { amount: { value: 30_000, currency: 'CNY' }, confidence: 0.8 }),
        ...[1, 2, 3].map((n) =>
          statementOf({ type: 'domain', value: `c${n}.example` }, 'related-to', HUB, { confidence: 0.4 }),
        ),
      ],
    });
    await store.close();
    serving = await serveCase(folder, { offline: true });
    visitor = await visitLink(serving.url);
  }, 60_000);

  afterAll(async () => {
    await visitor?.close();
    await serving?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('says of an edge how much, when, who and how sure, and opens its words', { timeout: 30_000 }, async () => {
    const page = await open('/graph?at=organization:Heron');
    const row = page.locator('.edge-row', { hasText: '县公安局' });
    await row.getByText('30,000 CNY').waitFor();
    const said = await row.textContent();
    for (const part of ['6 May 2021', 'lan', '80%']) expect(said).toContain(part);
    await row.getByRole('button', { name: '1 place' }).click();
    await row.locator('blockquote').waitFor();
    expect(await row.getByRole('link').getAttribute('href')).toContain('/read/');
    await page.close();
  });

  it('hides what is less sure, and brings it back', { timeout: 30_000 }, async () => {
    const page = await open('/graph?at=organization:Heron');
    await expect.poll(() => nodes(page)).toBe('5');
    await page.locator('#gsure').fill('0.5');
    await expect.poll(() => nodes(page)).toBe('2');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => nodes(page)).toBe('5');
    await page.close();
  });

  it('groups, notes, keeps a view, opens it by its link as it was, and brings a removed one back', {
    timeout: 60_000,
  }, async () => {
    const page = await open('/graph?at=organization:Heron');
    const listed = (name: string) => page.locator('.gside .r').getByRole('button', { name });
    await listed('c1[.]example').click();
    await page.locator('#gnote').fill('ours?');
    await page.locator('#gnote').blur();
    for (const name of ['c2[.]example', 'c3[.]example']) await listed(name).click({ modifiers: ['Shift'] });
    await page.keyboard.press('Shift+G');
    await page.getByRole('button', { name: 'Fold', exact: true }).click();
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('Payments 付款');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/graph\/view-[0-9a-f]{16}$/);
    const link = new URL(page.url()).pathname;
    await page.close();

    const again = await open(link);
    await expect.poll(() => nodes(again)).toBe('5');
    await again.locator('.group-row').getByText('3 members').waitFor();
    await again.getByRole('button', { name: 'Unfold' }).waitFor();
    await again.locator('.gside .r').getByRole('button', { name: 'c1[.]example' }).click();
    expect(await again.locator('#gnote').inputValue()).toBe('ours?');

    const [download] = await Promise.all([
      again.waitForEvent('download'),
      again.getByRole('link', { name: /^Export Payments/ }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { name: string; nodes: unknown[] };
    expect([file.name, file.nodes.length]).toEqual(['Payments 付款', 5]);
    await again.locator('input[type=file]').setInputFiles({
      name: 'view.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ ...file, name: 'From a colleague' })),
    });
    await again.getByRole('link', { name: 'From a colleague', exact: true }).waitFor();
    expect(new URL(again.url()).pathname).not.toBe(link);

    await again.getByRole('button', { name: 'Remove the view Payments 付款' }).click();
    await again.getByRole('link', { name: 'Payments 付款', exact: true }).waitFor({ state: 'detached' });
    await again.locator('.notices').getByRole('button', { name: 'Undo' }).last().click();
    await again.getByRole('link', { name: 'Payments 付款', exact: true }).waitFor();
    await again.close();
  });

  it('keeps to the months that are brushed on the map and the timeline', { timeout: 30_000 }, async () => {
    const page = await open('/timeline?from=2021-05&to=2021-05');
    await page.getByRole('heading', { name: /^What the leak names/ }).waitFor();
    await page.close();
    const map = await open('/map?from=2021-05&to=2021-05');
    await map.getByRole('heading', { name: '0 countries are named from May 2021 to May 2021' }).waitFor();
    await map.close();
  });

  it('takes a step back', { timeout: 30_000 }, async () => {
    const page = await open('/graph?at=organization:Heron');
    await expect.poll(() => nodes(page)).toBe('5');
    await page.keyboard.press('j');
    await page.keyboard.press('Delete');
    await expect.poll(() => nodes(page)).toBe('4');
    await page.keyboard.press('z');
    await expect.poll(() => nodes(page)).toBe('5');
    await page.close();
    expect(visitor.errors).toEqual([]);
  });
});
