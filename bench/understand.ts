/**
 * Time of all of understanding, the gloss included, on a chat leak: `node bench/understand.ts [MESSAGES.json]`, an array of
 * `{"time","from","to","message"}`. Without a file it repeats made-up messages to 15,743.
 */
import { readFileSync } from 'node:fs';
import { createGlossTranslator } from '../src/adapters/translator/gloss/gloss-translator.ts';
import type { StoredPassage } from '../src/model/passage.ts';
import { translatePassages } from '../src/understand/translate/translate-passages.ts';
import { createUnderstander } from '../src/understand/understand.ts';

const MADE_UP = [
  '陆总，合同136.8万到账了吗',
  '服务器74.120.172.10掉线了，换一个',
  '好的',
  '明天去成都市公安局演示',
  '收到[捂脸]',
];
const COUNT = 15_743;
const TARGET_SECONDS = 40;

const file = process.argv[2];
interface Message {
  readonly message: string;
  readonly time?: string;
  readonly from?: string;
  readonly to?: string;
}
const messages: readonly Message[] =
  file === undefined
    ? Array.from({ length: COUNT }, (_, at) => ({ message: `${MADE_UP[at % MADE_UP.length]} ${at}` }))
    : (JSON.parse(readFileSync(file, 'utf8')) as readonly Message[]);
const document = 'doc-0000000000000000';
const passages = messages.map(
  ({ message, time, from, to }, ordinal): StoredPassage => ({
    ordinal,
    role: 'message',
    text: message,
    ...(time === undefined ? {} : { time }),
    ...(from === undefined ? {} : { sender: from }),
    ...(to === undefined ? {} : { recipients: [to] }),
    position: { kind: 'message', index: ordinal },
    id: `${document}.${ordinal}`,
    document,
    collection: 'bench',
  }),
);

const began = performance.now();
const seconds = (): number => (performance.now() - began) / 1000;
const [understander, gloss] = await Promise.all([createUnderstander(), createGlossTranslator()]);
const loaded = seconds();
const understanding = await understander.understand(passages);
const understood = seconds();
const languages = new Map(understanding.languages.map(({ ordinal, language }) => [ordinal, language]));
const translations = await translatePassages(
  passages.map((passage) => ({ ...passage, language: languages.get(passage.ordinal) ?? 'und' })),
  { translators: [gloss], to: 'en' },
);
const translated = seconds();
const characters = messages.reduce((sum, { message }) => sum + message.length, 0);
console.log(
  `${messages.length} messages, ${characters} characters, ${understanding.mentions.length} mentions, ${understanding.statements.length} statements, ${translations.length} glosses`,
);
console.log(
  `load ${loaded.toFixed(2)} s, understand ${(understood - loaded).toFixed(2)} s, gloss ${(translated - understood).toFixed(2)} s (${Math.round(characters / (translated - understood))} characters/s)`,
);
console.log(`all ${translated.toFixed(2)} s of ${TARGET_SECONDS} s: ratio ${(TARGET_SECONDS / translated).toFixed(1)}`);
