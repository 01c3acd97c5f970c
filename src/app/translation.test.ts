/** Remote engines: only as the user describes them, and said when text leaves the machine. */
import { expect, test } from 'vitest';
import { isRemoteEngine, remoteTranslator } from './translation.ts';

test.each([
  ['libretranslate:http://localhost:5000', 'libretranslate/localhost:5000', false],
  ['libretranslate:https://translate.example', 'libretranslate/translate.example', true],
  ['openai:http://127.0.0.1:11434/v1#qwen3:8b', 'openai/qwen3:8b', false],
  ['openai:http://[::1]:8080/v1#m', 'openai/m', false],
  ['openai:https://api.example/v1#m', 'openai/m', true],
  ['openai:http://127.0.0.1.example/v1#m', 'openai/m', true],
])('%s', (description, name, leavesMachine) => {
  const { translator, leavesMachine: leaves } = remoteTranslator(description, false);
  expect([translator.name, leaves, translator.remote, isRemoteEngine(name)]).toEqual([name, leavesMachine, true, true]);
});

test.each([
  ['deepl:https://x', false, 'usage'],
  ['openai:http://localhost/v1', false, 'usage'],
  ['libretranslate:file:///etc/passwd', false, 'usage'],
  ['openai:https://api.example/v1#m', true, 'offline'],
])('%s, offline %s: %s', (description, offline, code) => {
  expect(() => remoteTranslator(description, offline)).toThrow(expect.objectContaining({ code }));
});
