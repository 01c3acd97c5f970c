/** A workbench behind a password, in a real browser: the way in, where one wanted to go, and out again. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Workplace, workplace } from '../end-to-end/telltale.ts';
import { missing, type Served, serve, type Visitor, visit } from './browser.ts';

const PASSWORD = 'walnut 核桃 walnut';

describe.skipIf(missing)(`a workbench with a password${missing ? ` (${missing})` : ''}`, () => {
  let place: Workplace;
  let served: Served;
  let visitor: Visitor;

  beforeAll(async () => {
    place = await workplace();
    await writeFile(join(place.folder, 'password'), `${PASSWORD}\n`);
    served = await serve(place, ['--password-file', join(place.folder, 'password')]);
    visitor = await visit(served);
    visitor.context.setDefaultTimeout(15_000);
  }, 60_000);
  afterAll(async () => {
    await visitor?.close();
    await served?.stop();
    await place?.clean();
  });

  it('asks for it, leads where one wanted to go, and out', { timeout: 60_000 }, async () => {
    expect(served.link).not.toContain('token');
    const page = await visitor.open('/search?q=a');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
        return (await axe.run()).violations.map(({ id }) => id);
      });
      expect(violations).toEqual([]);
    }
    await page.getByLabel('Password').fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This is not the password.').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/search\?q=a$/);
    await page.goto(`${served.origin}/settings`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    const answer = await visitor.context.request.get(`${served.origin}/api/case`);
    expect(answer.status()).toBe(401);
    // A page that is still open notices, and comes back.
    await page.goto(`${served.origin}/settings`);
    await page.waitForURL(/\/sign-in\?next=%2Fsettings$/);
    expect(visitor.foreign).toEqual([]);
  });

  it('takes no short password, nor two ways to give one', async () => {
    await writeFile(join(place.folder, 'short'), 'short\n');
    const short = await place.run(['serve', '--no-open', '--password-file', join(place.folder, 'short')]);
    expect([short.code, short.stderr]).toEqual([2, expect.stringContaining('at least 12 characters')]);
    const both = await place.run(['serve', '--no-open', '--ask-password', '--password-file', 'x']);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('not both')]);
    const none = await place.run(['serve', '--no-open', '--ask-password']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no terminal')]);
  });
});
