import { expect, test } from 'vitest';
import { englishForms } from './english-forms.ts';

test.each([
  ['contract', ['contracts', 'contracted', 'contracting']],
  ['contracts', ['contract']],
  ['attacked', ['attack', 'attacks', 'attacking']],
  ['using', ['use', 'uses', 'used']],
  ['agencies', ['agency']],
  ['boxes', ['box']],
  ['stopped', ['stop', 'stops', 'stopping']],
  ['copied', ['copy', 'copies', 'copying']],
])('%s has the forms %j', (word, forms) => {
  expect(englishForms(word)).toEqual(expect.arrayContaining(forms));
  expect(englishForms(word)).not.toContain(word);
});

test.each(['news', 'string', 'united', 'address'])('%s is not taken apart', (word) => {
  expect(englishForms(word).every((form) => form.startsWith(word))).toBe(true);
});

test.each(['the', 'договор', '贝壳', 'a1b2c3', 'r2d2'])('%s has none', (word) => {
  expect(englishForms(word)).toEqual([]);
});
