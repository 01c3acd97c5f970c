import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { formatTermList, groupsOf, parseTermList, standsAt, TERM_LISTS, termIn } from './term-list.ts';

const terms = [
  { group: 'police', term: '公安' },
  { group: 'state security', term: '国家安全' },
  { group: 'company', term: '公司' },
  { group: 'media', term: 'news' },
  { group: 'net', term: 'isp' },
];

describe('a term list', () => {
  it('decides by the longest term, of equals by the first', () => {
    expect(termIn(terms, '南江省国家安全厅公安处')?.group).toBe('state security');
    expect(termIn(terms, '公安印刷公司')?.group).toBe('police');
    expect(termIn(terms, '北岭大学')).toBeUndefined();
  });

  it('takes words by their beginnings, short ones whole, and Han terms anywhere', () => {
    expect(termIn(terms, 'The Newspaper')?.group).toBe('media');
    expect(termIn(terms, 'crisps')).toBeUndefined();
    expect(termIn(terms, 'national ISP')?.group).toBe('net');
    expect(standsAt('crisps', 2, 5)).toBe(false);
    expect(standsAt('an isp.', 3, 6)).toBe(true);
    expect(standsAt('市公安局', 1, 3)).toBe(true);
  });

  it('comes back from its file as it was', () => {
    const written = [{ group: 'a b', term: 'x', reference: 'T1566' }, ...terms];
    expect(parseTermList(`\ufeff# why\n\n${formatTermList(written)}`)).toEqual(written);
    expect(parseTermList('a\tb\nno tab')).toEqual({ badLine: 2 });
  });
});

describe.each(TERM_LISTS)('the shipped list %s', (list) => {
  it('reads, and speaks three languages in most groups', async () => {
    const shipped = parseTermList(await readFile(`data/patterns/${list}.tsv`, 'utf8'));
    if ('badLine' in shipped) throw new Error(`line ${shipped.badLine}`);
    const keys = shipped.map(({ group, term }) => `${group} ${term}`);
    expect(new Set(keys).size).toBe(keys.length);
    // Addresses are the same in every language.
    if (list === 'company-pages') return;
    const groups = [...groupsOf(shipped).values()];
    for (const script of [/\p{Script=Han}/u, /\p{Script=Latin}/u, /\p{Script=Cyrillic}/u]) {
      const speaking = groups.filter((its) => its.some(({ term }) => script.test(term)));
      expect(speaking.length / groups.length).toBeGreaterThan(0.7);
    }
  });
});
