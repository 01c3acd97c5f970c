/** Signing in with a password: only its scrypt hash is kept, wrong tries cost time, and each session ends by itself. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { TelltaleError } from '../../errors.ts';
import { createTurns } from './in-turn.ts';

export interface SignIn {
  /** Gives the id of a new session. Rejects with `wrong-password` or `too-many-tries`. */
  open(password: string, address: string): Promise<string>;
  has(session: string): boolean;
  close(session: string): void;
}

/** Characters at the least: nothing slower than the network stands between a guess and the case. */
export const SHORTEST_PASSWORD = 12;
/** A working day. */
const SESSION_MS = 12 * 3_600_000;
/** Wrong tries from one address before it has to wait, and in all before everybody has to. */
const TRIES = 5;
const TRIES_IN_ALL = 50;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** 32 MiB and about a tenth of a second. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const LENGTH = 32;
const ANYBODY = 'anybody';

const hash = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

interface Tries {
  wrong: number;
  /** Milliseconds since 1970. */
  until: number;
}

/** Rejects with `usage` where the password is too short. Tests hash at a lower cost. */
export async function createSignIn(password: string, clock: () => Date, cost = COST): Promise<SignIn> {
  if (password.length < SHORTEST_PASSWORD)
    throw new TelltaleError('usage', `A password has at least ${SHORTEST_PASSWORD} characters.`);
  const salt = randomBytes(16);
  const wanted = await hash(password.normalize('NFC'), salt, LENGTH, cost);
  const sessions = new Map<string, number>();
  const tries = new Map<string, Tries>();
  // One guess at a time: many at once would take all processors.
  const inTurn = createTurns();
  const now = (): number => clock().getTime();

  function refuseEarly(who: string): void {
    const wait = Math.ceil(((tries.get(who)?.until ?? 0) - now()) / 1000);
    if (wait > 0) throw new TelltaleError('too-many-tries', `Too many wrong passwords. Try again in ${wait} seconds.`);
  }

  function noteWrong(who: string, allowed: number): void {
    const wrong = (tries.get(who)?.wrong ?? 0) + 1;
    const wait = wrong < allowed ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, wrong - allowed));
    tries.set(who, { wrong, until: now() + wait });
  }

  return {
    open(given, address) {
      const who = `from ${address}`;
      return inTurn(new AbortController().signal, async () => {
        for (const [each, { until }] of tries) if (until + LONGEST_WAIT_MS * 4 < now()) tries.delete(each);
        refuseEarly(who);
        refuseEarly(ANYBODY);
        if (!timingSafeEqual(await hash(given.normalize('NFC'), salt, LENGTH, cost), wanted)) {
          noteWrong(who, TRIES);
          noteWrong(ANYBODY, TRIES_IN_ALL);
          throw new TelltaleError('wrong-password', 'This is not the password.');
        }
        tries.delete(who);
        for (const [id, end] of sessions) if (end < now()) sessions.delete(id);
        const session = randomBytes(24).toString('base64url');
        sessions.set(session, now() + SESSION_MS);
        return session;
      });
    },
    has: (session) => (sessions.get(session) ?? 0) > now(),
    close: (session) => void sessions.delete(session),
  };
}
