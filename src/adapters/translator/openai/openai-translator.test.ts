/** Chat completions against a server that speaks the protocol. */
import { afterEach, describe, expect, test } from 'vitest';
import { describeTranslator } from '../../../ports/translator.contract.ts';
import { type FakeAnswer, type FakeRequest, type FakeServer, startFakeServer } from '../../http/fake-server.ts';
import { NETWORK } from '../../http/json-request.ts';
import { createOpenAiTranslator } from './openai-translator.ts';

interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

function sentencesOf({ body }: FakeRequest): readonly string[] {
  const user = (body as ChatBody).messages.find(({ role }) => role === 'user');
  return (JSON.parse(user?.content ?? '{}') as { sentences: string[] }).sentences;
}

function completion(content: string): FakeAnswer {
  return { body: { choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] } };
}

const speak = (request: FakeRequest): FakeAnswer =>
  completion(JSON.stringify(sentencesOf(request).map((text) => `EN ${text}`)));

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describeTranslator('openai', {
  create: async () => {
    const running = await startFakeServer(speak);
    return { ...createOpenAiTranslator({ url: `${running.url}/v1`, model: 'qwen3:8b' }), close: () => running.close() };
  },
  supported: { from: 'zh-Hans', to: 'en', sentences: ['你好', '地址⟦0⟧'] },
  unsupported: { from: 'und', to: 'en' },
});

describe('completions', () => {
  async function translate(answer: (request: FakeRequest) => FakeAnswer, sentences: readonly string[]) {
    server = await startFakeServer(answer);
    const translator = createOpenAiTranslator({ url: `${server.url}/v1`, model: 'm', apiKey: 'key' });
    return translator.translate({ sentences, from: 'ru', to: 'en', context: ['раньше'] });
  }

  test('the request has the model, the key, the languages and the context', async () => {
    await translate(speak, ['привет']);
    const [request] = server?.requests ?? [];
    expect(request?.path).toBe('/v1/chat/completions');
    expect(request?.headers.authorization).toBe('Bearer key');
    const { model, messages } = (request?.body ?? {}) as ChatBody;
    expect(model).toBe('m');
    expect(messages[0]?.content).toContain('from Russian into English');
    expect(JSON.parse(messages[1]?.content ?? '')).toEqual({ context: ['раньше'], sentences: ['привет'] });
  });

  test('a code fence and a model’s thoughts around the array do no harm', async () => {
    const fenced = '<think>[hm]</think>Here you are:\n```json\n["hello"]\n```';
    expect(await translate(() => completion(fenced), ['привет'])).toEqual(['hello']);
  });

  test('a model that loses count is asked for less at a time', async () => {
    const answer = (request: FakeRequest): FakeAnswer =>
      sentencesOf(request).length > 1 ? completion('["only one"]') : speak(request);
    expect(await translate(answer, ['а', 'б', 'в'])).toEqual(['EN а', 'EN б', 'EN в']);
  });

  test('a sentence that does not come back as asked is translator-failed', async () => {
    await expect(translate(() => completion('I cannot do that.'), ['привет'])).rejects.toMatchObject({
      code: 'translator-failed',
    });
  });

  test('each batch has what was said before it', async () => {
    const sentences = Array.from({ length: 45 }, (_, n) => `${n}`);
    await translate(speak, sentences);
    const contexts = (server?.requests ?? []).map(({ body }) => {
      const user = (body as ChatBody).messages[1]?.content ?? '{}';
      return (JSON.parse(user) as { context: string[] }).context;
    });
    expect(contexts).toEqual([['раньше'], ['14', '15', '16', '17', '18', '19'], ['34', '35', '36', '37', '38', '39']]);
  });

  test('a busy server is waited for, as long as it asks', async () => {
    const waits: number[] = [];
    server = await startFakeServer((request, count) =>
      count === 1
        ? { status: 429, headers: { 'retry-after': '3' }, body: { error: { message: 'rate limit' } } }
        : count === 2
          ? { status: 503, body: 'loading the model' }
          : speak(request),
    );
    const wait = async (duration: number): Promise<void> => {
      waits.push(duration);
    };
    const translator = createOpenAiTranslator({ url: `${server.url}/v1`, model: 'm' }, { ...NETWORK, wait });
    expect(await translator.translate({ sentences: ['привет'], from: 'ru', to: 'en' })).toEqual(['EN привет']);
    expect(waits).toEqual([3000, 2000]);
  });

  test.each<[string, FakeAnswer, RegExp]>([
    ['a wrong key', { status: 401, body: { error: { message: 'Incorrect API key' } } }, /401: Incorrect API key/],
    ['a broken server', { status: 500, body: 'oops' }, /500: oops/],
    ['always busy', { status: 502, body: '' }, /502/],
    ['no JSON', { body: '<html>' }, /did not answer in JSON/],
    ['no completion', { body: { choices: [] } }, /gave no completion/],
    ['silence', { body: '', hang: true }, /longer than/],
    ['another host', { status: 302, headers: { location: 'http://127.0.0.2/' }, body: '' }, /cannot be reached/],
  ])('%s is translator-failed', async (_, answer, message) => {
    server = await startFakeServer(() => answer);
    const translator = createOpenAiTranslator(
      { url: `${server.url}/v1`, model: 'm', timeLimit: 200 },
      { ...NETWORK, wait: async () => {} },
    );
    await expect(translator.translate({ sentences: ['привет'], from: 'ru', to: 'en' })).rejects.toMatchObject({
      code: 'translator-failed',
      message: expect.stringMatching(message),
    });
  });
});
