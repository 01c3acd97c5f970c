/** Patience with servers: how long it waits, how often it tries, whom it blames. */
import { afterEach, describe, expect, test } from 'vitest';
import { type FakeAnswer, type FakeServer, startFakeServer } from './fake-server.ts';
import { NETWORK, requestJson } from './json-request.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const BUSY: FakeAnswer = { status: 429, body: { error: 'slow down' } };
const DONE: FakeAnswer = { body: { ok: true } };

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Asks a server that gives these answers in turn, the last one again and again. */
async function ask(answers: readonly FakeAnswer[], timeLimit = 500) {
  server = await startFakeServer((_, count) => answers[Math.min(count, answers.length) - 1] ?? DONE);
  const waits: number[] = [];
  const effects = {
    ...NETWORK,
    now: () => NOW,
    wait: async (duration: number) => {
      waits.push(duration);
    },
  };
  const outcome = await requestJson({ url: `${server.url}/x`, body: {}, timeLimit }, effects).then(
    (answer) => ({ answer }),
    (error: { code: string; message: string; details: unknown }) => ({ error }),
  );
  return { ...outcome, waits, requests: server.requests.length };
}

describe('requestJson', () => {
  test.each<[string, readonly FakeAnswer[], readonly number[]]>([
    ['seconds', [{ ...BUSY, headers: { 'retry-after': '9' } }, DONE], [9000]],
    ['a date', [{ ...BUSY, headers: { 'retry-after': 'Sun, 01 Mar 2026 12:00:42 GMT' } }, DONE], [42_000]],
    ['a date that is over', [{ ...BUSY, headers: { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' } }, DONE], [0]],
    ['nonsense', [{ ...BUSY, headers: { 'retry-after': 'soon' } }, DONE], [1000]],
    ['nothing', [BUSY, BUSY, BUSY, DONE], [1000, 2000, 4000]],
    ['an overload', [{ status: 529, body: '' }, { status: 503, body: '' }, DONE], [1000, 2000]],
    ['an error of its own', [{ status: 500, body: '' }, DONE], [1000]],
    ['half an answer', [{ ...DONE, cut: true }, DONE], [1000]],
    ['no JSON', [{ body: '<html>' }, DONE], [1000]],
    ['silence', [{ ...DONE, hang: true }, DONE], [1000]],
  ])('a server that answers with %s is waited for', async (_, answers, waits) => {
    expect(await ask(answers)).toMatchObject({ answer: { ok: true }, waits, requests: answers.length });
  });

  test.each<[string, FakeAnswer, string, number]>([
    ['is busy for ever', BUSY, 'engine-unavailable', 4],
    ['always hangs up', { ...DONE, cut: true }, 'engine-unavailable', 4],
    ['never answers in JSON', { body: '{"ok": tr' }, 'engine-unavailable', 3],
    ['is always slow', { ...DONE, hang: true }, 'engine-unavailable', 2],
    ['wants a key', { status: 401, body: '' }, 'engine-unavailable', 1],
    ['has no such model', { status: 404, body: '' }, 'engine-unavailable', 1],
    [
      'points elsewhere',
      { status: 307, headers: { location: 'https://other.example/' }, body: '' },
      'engine-unavailable',
      1,
    ],
    ['asks to wait an hour', { ...BUSY, headers: { 'retry-after': '3600' } }, 'engine-unavailable', 1],
    ['refuses the request', { status: 400, body: '' }, 'translator-failed', 1],
    ['finds it too large', { status: 413, body: '' }, 'translator-failed', 1],
    ['breaks on it', { status: 500, body: '' }, 'translator-failed', 2],
    ['floods', { body: `"${'x'.repeat(9_000_000)}"` }, 'translator-failed', 1],
  ])('a server that %s: code and number of tries', async (_, answer, code, requests) => {
    const asked = await ask([answer], answer.hang ? 100 : 5000);
    expect(asked).toMatchObject({ error: { code, details: { attempts: requests } }, requests });
  });

  test('a server that is not there is tried four times', async () => {
    server = await startFakeServer(() => DONE);
    const { url } = server;
    await server.close();
    const waits: number[] = [];
    const wait = async (duration: number) => {
      waits.push(duration);
    };
    await expect(requestJson({ url, timeLimit: 500 }, { ...NETWORK, wait })).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: `${url} cannot be reached.`,
    });
    expect(waits).toEqual([1000, 2000, 4000]);
  });
});
