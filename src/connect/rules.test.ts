import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultExtractors } from '../understand/extract/extractors.ts';
import { createAddressRanges } from './label/address-ranges.ts';
import { datesIn, daysOf, gapBetween, isoDay } from './overlap/spans-of-time.ts';
import { FORM_RULES, RULES } from './rules.ts';

const derive = (name: string, value: string): string[] => {
  const rule = FORM_RULES.find((one) => one.name === name);
  const [type] = rule?.from ?? [];
  return rule && type ? rule.derive(value, type).map((key) => `${key.type} ${key.value}`) : [];
};

describe('rules', () => {
  it('read hosts, addresses and the names above them off values', () => {
    expect(derive('url-host', 'http://u:p@a.b.example.co.uk:81/x?y#z')).toEqual([
      'domain a.b.example.co.uk',
      'domain b.example.co.uk',
      'domain example.co.uk',
    ]);
    expect(derive('url-host', 'https://45.76.1.2:8080/')).toEqual(['ipv4 45.76.1.2']);
    expect(derive('url-host', 'https://[2001:db8::1]/')).toEqual(['ipv6 2001:db8::1']);
    expect(derive('address-of-port', '45.76.1.2:8080')).toEqual(['ipv4 45.76.1.2']);
    expect(derive('email-domain', 'a@mail.example.org')).toEqual(['domain mail.example.org', 'domain example.org']);
    // A private suffix belongs to many people: nothing above it is shared by its customers.
    expect(derive('subdomain', 'someone.github.io')).toEqual([]);
  });

  it('are all in the documentation, word for word', async () => {
    const page = await readFile('docs/scoring.md', 'utf8');
    for (const { name, predicate, explanation } of RULES) {
      expect(page).toContain(`| \`${name}\` | \`${predicate}\` | ${explanation} |`);
    }
  });
});

describe('networks', () => {
  it('contain exactly the addresses of their prefix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 8, max: 32 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (base, length, other) => {
          const dotted = (number: number): string =>
            [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
          const networks = createAddressRanges<string>();
          networks.add(`${dotted(base)}/${length}`, 'net');
          const size = 2 ** (32 - length);
          const inside = Math.floor(base / size) === Math.floor(other / size);
          expect(networks.around(dotted(other))).toEqual(inside ? ['net'] : []);
          expect(networks.around(dotted(base))).toEqual(['net']);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('spans of time', () => {
  it('cover the days of years, months and days', () => {
    const days = daysOf('2020-02');
    expect(days && [isoDay(days.first), isoDay(days.last)]).toEqual(['2020-02-01', '2020-02-29']);
    expect(daysOf('no date')).toBeUndefined();
    const [year, day] = [daysOf('2020'), daysOf('2021-01-11')];
    expect(year && day && gapBetween(year, day)).toBe(11);
  });

  it('are read from text, in digits and in Chinese', () => {
    const span = (text: string): string | undefined => {
      const found = datesIn(text);
      return found && `${isoDay(found.first)} ${isoDay(found.last)}`;
    };
    expect(span('二〇一八年用过三个月')).toBe('2018-01-01 2018-12-31');
    expect(span('2019年3月和 2020-04-05')).toBe('2019-03-01 2020-04-05');
    expect(span('端口 2018.3，版本 1.2019')).toBeUndefined();
    expect(span('共 12019 条')).toBeUndefined();
  });
});

it('all extractors that state something are in the list', async () => {
  const stating = (await defaultExtractors())
    .map(({ name }) => name.replace(/\/\d+$/, ''))
    .filter((name) => !/^(?:names|quantities)$/.test(name));
  for (const name of stating) expect(RULES.map((rule) => rule.name)).toContain(name);
});
