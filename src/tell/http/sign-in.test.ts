import { beforeEach, describe, expect, it } from 'vitest';
import { createSignIn, type SignIn } from './sign-in.ts';

const PASSWORD = 'correct horse 电池';
let time: number;
let signIn: SignIn;
beforeEach(async () => {
  time = Date.parse('2026-11-24T10:00:00Z');
  signIn = await createSignIn(PASSWORD, () => new Date(time), { N: 16, r: 8, p: 1, maxmem: 2 ** 20 });
});
const codeOf = (given: string, address = '10.0.0.1'): Promise<string> =>
  signIn.open(given, address).then(
    () => 'in',
    (error: { code: string }) => error.code,
  );

describe('signing in', () => {
  it('takes the password, however its letters are composed, and gives a session of its own to each', async () => {
    const [one, two] = [await signIn.open(PASSWORD, 'a'), await signIn.open(PASSWORD.normalize('NFD'), 'b')];
    expect(one).not.toBe(two);
    expect([signIn.has(one), signIn.has(two), signIn.has(''), signIn.has(`${one}x`)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    signIn.close(one);
    expect([signIn.has(one), signIn.has(two)]).toEqual([false, true]);
    time += 13 * 3_600_000;
    expect(signIn.has(two)).toBe(false);
  });

  it('refuses a short password from the start', async () => {
    await expect(createSignIn('short', () => new Date())).rejects.toMatchObject({ code: 'usage' });
  });

  it('lets an address wait after five wrong ones, longer each time, and no other address', async () => {
    for (let nth = 0; nth < 5; nth++) expect(await codeOf(`wrong ${nth}`)).toBe('wrong-password');
    expect(await codeOf(PASSWORD)).toBe('too-many-tries');
    expect(await codeOf(PASSWORD, '10.0.0.2')).toBe('in');
    time += 31_000;
    expect(await codeOf('wrong again')).toBe('wrong-password');
    time += 31_000;
    expect(await codeOf(PASSWORD)).toBe('too-many-tries');
    time += 31_000;
    expect(await codeOf(PASSWORD)).toBe('in');
    expect(await codeOf('wrong')).toBe('wrong-password');
    expect(await codeOf(PASSWORD)).toBe('in');
  });

  it('lets everybody wait when many addresses guess', async () => {
    for (let nth = 0; nth < 50; nth++) await codeOf('wrong', `10.0.1.${nth}`);
    expect(await codeOf(PASSWORD, '10.0.0.9')).toBe('too-many-tries');
    time += 31_000;
    expect(await codeOf(PASSWORD, '10.0.0.9')).toBe('in');
  });
});
