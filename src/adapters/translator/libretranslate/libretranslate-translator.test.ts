/** LibreTranslate against a server that speaks its protocol. */
import { afterEach, describe, expect, test } from 'vitest';
import { describeTranslator } from '../../../ports/translator.contract.ts';
import { type FakeAnswer, type FakeRequest, type FakeServer, startFakeServer } from '../../http/fake-server.ts';
import { NETWORK } from '../../http/json-request.ts';
import { createLibreTranslateTranslator } from './libretranslate-translator.ts';

const LANGUAGES = [
  { code: 'en', name: 'English', targets: ['en', 'ru', 'zh'] },
  { code: 'zh', name: 'Chinese', targets: ['en', 'zh'] },
];

function speak({ path, body }: FakeRequest): FakeAnswer {
  if (path === '/languages') return { body: LANGUAGES };
  const { q } = body as { q: string[] };
  return { body: { translatedText: q.map((text) => `EN ${text}`) } };
}

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describeTranslator('libretranslate', {
  create: async () => {
    const running = await startFakeServer(speak);
    const translator = createLibreTranslateTranslator({ url: running.url });
    return { ...translator, close: () => running.close() };
  },
  supported: { from: 'zh-Hans', to: 'en', sentences: ['你好', '地址⟦0⟧'] },
  unsupported: { from: 'uk', to: 'en' },
});

describe('requests', () => {
  test('carry the server’s code of the language, the key, and small batches', async () => {
    server = await startFakeServer(speak);
    const translator = createLibreTranslateTranslator({ url: `${server.url}/`, apiKey: 'key' });
    const sentences = Array.from({ length: 30 }, (_, at) => `句${at}`);
    await translator.translate({ sentences, from: 'zh-Hans', to: 'en' });
    const posts = server.requests.filter(({ path }) => path === '/translate').map(({ body }) => body);
    expect(posts).toHaveLength(2);
    expect(posts[0]).toMatchObject({ source: 'zh', target: 'en', format: 'text', api_key: 'key' });
  });

  test('wait as long as a busy server asks', async () => {
    const waits: number[] = [];
    const wait = async (duration: number): Promise<void> => {
      waits.push(duration);
    };
    server = await startFakeServer((request, count) =>
      count === 2 ? { status: 429, headers: { 'retry-after': '7' }, body: { error: 'slow down' } } : speak(request),
    );
    const translator = createLibreTranslateTranslator({ url: server.url }, { ...NETWORK, wait });
    expect(await translator.translate({ sentences: ['你好'], from: 'zh', to: 'en' })).toEqual(['EN 你好']);
    expect(waits).toEqual([7000]);
  });

  test.each<[string, FakeAnswer, RegExp]>([
    ['a refusal', { status: 403, body: { error: 'Invalid API key' } }, /403: Invalid API key/],
    ['no JSON', { body: '<html>' }, /did not answer in JSON/],
    ['too few', { body: { translatedText: [] } }, /no translation for each/],
    ['one text for a list', { body: { translatedText: 'Hello' } }, /no translation for each/],
    ['an error in every sentence', { status: 500, body: { error: 'Cannot translate text' } }, /500: Cannot/],
    ['silence', { body: '', hang: true }, /longer than/],
    ['always busy', { status: 503, body: 'busy' }, /503: busy/],
    ['a long wait', { status: 429, headers: { 'retry-after': '3600' }, body: '' }, /asks to wait 3600 s/],
  ])('%s makes the engine unavailable', async (_, answer, message) => {
    server = await startFakeServer((request) => (request.path === '/languages' ? speak(request) : answer));
    const translator = createLibreTranslateTranslator(
      { url: server.url, timeLimit: 200 },
      { ...NETWORK, wait: async () => {} },
    );
    const translated = translator.translate({ sentences: ['你好', '再见', '谢谢'], from: 'zh', to: 'en' });
    await expect(translated).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringMatching(message),
    });
  });

  test('a sentence that the server cannot do costs no other', async () => {
    server = await startFakeServer((request) => {
      const { q } = (request.body ?? {}) as { q?: string[] };
      return q?.includes('坏') ? { status: 500, body: { error: 'Cannot translate text' } } : speak(request);
    });
    const translator = createLibreTranslateTranslator({ url: server.url }, { ...NETWORK, wait: async () => {} });
    const sentences = ['一', '二', '坏', '三', '四'];
    expect(await translator.translate({ sentences, from: 'zh', to: 'en' })).toEqual([
      'EN 一',
      'EN 二',
      undefined,
      'EN 三',
      'EN 四',
    ]);
  });

  test('an empty translation is none', async () => {
    server = await startFakeServer((request) =>
      request.path === '/languages' ? speak(request) : { body: { translatedText: ['', 'Bye'] } },
    );
    const translator = createLibreTranslateTranslator({ url: server.url });
    expect(await translator.translate({ sentences: ['你好', '再见'], from: 'zh', to: 'en' })).toEqual([
      undefined,
      'Bye',
    ]);
  });

  test.each([[{ languages: [] }], [[{ name: 'English' }]], [[null]]])('%j is no list of languages', async (body) => {
    server = await startFakeServer(() => ({ body }));
    await expect(createLibreTranslateTranslator({ url: server.url }).supports('zh', 'en')).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringContaining('no list of languages'),
    });
  });

  test('no server makes the engine unavailable; once it runs it is asked again', async () => {
    server = await startFakeServer(speak);
    const { url } = server;
    await server.close();
    const translator = createLibreTranslateTranslator({ url }, { ...NETWORK, wait: async () => {} });
    await expect(translator.supports('zh', 'en')).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: `${url} cannot be reached.`,
    });
    server = await startFakeServer(speak, Number(new URL(url).port));
    expect(await translator.supports('zh', 'en')).toBe(true);
  });
});
