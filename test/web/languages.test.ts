/** Term base, models and corrections in a real browser: named, corrected in place, taken back. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';

describe.skipIf(missing)(`languages in the workbench${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let served: Served;
  let visitor: Visitor;
  let document: string;
  const open = (path: string): Promise<Page> => visitor.open(path);

  beforeAll(async () => {
    place = await workplace();
    await writeFile(join(place.folder, 'chat.txt'), '给公安部的合同。\n\n肉鸡很多，吴海波知道。\n');
    const models = join(place.folder, 'models');
    await mkdir(models);
    process.env['TELLTALE_MODELS'] = join(place.folder, 'installed');
    expect((await place.run(['add', 'chat.txt', '--name', 'leak'])).code).toBe(0);
    served = await serve(place);
    visitor = await visit(served);
    visitor.context.setDefaultTimeout(10_000);
    const response = await visitor.context.request.get(`${served.origin}/api/documents`);
    document = ((await response.json()) as { entries: { id: string }[] }).entries[0]?.id ?? '';
  }, 120_000);

  afterAll(async () => {
    delete process.env['TELLTALE_MODELS'];
    await visitor?.close();
    await served?.stop();
    await place?.clean();
  });

  const english = async (): Promise<string> => {
    const response = await visitor.context.request.get(`${served.origin}/api/documents/${document}/passages`);
    const { passages } = (await response.json()) as {
      passages: { translation: { segments: { text: string }[] } | null }[];
    };
    return passages.flatMap(({ translation }) => translation?.segments.map(({ text }) => text) ?? []).join(' ');
  };

  /** By keyboard: the buttons of a row are drawn when they have the focus. */
  async function openDialog(page: Page, row: number): Promise<void> {
    await page.getByRole('button', { name: 'Correct this passage' }).nth(row).focus();
    await page.keyboard.press('Enter');
  }

  it('a term that is added is in the translation soon after, and out again when it is taken back', {
    timeout: 60_000,
  }, async () => {
    const page = await open('/settings');
    await page.getByLabel('Term', { exact: true }).fill('肉鸡');
    await page.getByLabel('Rendering', { exact: true }).fill('zombie host');
    await page.getByRole('button', { name: 'Add term' }).click();
    await page.getByRole('cell', { name: '肉鸡', exact: true }).waitFor();
    await expect.poll(english, { timeout: 20_000 }).toContain('zombie host');
    await page.getByRole('button', { name: 'Take the last change back' }).click();
    await page.getByText('No terms yet.').waitFor();
    await expect.poll(english, { timeout: 20_000 }).not.toContain('zombie host');
    await page.getByText('Shipped lexicons', { exact: true }).click();
    await page.getByLabel('Find in the lexicons').fill('公安部');
    await page.getByRole('button', { name: 'Render 公安部 otherwise' }).first().click();
    await expect.poll(() => page.getByLabel('Rendering', { exact: true }).inputValue()).toContain('Ministry');
    await page.close();
  });

  it('a model is fetched from a folder with what went wrong told, and nothing is fetched offline', {
    timeout: 60_000,
  }, async () => {
    const bytes = Buffer.from('no weights');
    const file = (path: string) => ({ path, uncompressedHash: createHash('sha256').update(bytes).digest('hex') });
    const index = {
      baseUrl: 'https://nowhere.invalid',
      models: {
        'ru-en': [
          {
            architecture: 'tiny',
            releaseStatus: 'Release',
            sourceLanguage: 'ru',
            targetLanguage: 'en',
            files: { model: file('model.bin'), vocab: file('vocab.spm') },
          },
        ],
      },
    };
    const folder = join(place.folder, 'models');
    await writeFile(join(folder, 'models.json'), JSON.stringify(index));
    await writeFile(join(folder, 'model.bin'), bytes);
    const page = await open('/settings');
    const offline = page.getByLabel('Stay off the network');
    await offline.click();
    await expect.poll(() => offline.isChecked()).toBe(true);
    await page.getByLabel('Languages, from-to').fill('ru-en');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByText('The network is switched off in the settings.').waitFor();
    await page.getByText('From a mirror or a folder').click();
    await page.getByLabel('Folder of this machine').fill(folder);
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByText('does not hold vocab.spm').waitFor();
    await writeFile(join(folder, 'vocab.spm'), bytes);
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByRole('cell', { name: 'ru-en', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Check all files' }).click();
    await page.getByText('right').first().waitFor();
    await page.getByRole('button', { name: 'Drop ru-en' }).click();
    await page.getByText('No model yet.').waitFor();
    await page.close();
  });

  it('a sentence is corrected in place, shown as a person’s, and taken back', { timeout: 60_000 }, async () => {
    const page = await open(`/read/${document}?p=0`);
    await openDialog(page, 0);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('Contracts for the MPS.');
    await page.keyboard.press('Control+Enter');
    await dialog.getByRole('button', { name: 'Take back' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Contracts for the MPS.').first().waitFor();
    await page
      .getByText(/corrected by/)
      .first()
      .waitFor();
    await expect.poll(english).toContain('Contracts for the MPS.');
    await openDialog(page, 0);
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await expect.poll(english).not.toContain('Contracts for the MPS.');
    await page.close();
  });

  it('words are read one by one, and a mention is added, retyped and set aside', { timeout: 60_000 }, async () => {
    const page = await open(`/read/${document}?p=1`);
    await openDialog(page, 1);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Word by word' }).click();
    await dialog.getByText('ròu jī').waitFor();
    await dialog.getByRole('button', { name: 'Mentions' }).click();
    await dialog.getByLabel('Mark words in the passage').focus();
    for (const key of ['Control+Home', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    await dialog.getByLabel('Type', { exact: true }).selectOption('tool');
    await dialog.getByRole('button', { name: 'Add a mention' }).click();
    await dialog.getByLabel('Type of 肉鸡').selectOption('malware');
    await dialog.getByText(/was taken for/).waitFor();
    const mentioned = async (): Promise<string> => {
      const response = await visitor.context.request.get(`${served.origin}/api/documents/${document}/passages`);
      return JSON.stringify(((await response.json()) as { passages: { mentions: unknown }[] }).passages[1]?.mentions);
    };
    await expect.poll(mentioned).toContain('"type":"malware","value":"肉鸡"');
    await dialog.getByRole('button', { name: '肉鸡 is not this' }).click();
    await expect.poll(mentioned).not.toContain('肉鸡');
    await page.close();
  });
});
