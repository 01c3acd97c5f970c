import { expect, it } from 'vitest';
import { countryOf } from './countries.ts';

it('names of countries meet across languages', () => {
  expect(['越南', 'Вьетнам', 'Viet Nam', '越南 / Vietnam'].map(countryOf)).toEqual([
    'Vietnam',
    'Vietnam',
    'Vietnam',
    'Vietnam',
  ]);
  expect(['中国香港特别行政区', 'Myanmar', 'Atlantis', ''].map(countryOf)).toEqual([
    'Hong Kong',
    'Myanmar',
    undefined,
    undefined,
  ]);
});
