import { expect, test } from 'vitest';
import { russianForms } from './russian-forms.ts';

test.each([
  ['больница', ['больницы', 'больницу', 'больнице', 'больницеи', 'больницами', 'больниц']],
  ['пароль', ['пароля', 'паролем', 'пароли', 'паролеи', 'паролях']],
  ['договоров', ['договор', 'договора', 'договоры', 'договорам']],
  ['москве', ['москва', 'москвы', 'москву', 'москвои']],
  ['турции', ['турция', 'турцию', 'турциеи']],
  ['секретныи', ['секретного', 'секретная', 'секретных', 'секретным']],
])('%s has the forms %j', (word, forms) => {
  expect(russianForms(word)).toEqual(expect.arrayContaining(forms));
  expect(russianForms(word)).not.toContain(word);
});

test('a noun has the endings of its own kind', () => {
  expect(russianForms('договор')).not.toContain('договорю');
  expect(russianForms('пароль')).not.toContain('парола');
});

test.each(['вот', 'мир', 'contract', '贝壳', 'a1b2', 'впн2024'])('%s has none', (word) => {
  expect(russianForms(word)).toEqual([]);
});
