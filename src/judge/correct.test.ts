/** What may be corrected, and what is refused. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSqliteStore } from '../adapters/store/sqlite/sqlite-store-case.ts';
import { passageId } from '../model/ids.ts';
import { addCollection, addDocument, addMentions, type StoreUnderTest } from '../ports/store-contract-case.ts';
import { type CorrectEffects, correctMention, correctTranslation, withdrawCorrection } from './correct.ts';

let made: StoreUnderTest;
let passage: string;
beforeEach(async () => {
  made = await createSqliteStore();
  const leak = await addCollection(made.store, 'leak', 'leak');
  const document = await addDocument(made.store, leak, 'a.txt', ['one 在 𠮷野']);
  await addMentions(made.store, document, [{ passage: 0, type: 'malware', raw: 'one' }]);
  passage = passageId(document.id, 0);
});
afterEach(() => made.remove());

const effects: CorrectEffects = {
  author: 'ann',
  clock: () => new Date('2026-01-02T03:04:05Z'),
  normalise: (type, quote) => `${type}:${quote}`,
};
const one = { start: 0, end: 3 };
const malware = { type: 'malware', value: 'One' };

test('corrections say what they are of, by whom and when, and are taken back newest first', async () => {
  const whole = await correctTranslation(
    made.store,
    { passage, to: 'en', text: ' One in Yoshino ', note: ' ' },
    effects,
  );
  expect(whole).toMatchObject({ start: 0, end: 9, quote: 'one 在 𠮷野', text: 'One in Yoshino', author: 'ann' });
  expect(whole).not.toHaveProperty('note');
  const request = { passage, ...one, removes: malware, adds: { type: 'product' }, note: 'a product' };
  const mention = await correctMention(made.store, request, effects);
  expect(mention).toMatchObject({
    quote: 'one',
    removes: malware,
    adds: { type: 'product', value: 'product:one' },
    note: 'a product',
    time: '2026-01-02T03:04:05.000Z',
  });
  expect(await withdrawCorrection(made.store, undefined, effects)).toEqual(mention);
  expect(await withdrawCorrection(made.store, whole.id, effects)).toEqual(whole);
  for (const id of [undefined, whole.id]) {
    await expect(withdrawCorrection(made.store, id, effects)).rejects.toMatchObject({ code: 'not-found' });
  }
});

test('what is nowhere in the case is only set aside, not given another type', async () => {
  const everywhere = { passage, ...one, everywhere: true };
  for (const more of [{ adds: { type: 'product' } }, { removes: malware, adds: { type: 'product' } }]) {
    await expect(correctMention(made.store, { ...everywhere, ...more }, effects)).rejects.toMatchObject({
      code: 'usage',
    });
  }
  const correction = await correctMention(made.store, { ...everywhere, removes: malware }, effects);
  expect(correction).toMatchObject({ removes: malware, everywhere: true });
  expect(await withdrawCorrection(made.store, correction.id, effects)).toEqual(correction);
});

test.each([
  [{ ...one, text: ' ' }, 'usage'],
  [{ start: 2, end: 2, text: 'x' }, 'usage'],
  [{ start: 3, end: 4, text: 'x' }, 'usage'],
  [{ start: 6, end: 7, text: 'x' }, 'usage'],
  [{ start: 0, end: 99, text: 'x' }, 'usage'],
  [{ passage: 'doc-0000000000000000.0', text: 'x' }, 'not-found'],
])('the translation %j is refused', async (request, code) => {
  await expect(correctTranslation(made.store, { passage, to: 'en', ...request }, effects)).rejects.toMatchObject({
    code,
  });
});

test.each([
  [{ ...one }, 'usage'],
  [{ ...one, adds: { type: 'spaceship' } }, 'usage'],
  [{ ...one, removes: malware, adds: malware }, 'usage'],
  [{ ...one, adds: malware }, 'usage'],
  [{ ...one, removes: { type: 'tool', value: 'one' } }, 'not-found'],
  [{ start: 4, end: 5, removes: malware }, 'not-found'],
])('the mention %j is refused', async (request, code) => {
  await expect(correctMention(made.store, { passage, ...request }, effects)).rejects.toMatchObject({ code });
});
