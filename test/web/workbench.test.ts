/** The workbench on the sample, in a real browser: what a person does, that nothing is asked of another host, and that it is accessible. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';

const PAGES = [
  '/',
  '/search?q=mailbox',
  '/overlaps',
  '/people',
  '/timeline',
  '/library',
  '/files',
  '/settings',
  '/read',
  '/graph?at=domain:mailnotes.online',
  '/map',
  '/clients',
  '/targets',
  '/search',
  '/search/batch',
  '/suppliers',
  '/tools',
  '/people/names',
  '/people/tables?table=themes',
  '/timeline/tables',
  '/graph?all=1',
  '/add',
] as const;

describe.skipIf(missing)(`the workbench${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let served: Served;
  let visitor: Visitor;
  let context: BrowserContext;
  let origin: string;
  const open = (path: string): Promise<Page> => visitor.open(path);

  beforeAll(async () => {
    place = await workplace();
    expect((await place.run(['demo', '--once'])).code).toBe(0);
    served = await serve(place);
    origin = served.origin;
    visitor = await visit(served);
    context = visitor.context;
  }, 300_000);

  afterAll(async () => {
    await visitor?.close();
    await served?.stop();
    await place?.clean();
  });

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

  it('goes anywhere from the palette and by two keys, and lists the keys', { timeout: 60_000 }, async () => {
    const page = await open('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('jackpot');
    await page
      .getByRole('option', { name: /jackpot panda/i })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/overlaps\/overlap-/);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Accept').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForURL(/\/people$/);
    await page.goBack();
    await page.waitForURL(/\/overlaps\/overlap-/);
    await page.close();
  });

  it('asks for a reason before it rejects, and says what a mention is', { timeout: 60_000 }, async () => {
    const page = await open('/overlaps');
    await page.getByRole('button', { name: /Reject/ }).waitFor();
    await page.keyboard.press('r');
    await expect.poll(() => page.getByLabel('Reason').and(page.locator(':focus')).count()).toBe(1);
    expect(await verdicts(page)).not.toContain('rejected');
    await page.keyboard.type('a shared host');
    await page.keyboard.press('Enter');
    await expect.poll(async () => await verdicts(page)).toContain('rejected');
    await page.keyboard.press('z');
    await expect.poll(async () => await verdicts(page)).not.toContain('rejected');
    await page.locator('[data-mention-type="ipv4"]').first().hover();
    await page.getByRole('dialog').getByText('Copy defanged').waitFor();
    await page.close();
  });

  it('filters overlaps, parks one with a reason, keeps the rejected ones one click away, says what each rests on', {
    timeout: 90_000,
  }, async () => {
    const page = await open('/overlaps');
    const rows = page.locator('a.orow');
    await expect.poll(() => rows.count()).toBeGreaterThan(3);
    const all = await rows.count();
    await page.getByRole('checkbox', { name: /^Organisational link/ }).click();
    await page.waitForURL(/conclusion=organisational-link/);
    await expect.poll(() => rows.count()).toBeLessThan(all);
    const few = await rows.count();
    await page.reload();
    await expect.poll(() => rows.count()).toBe(few);
    await rows.first().click();
    await page.getByRole('table', { name: 'What it stands on' }).or(page.getByText('it falls to')).first().waitFor();
    await page.keyboard.press('p');
    await expect.poll(() => page.getByLabel('Reason').and(page.locator(':focus')).count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await verdicts(page)).not.toContain('parked');
    await page.keyboard.type('ask the author first');
    await page.keyboard.press('Enter');
    await expect.poll(() => verdicts(page)).toContain('parked');
    await page.goto(`${origin}/overlaps?verdict=parked`);
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByText('ask the author first').first().waitFor();
    await page.keyboard.press('z');
    await expect.poll(() => verdicts(page)).not.toContain('parked');
    await page.goto(`${origin}/overlaps`);
    const rejected = page.locator('details.rejected a.orow').first();
    expect(await rejected.isVisible()).toBe(false);
    await page.getByText('Rejected, kept with the reason').click();
    await expect.poll(() => rejected.locator('.line2').textContent()).toMatch(/\w{4}/);
    expect(await rejected.isVisible()).toBe(true);
    await page.close();
  });

  it('says all of a mention on its card, corrects it from there, and gives the focus back', {
    timeout: 60_000,
  }, async () => {
    const { entries } = (await (await context.request.get(`${origin}/api/shelf?q=1.md`)).json()) as {
      entries: { id: string }[];
    };
    const page = await open(`/read/${entries[0]?.id}`);
    const mention = page.locator('[data-mention-type="ipv4"]').first();
    await mention.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const card = page.getByRole('dialog', { name: '74.120.172[.]10' });
    await card.getByText('IPv4 address').waitFor();
    await card.getByText('0.99').waitFor();
    await card.getByText('POISON CARP').first().waitFor();
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Correct' }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct' });
    await dialog.getByRole('button', { name: 'Mentions', pressed: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.acts button:focus').count()).toBe(1);
    await page.close();
  });

  it('lets words be selected on a picture', { timeout: 60_000 }, async () => {
    const { entries } = (await (await context.request.get(`${origin}/api/shelf?q=0-17.png`)).json()) as {
      entries: { id: string }[];
    };
    const page = await open(`/read/${entries[0]?.id}`);
    const words = page.locator('.leaf text').first();
    await words.waitFor();
    const box = await words.boundingBox();
    if (!box) throw new Error('the words have no place');
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + 2, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, middle, { steps: 6 });
    await page.mouse.up();
    expect(await page.evaluate('String(getSelection())')).toContain('74.120.172.10');
    await page.close();
  });

  it('narrows a search by its facets, in the words of the query', { timeout: 60_000 }, async () => {
    const page = await open('/search?q=mailbox');
    await page.getByRole('checkbox', { name: /Chats/ }).click();
    await page.waitForURL(/type%3Achat/);
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('mailbox type:chat');
    const hits = page.locator('[data-query="mailbox type:chat"] #hits li');
    await expect.poll(() => hits.count()).toBeGreaterThan(0);
    await page.locator('#hits').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/read\/doc-.*q=mailbox/);
    await page.locator('.msg.here mark').first().waitFor();
    await page.close();
  });

  it('expands the graph, undoes it, and exports it', { timeout: 60_000 }, async () => {
    const page = await open('/graph?at=domain:mailnotes.online');
    const title = page.getByRole('complementary', { name: 'Chosen' }).getByRole('heading', { level: 1 });
    await expect.poll(() => title.textContent()).toMatch(/^4 nodes/);
    await page.getByRole('button', { name: '74.120.172[.]10' }).last().click();
    await page.keyboard.press('Delete');
    await expect.poll(() => title.textContent()).toMatch(/^3 nodes/);
    await page.keyboard.press('z');
    await expect.poll(() => title.textContent()).toMatch(/^4 nodes/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'GraphML' }).click();
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toContain('<data key="value">mailnotes.online</data>');
    await page.close();
  });

  it('shows a pattern’s rows with the words behind them, narrowed as they are filtered', {
    timeout: 60_000,
  }, async () => {
    const page = await open('/clients');
    await page.getByRole('table', { name: 'Contracts' }).waitFor();
    const rows = page.locator('.pattern table tbody tr');
    const all = await rows.count();
    await page.getByRole('searchbox', { name: 'Filter the rows' }).fill('state security');
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await page.locator('.pattern table .link').first().click();
    await page.locator('.pquotes .link').first().click();
    await page.waitForURL(/\/read\/doc-.*s=\d+-\d+/);
    await page.close();
  });

  it('keeps tags, notes and stars in the case, with a way back', { timeout: 90_000 }, async () => {
    const page = await open('/read');
    await page.waitForURL(/\/read\/doc-/);
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('合同');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Add a note' }).fill('ask the bureau');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Star' }).click();
    const kept = async () =>
      (
        (await (await context.request.get(`${origin}/api/marks`)).json()) as { marks: { kind: string; text: string }[] }
      ).marks
        .map(({ kind, text }) => `${kind} ${text}`.trim())
        .sort();
    await expect.poll(kept).toEqual(['note ask the bureau', 'starred', 'tag 合同']);
    const report = await context.request.get(`${origin}/api/report.md`);
    expect(await report.text()).toMatch(/## What the analysts marked[^#]*starred \| 合同 \| ask the bureau/);
    await page.getByRole('combobox', { name: 'Documents to show' }).selectOption('#合同');
    await expect.poll(() => page.locator('.rail a.doc').count()).toBe(1);
    await page.getByRole('button', { name: 'Take the tag 合同 away' }).click();
    await expect.poll(kept).toEqual(['note ask the bureau', 'starred']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(kept).toEqual(['note ask the bureau', 'starred', 'tag 合同']);
    await page.close();
  });

  it('saves a search, says what is new in it, and counts many at once', { timeout: 90_000 }, async () => {
    const page = await open('/search?q=mailbox');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as mailbox').waitFor();
    const answer = await context.request.get(`${origin}/api/searches`);
    const { searches } = (await answer.json()) as { searches: { total: number; fresh: number }[] };
    expect(searches).toMatchObject([{ name: 'mailbox', fresh: 0 }]);
    expect(searches[0]?.total).toBeGreaterThan(0);
    await page.goto(`${origin}/search/batch`);
    await page.getByRole('textbox', { name: 'Queries, one a line' }).fill('mailbox\n"open\nzzzz');
    await page.getByRole('button', { name: 'Count 3' }).click();
    await page.getByText('A quotation mark is not closed.').waitFor();
    await page.getByRole('link', { name: 'mailbox' }).click();
    await page.waitForURL(/\/search\?q=mailbox/);
    await page.close();
  });

  it('speaks Chinese, and shows its lists on a narrow screen', { timeout: 60_000 }, async () => {
    const page = await open('/settings');
    await page.getByRole('button', { name: '简体中文' }).click();
    await page.getByRole('heading', { name: '设置' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await page.getByRole('button', { name: 'English' }).click();
    await page.setViewportSize({ width: 1024, height: 760 });
    await page.goto(`${origin}/read`);
    await page.waitForURL(/\/read\/doc-/);
    expect(await page.locator('.rail').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters and lists' }).click();
    await page.locator('.rail').getByText('contracts.xlsx').click();
    await page.getByRole('heading', { name: /contracts\.xlsx/ }).waitFor();
    await expect.poll(() => page.locator('.rail').isVisible()).toBe(false);
    await page.close();
  });

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  it('has nothing serious for axe on any page, light or dark, in English or Chinese', {
    timeout: 240_000,
  }, async () => {
    const found: string[] = [];
    for (const path of PAGES) {
      const page = await open(path);
      // The page's policy allows no inline script; the test's own comes in through the debugger.
      await page.evaluate(axe);
      for (const theme of ['light', 'dark', '中文'] as const) {
        if (theme === '中文') {
          // Colours are the same in both; what is named, and how long the names are, is not.
          await page.evaluate("localStorage.setItem('telltale.language', 'zh-Hans')");
          await page.reload();
          await page.locator('html[lang=zh-Hans] main .skeleton').first().waitFor({ state: 'detached' });
          await page.evaluate(axe);
        } else await page.emulateMedia({ colorScheme: theme });
        await page.waitForTimeout(200);
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
          if (impact === 'serious' || impact === 'critical') found.push(`${path} ${theme}: ${id} ${target}`);
        }
      }
      await page.evaluate("localStorage.removeItem('telltale.language')");
      await page.close();
    }
    expect(found).toEqual([]);
  });

  it('asked nothing of another host, and nothing went wrong on the way', () => {
    expect(visitor.foreign).toEqual([]);
    expect(visitor.errors).toEqual([]);
  });

  it('takes a reference out of the case at once, and brings it back', { timeout: 60_000 }, async () => {
    const page = await open('/library');
    const remove = page.getByRole('button', { name: /^Remove / });
    await remove.first().waitFor();
    const before = await remove.count();
    await remove.first().click();
    await page.getByRole('button', { name: 'Bring back' }).waitFor();
    await expect.poll(() => remove.count()).toBe(before - 1);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(() => remove.count()).toBe(before);
    await page.close();
  });
});
