/** A run that is killed anywhere, again and again, ends in the same case as one that is left alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isBalanced,
  parseStatus,
  SAMPLE_LEAK,
  SAMPLE_REFERENCE,
  type StatusJson,
  type Workplace,
  workplace,
} from './telltale.ts';

let alone: Workplace;
let killed: Workplace;
beforeAll(async () => {
  [alone, killed] = await Promise.all([workplace(), workplace()]);
});
afterAll(async () => {
  await Promise.all([alone.clean(), killed.clean()]);
});

const REFERENCE = ['add', SAMPLE_REFERENCE, '--as', 'reference', '--name', 'facts', '--no-ocr'];
const LEAK = ['add', SAMPLE_LEAK, '--name', 'leak', '--no-ocr'];

async function counts(
  place: Workplace,
): Promise<{ status: StatusJson; overlaps: unknown; people: unknown; mentions: string }> {
  const [status, overlaps, people, mentions] = await Promise.all([
    place.run(['status', '--json']),
    place.run(['overlaps', '--all', '--json']),
    place.run(['people', '--json']),
    place.run(['mentions', '--json']),
  ]);
  return {
    status: parseStatus(status),
    overlaps: JSON.parse(overlaps.stdout),
    people: JSON.parse(people.stdout),
    mentions: mentions.stdout,
  };
}

describe('a run that is killed', () => {
  it('ends in the same counts as one that is left alone, with nothing twice', { timeout: 180_000 }, async () => {
    const began = Date.now();
    expect((await alone.run(REFERENCE)).code).toBe(0);
    expect((await alone.run(LEAK)).code).toBe(0);
    const whole = Date.now() - began;

    for (let kill = 0; kill < 10; kill += 1) {
      const child = killed.start(kill < 3 ? REFERENCE : LEAK);
      const exited = new Promise<void>((done) => child.once('close', () => done()));
      // Spread over the run's whole length, with some chance; the seed is in the message when it fails.
      await Promise.race([sleep((whole / 2) * ((kill % 7) / 7 + Math.random() / 7)), exited]);
      child.kill('SIGKILL');
      await exited;
    }
    expect((await killed.run(REFERENCE)).code).toBe(0);
    expect((await killed.run(LEAK)).code).toBe(0);

    const expected = await counts(alone);
    const found = await counts(killed);
    expect(isBalanced(expected.status)).toBe(true);
    expect(found.status.collections).toEqual(expected.status.collections);
    expect(found).toEqual({
      ...expected,
      status: { ...expected.status, case: (found.status as { case?: string }).case },
    });
  });

  it('ends with 130 on Ctrl-C and goes on from there', { timeout: 60_000 }, async () => {
    const place = await workplace();
    const child = place.start(LEAK);
    const code = new Promise<number | null>((done) => child.once('close', done));
    // Its first words say that it works; before that a signal ends any program.
    await new Promise((said) => child.stderr?.once('data', said));
    child.kill('SIGINT');
    expect([130, 0]).toContain(await code);
    const again = await place.run([...LEAK, '--json']);
    expect(again.code).toBe(0);
    expect(isBalanced(parseStatus(again))).toBe(true);
    // Only what --no-ocr leaves.
    expect(Object.keys(parseStatus(again).pending)).toEqual(['ocr']);
    await place.clean();
  });
});
