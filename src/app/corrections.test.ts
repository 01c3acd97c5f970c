/** A corrected mention changes the overlaps that rest on it, and taken back gives them again. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../test/support/scripted-case.ts';
import { passageId } from '../model/ids.ts';
import { createCorrector, passageToCorrect } from './corrections.ts';

let kase: ScriptedCase;
let passage: string;
let due: number;
beforeEach(async () => {
  kase = await ScriptedCase.open();
  due = 0;
  await kase.reference('facts.yaml', await readFile('sample/reference/facts.yaml', 'utf8'));
  const document = await kase.text('leak', 'leak', [
    {
      text: '74.120.172[.]10 这台，另一台是 8.218.67[.]52',
      time: '2022-03-02T02:05:41',
      mentions: [{ type: 'ipv4', value: '74.120.172.10', raw: '74.120.172[.]10' }],
    },
  ]);
  passage = passageId(document, 0);
});
afterEach(() => kase.close());

const by = { author: 'ann', clock: () => new Date('2026-01-02T03:04:05Z') };
const actors = async (): Promise<readonly string[]> =>
  (await kase.connect()).filter(({ rejected }) => rejected === undefined).map(({ reference }) => reference.name);

it('leads to another overlap, and back', async () => {
  const corrector = createCorrector(kase.store, by, () => {
    due += 1;
  });
  const first = await actors();
  expect(first).toContain('POISON CARP');
  expect(first).not.toContain('JACKPOT PANDA');
  const span = { passage, start: 0, end: 15 };
  const removed = await corrector.mention({ ...span, removes: { type: 'ipv4', value: '74.120.172.10' } });
  const { text } = await passageToCorrect(kase.store, passage);
  const start = text.indexOf('8.218');
  // The value is the scanner's own, refanged.
  const added = await corrector.mention({ passage, start, end: text.length, adds: { type: 'ipv4' } });
  expect(added).toMatchObject({ adds: { type: 'ipv4', value: '8.218.67.52' } });
  const second = await actors();
  expect(second).not.toContain('POISON CARP');
  expect(second).toContain('JACKPOT PANDA');
  await corrector.withdraw(added.id);
  await corrector.withdraw(removed.id);
  expect(await actors()).toEqual(first);
  expect(due).toBe(4);
});
