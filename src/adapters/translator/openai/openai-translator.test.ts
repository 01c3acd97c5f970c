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

  test.each([
    ['no array', 'I cannot do that.'],
    ['a refusal in the array', '["I\'m sorry, but I can\'t assist with that."]'],
    ['nothing', '[""]'],
    ['no text', '[{"translation": "hi"}]'],
    ['a cut array', '["hel'],
    ['deep nesting', '['.repeat(100_000)],
    ['thoughts without end', '<think>'.repeat(100_000)],
  ])('%s is no translation of the sentence', async (_, content) => {
    expect(await translate(() => completion(content), ['привет'])).toEqual([undefined]);
  });

  test('what is said in the text is no refusal of the model', async () => {
    expect(await translate(() => completion('["I cannot help you."]'), ['Я не могу помочь'])).toEqual([
      'I cannot help you.',
    ]);
  });

  test('one refused sentence costs no other', async () => {
    const answer = (request: FakeRequest): FakeAnswer =>
      sentencesOf(request).includes('взлом') ? completion('I cannot help with that.') : speak(request);
    expect(await translate(answer, ['а', 'взлом', 'в', 'г'])).toEqual(['EN а', undefined, 'EN в', 'EN г']);
  });

  test('a batch that is too long for the model is asked for in parts', async () => {
    const answer = (request: FakeRequest): FakeAnswer =>
      sentencesOf(request).length > 2
        ? { status: 400, body: { error: { message: 'maximum context length is 4096 tokens' } } }
        : speak(request);
    expect(await translate(answer, ['а', 'б', 'в', 'г', 'д'])).toEqual(['EN а', 'EN б', 'EN в', 'EN г', 'EN д']);
  });

  test('a model that loses a placeholder of many is asked for the sentence alone', async () => {
    const answer = (request: FakeRequest): FakeAnswer => {
      const sentences = sentencesOf(request);
      return completion(JSON.stringify(sentences.map((text) => (sentences.length > 1 ? 'no place' : `EN ${text}`))));
    };
    expect(await translate(answer, ['адрес ⟦0⟧', 'да'])).toEqual(['EN адрес ⟦0⟧', 'EN да']);
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
    ['an unknown model', { status: 404, body: { error: { message: 'model "m" not found' } } }, /404: model "m" not/],
    ['no credit', { status: 402, body: { error: { message: 'Insufficient balance' } } }, /402: Insufficient/],
    ['a broken server', { status: 500, body: 'oops' }, /500: oops/],
    ['an unknown field', { status: 422, body: { error: 'seed' } }, /422: seed/],
    ['always busy', { status: 502, body: '' }, /502/],
    ['no JSON', { body: '<html>' }, /did not answer in JSON/],
    ['JSON cut off', { body: { choices: [{ message: { content: '["hi"]' } }] }, cut: true }, /cannot be reached/],
    ['no completion', { body: { choices: [] } }, /gave no completion/],
    ['another shape', { body: { choices: [{ text: '["hi"]' }] } }, /gave no completion/],
    ['null', { body: 'null' }, /gave no completion/],
    ['a flood', { body: `"${'x'.repeat(9_000_000)}"` }, /more than 8 MB/],
    ['silence', { body: '', hang: true }, /longer than/],
    [
      'another host',
      { status: 302, headers: { location: 'http://127.0.0.2/' }, body: '' },
      /points to http:\/\/127.0.0.2/,
    ],
  ])('%s makes the engine unavailable', async (_, answer, message) => {
    server = await startFakeServer(() => answer);
    const translator = createOpenAiTranslator(
      { url: `${server.url}/v1`, model: 'm', timeLimit: 200 },
      { ...NETWORK, wait: async () => {} },
    );
    await expect(translator.translate({ sentences: ['а', 'б', 'в'], from: 'ru', to: 'en' })).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringMatching(message),
    });
  });
});
