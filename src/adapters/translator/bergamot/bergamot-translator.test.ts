/** Bergamot itself, in its worker thread, on a toy model made here. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeTranslator } from '../../../ports/translator.contract.ts';
import { createBergamotEngine } from './bergamot-engine.ts';
import { createBergamotTranslator, createBergamotTranslators } from './bergamot-translator.ts';
import type { InstalledModel } from './model-folder.ts';
import { toyModel, toyVocabulary } from './toy-model.ts';

let folder: string;
async function install(name: string, bytes: Buffer): Promise<InstalledModel> {
  folder ??= await mkdtemp(join(tmpdir(), 'telltale-bergamot-'));
  const files = { model: join(folder, `${name}.bin`), vocabs: [join(folder, 'vocab.spm')] };
  await writeFile(files.model, bytes);
  await writeFile(join(folder, 'vocab.spm'), toyVocabulary());
  return {
    pair: 'zh-en',
    from: 'zh',
    to: 'en',
    architecture: 'toy',
    version: '1',
    source: 'here',
    model: `${name}.bin`,
    vocabs: ['vocab.spm'],
    sha256: {},
    folder,
    files,
  };
}
afterAll(() => rm(folder, { recursive: true }));

describeTranslator('bergamot', {
  create: async () => createBergamotTranslator(await install('toy', toyModel())),
  supported: { from: 'zh-Hans', to: 'en', sentences: ['hello', 'a < b & c ⟦0⟧ d'] },
  unsupported: { from: 'ru', to: 'en' },
});

describe('the thread', () => {
  let model: InstalledModel;
  beforeAll(async () => {
    model = await install('thread', toyModel());
  });

  test('is started anew after it took too long', async () => {
    const engine = createBergamotEngine(model.files);
    const [first] = await engine.run(['hello'], 30_000);
    await expect(engine.run(['hello world'.repeat(200)], 1)).rejects.toMatchObject({ code: 'translator-failed' });
    expect(await engine.run(['hello'], 30_000)).toEqual([first]);
    expect(engine.starts).toBe(2);
    await engine.close();
  });

  test('calls at the same time do not mix', async () => {
    const engine = createBergamotEngine(model.files);
    const texts = ['a', 'b c', 'd e f'];
    const alone = [];
    for (const text of texts) alone.push(await engine.run([text], 30_000));
    expect(await Promise.all(texts.map((text) => engine.run([text], 30_000)))).toEqual(alone);
    await engine.close();
  });

  test('a sentence that breaks the engine costs that sentence, marked as not translated', async () => {
    const engine = createBergamotEngine(model.files);
    const fragile = {
      ...engine,
      starts: 0,
      run: (texts: readonly string[], limit: number) =>
        engine.run(texts, texts.some((text) => text.includes('poison')) ? 0 : limit),
    };
    const translator = createBergamotTranslator(model, fragile);
    const sentences = ['a', 'the poison ⟦0⟧', 'b'];
    const [a, poison, b] = await translator.translate({ sentences, from: 'zh', to: 'en' });
    expect(poison).toBe('[not translated: the poison ⟦0⟧]');
    // Each alone: without alphas the engine scales its numbers by the batch.
    expect([a]).toEqual(await translator.translate({ sentences: ['a'], from: 'zh', to: 'en' }));
    expect([b]).toEqual(await translator.translate({ sentences: ['b'], from: 'zh', to: 'en' }));
    await engine.close();
  });
});

test('a broken model is translator-failed, not a crash', async () => {
  const [translator] = createBergamotTranslators([await install('broken', toyModel().subarray(0, 5000))]);
  await expect(translator?.translate({ sentences: ['a'], from: 'zh', to: 'en' })).rejects.toMatchObject({
    code: 'translator-failed',
  });
  await translator?.close();
});

test('Traditional text is folded for a model of Simplified Chinese', async () => {
  const seen: string[] = [];
  const engine = {
    starts: 0,
    run: async (texts: readonly string[]) => {
      seen.push(...texts);
      return texts;
    },
    close: async () => {},
  };
  const translator = createBergamotTranslator(await install('fold', toyModel()), engine);
  await translator.translate({ sentences: ['發給我看'], from: 'zh-Hant', to: 'en' });
  expect(seen).toEqual(['发给我看']);
});
