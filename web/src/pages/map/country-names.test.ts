import { describe, expect, it } from 'vitest';
import atlas from 'world-atlas/countries-110m.json' with { type: 'json' };
import { countryNames } from './country-names.ts';

const names = atlas.objects.countries.geometries.map((country) => country.properties.name);
const countryOf = countryNames(names);

describe('countryNames', () => {
  it.each([
    ['越南', 'Vietnam'],
    ['Viet Nam', 'Vietnam'],
    ['哈萨克斯坦', 'Kazakhstan'],
    ['Казахстан', 'Kazakhstan'],
    ['USA', 'United States of America'],
    ['美国', 'United States of America'],
    ['myanmar', 'Myanmar'],
    ['Taiwan', 'Taiwan'],
    ['臺灣', 'Taiwan'],
  ])('%s is %s', (name, country) => {
    expect(countryOf(name)).toBe(country);
  });
  it('knows what is no country', () => {
    expect(countryOf('成都')).toBeUndefined();
    expect(countryOf('')).toBeUndefined();
  });
  it('reaches nearly every country of the atlas by its Chinese name', () => {
    const chinese = new Intl.DisplayNames('zh-Hans', { type: 'region', fallback: 'none' });
    const reached = new Set<string>();
    for (const a of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      for (const b of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        const name = chinese.of(a + b);
        const country = name ? countryOf(name) : undefined;
        if (country) reached.add(country);
      }
    }
    expect(names.filter((name) => !reached.has(name)).length).toBeLessThan(5);
  });
});
