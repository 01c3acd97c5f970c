/** Names of the library in running text. */
import { describe, expect, test } from 'vitest';
import type { EntityType } from '../../model/entity.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { Alias } from '../../ports/store.ts';
import { createNameMatcher } from './library-names.ts';

function alias(name: string, type: EntityType = 'malware', value = name): Alias {
  return { name, entity: { type, value }, collection: 'col-library' };
}

function passage(text: string, ordinal = 0): StoredPassage {
  return {
    ordinal,
    role: 'paragraph',
    text,
    position: { kind: 'line', line: ordinal + 1 },
    id: `doc-0000000000000000.${ordinal}`,
    document: 'doc-0000000000000000',
    collection: 'col-leak',
  };
}

const MATCHER = createNameMatcher([
  alias('APT41', 'intrusion-set'),
  alias('APT 41', 'intrusion-set', 'APT41'),
  alias('POISON CARP', 'intrusion-set'),
  alias('ShadowPad'),
  alias('PlugX'),
  alias('Emotet'),
  alias('payload', 'tool'),
  alias('at', 'tool'),
  alias('One', 'malware'),
  alias('NetWire'),
  alias('海莲花', 'intrusion-set', 'APT32'),
  alias('安洵', 'intrusion-set', 'i-SOON'),
  alias('12345', 'malware'),
  alias('Autoit', 'malware', 'Rakhni'),
]);

async function names(text: string) {
  return (await MATCHER.extract([passage(text)])).mentions;
}

describe('names that are meant', () => {
  test.each([
    ['The APT-41 group deployed ShadowPad and PlugX.', ['APT-41', 'ShadowPad', 'PlugX']],
    ['Researchers attribute it to POISON CARP.', ['POISON CARP']],
    ['海莲花组织使用ShadowPad木马', ['海莲花', 'ShadowPad']],
    ['据安洵员工说', ['安洵']],
    ['The NetwireRAT backdoor was dropped with Emotet.', ['NetwireRAT', 'Emotet']],
  ])('%s', async (text, expected) => {
    const found = (await names(text)).filter(({ confidence }) => confidence >= 0.5);
    expect(found.map(({ raw }) => raw)).toEqual(expected);
    for (const { start, end, raw } of found) expect(text.slice(start, end)).toBe(raw);
  });

  test('that are words of the dictionary say so, unless they are written as no word is', async () => {
    const matcher = createNameMatcher([alias('Longhorn', 'intrusion-set'), alias('DarkSide'), alias('Simda')]);
    const { mentions } = await matcher.extract([passage('Longhorn, DarkSide and Simda; portable SIMD a reality.')]);
    expect(mentions.map(({ raw, labels }) => [raw, labels.filter((label) => label !== 'doubtful-name')])).toEqual([
      ['Longhorn', ['plain-word']],
      ['DarkSide', []],
      ['Simda', []],
      ['SIMD a', ['ordinary-word']],
    ]);
  });

  test('the value is the spelling of the library', async () => {
    const [first] = await names('The apt 41 group was named.');
    expect(first).toMatchObject({ raw: 'apt 41', value: 'APT 41', type: 'name', method: 'library-name/1' });
  });
});

test('ordinary words stay, doubted and labelled', async () => {
  const found = await names('One page at the server holds the payload.');
  expect(found.map(({ raw }) => raw)).toEqual(['One', 'at', 'payload']);
  for (const { confidence, labels } of found) {
    expect(confidence).toBeLessThan(0.5);
    expect(labels).toContain('ordinary-word');
    expect(labels).toContain('doubtful-name');
  }
});

test('software in ordinary use is labelled, whatever malware bears its name too', async () => {
  const labelsOf = async (text: string) => (await names(text)).map(({ labels }) => labels);
  expect(await labelsOf('The loader is an AutoIT script.')).toEqual([expect.arrayContaining(['everyday-software'])]);
  expect((await labelsOf('The loader drops ShadowPad.')).flat()).not.toContain('everyday-software');
});

test('never a piece of a longer word', async () => {
  expect(await names('emotetlike xPlugX ShadowPadding überPlugX')).toEqual([]);
});

test('numbers alone are no names', async () => {
  expect(await names('12345')).toEqual([]);
});

test('a program’s own words and two letters alone are doubted, unless they are called a name', async () => {
  const matcher = createNameMatcher([alias('PhoneNumber'), alias('QP'), alias('ShadowPad')]);
  const doubted = async (text: string) =>
    (await matcher.extract([passage(text)])).mentions.map(({ raw, confidence }) => `${raw} ${confidence < 0.5}`);
  expect(await doubted('Set PhoneNumber before QP is sent')).toEqual(['PhoneNumber true', 'QP true']);
  expect(await doubted('ShadowPad was found')).toEqual(['ShadowPad false']);
});

describe('a firm of the library with an ordinary name, a surname or a few letters', () => {
  const matcher = createNameMatcher([
    alias('Primer', 'organization'),
    alias('Jacobs', 'organization'),
    alias('ETI', 'organization'),
    alias('ShadowDragon', 'organization'),
  ]);
  const likely = async (text: string) =>
    (await matcher.extract([passage(text)])).mentions
      .filter(({ confidence }) => confidence >= 0.5)
      .map(({ raw }) => raw);

  test.each([
    ['a primer on access control, see Primer.pdf', []],
    ['i eti lyudi iz ETI vse ravno', []],
    ['Ask Jacobs about the invoice', []],
    ['log in at signin.shadowdragon.io', []],
    ['The surveillance company Primer sold it', ['Primer']],
    ['ShadowDragon was shown at the fair', ['ShadowDragon']],
  ])('%s', async (text, expected) => {
    expect(await likely(text)).toEqual(expected);
  });
});

test.each([
  ['IEncrypt', 'Which one should I encrypt?'],
  ['Group 3', 'The list of Group 3 is below'],
  ['Kevin', 'Leo says nothing. Kevin and Grant are not online.'],
])('%s in «%s» is what it looks like, and no malware', async (name, text) => {
  const { mentions } = await createNameMatcher([alias(name)]).extract([passage(text)]);
  expect(mentions.map(({ confidence }) => confidence < 0.5)).toEqual([true]);
});

test('a name of the library in another script, in any case', async () => {
  const matcher = createNameMatcher([alias('OceanLotus', 'intrusion-set', 'APT32'), alias('LockBit')]);
  const { mentions } = await matcher.extract([passage('海莲花的样本'), passage('после Локбита', 1)]);
  expect(mentions).toMatchObject([
    { raw: '海莲花', type: 'name', value: 'OceanLotus', labels: ['transliterated'] },
    { raw: 'Локбита', type: 'name', value: 'LockBit', labels: ['transliterated'] },
  ]);
});
