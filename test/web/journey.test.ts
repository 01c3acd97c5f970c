/** One person's way through the workbench, by what is on the page alone: from a dropped folder to what is taken away. */

import { readFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_LEAK, SAMPLE_REFERENCE, type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';

describe.skipIf(missing)(`a person's way${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let served: Served;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    place = await workplace();
    await mkdir(join(place.folder, 'chats'));
    for (const file of ['0/1.md', '0/2.md', '0/3.md', '0/4.md', 'docs/whitepaper.pdf'])
      await cp(join(SAMPLE_LEAK, file), join(place.folder, 'chats', basename(file)));
    served = await serve(place);
    visitor = await visit(served);
    visitor.context.setDefaultTimeout(15_000);
    page = await visitor.open('/');
  }, 60_000);

  afterAll(async () => {
    await visitor?.close();
    await served?.stop();
    await place?.clean();
  });

  /** Gives files or a folder, says what they are, and watches until they are in the case. */
  async function add(nth: number, path: string, role: 'leak' | 'reference', name: string): Promise<void> {
    await page.locator('input[type=file]').nth(nth).setInputFiles(path);
    await page.getByRole('combobox', { name: 'As' }).selectOption(role);
    await page.getByLabel('Name').first().fill(name);
    await page.getByRole('button', { name: 'Add to the case' }).click();
    // Once it is read, the bytes have come over, and another page may be opened.
    await page.getByRole('contentinfo').getByRole('progressbar').waitFor();
    await page.goto(`${served.origin}/add`);
    await page.getByRole('heading', { name: `${name} is added` }).waitFor({ timeout: 60_000 });
  }

  it('drops a folder, watches it read, and adds what is public', { timeout: 120_000 }, async () => {
    await page.getByRole('heading', { name: 'This case is empty' }).waitFor();
    await add(0, join(place.folder, 'chats'), 'leak', 'The chats');
    await page.getByRole('listitem').filter({ hasText: '5 of 5' }).first().waitFor();
    await add(1, join(SAMPLE_REFERENCE, 'facts.yaml'), 'reference', 'Public facts');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: /^5 files hold 5 documents in Simplified Chinese/ }).waitFor();
  });

  it('searches in English, finds Chinese, and opens the evidence', { timeout: 60_000 }, async () => {
    await page.keyboard.press('/');
    await page.waitForURL(/\/search/);
    await page.locator('input[type=search]:focus').waitFor();
    await page.keyboard.type('mailbox');
    const hit = page.locator('[data-query=mailbox] #hits li').filter({ hasText: '1.md' }).first();
    await hit.locator('.zh mark', { hasText: '邮箱' }).waitFor();
    await hit.locator('.en mark', { hasText: 'mailbox' }).waitFor();
    // The address follows what is typed only when typing rests: a quick click must neither be undone nor lose the query.
    await hit.getByRole('link', { name: '1.md' }).click();
    await page.waitForURL(/\/read\/doc-.*p=\d+/);
    await page.waitForTimeout(600);
    expect(page.url()).toMatch(/\/read\/doc-/);
    await page.goBack();
    await page.waitForURL(/\/search\?q=mailbox/);
    await page.goForward();
    const here = page.locator('.msg.here');
    await here.locator('.zh mark', { hasText: '邮箱' }).waitFor();
    expect(await here.locator('.en').textContent()).toContain('mailbox');
    expect(await here.evaluate((row) => row.getBoundingClientRect().top)).toBeLessThan(860);
  });

  it('judges an overlap by its two quotes, and takes the verdict back', { timeout: 60_000 }, async () => {
    await page.getByRole('link', { name: /^Overlaps/ }).click();
    await page
      .locator('a.orow')
      .filter({ hasText: '74.120.172[.]10' })
      .filter({ hasText: 'POISON CARP' })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /74\.120\.172\[\.]10.*POISON CARP/ }).waitFor();
    const quotes = page.locator('.body mark');
    await expect.poll(async () => (await quotes.allTextContents()).join(' ')).toMatch(/74\.120\.172.*mailnotes/s);
    // By its address: the choice may move on.
    const judged = await page.locator('a.orow[aria-current]').getAttribute('href');
    const row = page.locator(`a.orow[href="${judged}"]`);
    await page.keyboard.press('a');
    await row.getByText('Accepted').waitFor();
    await page.reload();
    await row.getByText('Accepted').waitFor();
    await row.click();
    await page.keyboard.press('z');
    await row.getByText('Accepted').waitFor({ state: 'detached' });
    await page.reload();
    await row.waitFor();
    expect(await row.getByText('Accepted').count()).toBe(0);
    await row.click();
  });

  it('expands the graph around it, and takes it and the report away', { timeout: 60_000 }, async () => {
    await page.getByRole('link', { name: 'Show in the graph' }).click();
    await page.waitForURL(/\/graph/);
    const title = page.getByRole('complementary', { name: 'Chosen' }).getByRole('heading', { level: 1 });
    const nodes = async (): Promise<number> => Number(/^(\d+) nodes/.exec((await title.textContent()) ?? '')?.[1]);
    await expect.poll(nodes).toBeGreaterThan(1);
    const before = await nodes();
    await page
      .getByRole('complementary', { name: 'Chosen' })
      .getByRole('button', { name: /mailnotes/ })
      .last()
      .click();
    await page.keyboard.press('x');
    await expect.poll(nodes).toBeGreaterThan(before);
    const graph = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'GraphML' }).click();
    expect(readFileSync(await (await graph).path(), 'utf8')).toContain('POISON CARP');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Take away' }).click();
    const report = page.waitForEvent('download');
    await page
      .getByRole('menuitem', { name: /report.*HTML|HTML/i })
      .first()
      .click();
    const html = readFileSync(await (await report).path(), 'utf8');
    expect(html).toContain('74.120.172[.]10');
    expect(html).toContain('POISON CARP');
  });

  it('met no error on the way, and nothing was asked of another host', () => {
    expect(visitor.errors).toEqual([]);
    expect(visitor.foreign).toEqual([]);
  });
});
