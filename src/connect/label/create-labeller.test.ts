import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityType } from '../../model/entity.ts';
import type { Warninglist, WarninglistMatching } from '../../model/warninglist.ts';
import { createAddressRanges } from './address-ranges.ts';
import { createLabeller } from './create-labeller.ts';
import { safePattern } from './safe-pattern.ts';
import { createSubstrings } from './substrings.ts';

const list = (
  name: string,
  matching: WarninglistMatching,
  entries: readonly string[],
  attributes: readonly string[] = [],
): Warninglist => ({
  name,
  description: '',
  version: '1',
  category: 'known',
  matching,
  attributes,
  entries,
});

const LISTS = [
  list('List of known Cloudflare IP ranges', 'cidr', ['104.16.0.0/13', '2606:4700::/32', '198.18.7.7']),
  list('Dynamic DNS', 'hostname', ['.dyn-hosts.org', 'exact.example.net.']),
  list('List of disposable email domains', 'substring', ['throwaway-box.com', 'x.y']),
  list('Unattributed phone number.', 'regex', ['/((?:\\+|00)1)?([0-9]{3})55501([0-9]{2})/g', '/(a+)+$/']),
  list('Common contact e-mail addresses', 'regex', ['/^(security|noc|soc|abuse)\\@.*\\..*$/i']),
  list('Hashes of empty files', 'string', ['D41D8CD98F00B204E9800998ECF8427E']),
];
const labeller = createLabeller(LISTS);
const labels = (type: EntityType, value: string): string[] =>
  labeller.label({ type, value }).map(({ label, source, width }) => `${label} (${source}, ${width})`);

describe('createLabeller', () => {
  it.each<readonly [EntityType, string, readonly string[]]>([
    ['ipv4', '104.20.1.1', [`cdn (List of known Cloudflare IP ranges, ${2 ** 19})`]],
    ['ip-port', '104.20.1.1:443', [`cdn (List of known Cloudflare IP ranges, ${2 ** 19})`]],
    ['ipv6', '2606:4700:10::6814:101', [`cdn (List of known Cloudflare IP ranges, ${2 ** 96})`]],
    ['url', 'https://[2606:4700::1]:8443/a', [`cdn (List of known Cloudflare IP ranges, ${2 ** 96})`]],
    ['ipv6', '2606:4701::1', []],
    ['ipv4', '198.18.7.7', ['cdn (List of known Cloudflare IP ranges, 1)']],
    ['ipv6', 'fe80::1', [`private-address (link-local, ${2 ** 118})`]],
    ['domain', 'home.dyn-hosts.org', ['dynamic-dns (Dynamic DNS, 1)']],
    ['domain', 'mydyn-hosts.org', []],
    ['url', 'http://a.exact.example.net/x', ['dynamic-dns (Dynamic DNS, 1)']],
    ['email', 'a@mx.throwaway-box.com', ['free-mail (List of disposable email domains, 1)']],
    ['domain', 'x.yz', []],
    ['phone', '+15555550123', ['warninglist (Unattributed phone number., 1)']],
    ['md5', '00000000055555501230000000000000', []],
    ['email', 'abuse@host.example', ['warninglist (Common contact e-mail addresses, 1)']],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e', ['empty-hash (Hashes of empty files, 1)']],
    ['domain', 'unknown.example', []],
  ])('labels %s %s', (type, value, expected) => {
    expect(labels(type, value)).toEqual(expected);
  });

  it('labels only what a list says that it is for', () => {
    const { label } = createLabeller([
      list('Popular sites', 'hostname', ['mail-host.org'], ['domain', 'hostname', 'domain|ip']),
      list('Cloud ranges', 'cidr', ['198.18.0.0/16'], ['ip-src', 'ip-dst|port']),
      list('Contact addresses', 'regex', ['/mail-host/'], ['email-src']),
      list('Other digests', 'string', ['D41D8CD98F00B204E9800998ECF8427E'], ['sha224']),
    ]);
    const sources = (type: EntityType, value: string): string[] => label({ type, value }).map(({ source }) => source);
    expect(sources('domain', 'a.mail-host.org')).toEqual(['Popular sites']);
    expect(sources('url', 'https://a.mail-host.org/x')).toEqual([]);
    expect(sources('email', 'x@mail-host.org')).toEqual(['Contact addresses']);
    expect(sources('ipv4', '198.18.9.9')).toEqual(['Cloud ranges']);
    expect(sources('ip-port', '198.18.9.9:443')).toEqual(['Cloud ranges']);
    expect(sources('url', 'http://198.18.9.9/')).toEqual([]);
    expect(sources('md5', 'd41d8cd98f00b204e9800998ecf8427e')).toEqual([]);
    expect(sources('url', 'http://10.0.0.1/')).toEqual(['RFC 1918']);
  });

  it('refuses expressions that could hang', () => {
    expect(labeller.refused).toEqual([{ list: 'Unattributed phone number.', entry: '/(a+)+$/' }]);
  });

  const folder = '../shared/data/warninglists';
  it.skipIf(existsSync(folder) ? false : 'the warninglists are not here')('holds all known lists, quickly', () => {
    const lists = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => {
        const file = readFileSync(join(folder, entry.name, 'list.json'), 'utf8');
        const {
          name,
          type,
          list: entries,
        } = JSON.parse(file) as { name: string; type: WarninglistMatching; list: string[] };
        return list(name, type, entries);
      });
    const began = performance.now();
    const all = createLabeller(lists);
    for (let at = 0; at < 20_000; at += 1) {
      all.label({ type: 'ipv4', value: `${(at % 220) + 1}.${at % 256}.${(at >> 4) % 256}.${at % 199}` });
      all.label({ type: 'domain', value: `host-${at}.some-name-${at % 97}.com` });
    }
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(all.refused).toEqual([]);
    expect(all.label({ type: 'ipv6', value: '2606:4700::6810:84e5' }).map(({ label }) => label)).toContain('cdn');
  });
});

describe('safePattern', () => {
  it.each([
    '(a+)+$',
    '(a|a)*b',
    '(?:a?){30}a{30}',
    '(a|b|ab)+c',
    '(x+x+)+y',
    '(.*)*',
    '\\1(a)',
    '(?=a)a',
    '.*.*.*=.*',
    '(',
  ])('refuses %s', (source) => {
    expect(safePattern(source)).toBeUndefined();
  });

  it('is quick with any expression that it takes, on any value', { timeout: 30_000 }, () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '(a|ab)', '(?:a)', '\\w');
    const repeat = fc.constantFrom('', '', '*', '+', '?', '{2,5}', '{3}', '*?');
    const body = fc.array(fc.tuple(atom, repeat), { maxLength: 8 }).map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(body, fc.boolean(), (inner, wrap) => {
        const test = safePattern(wrap ? `^(${inner})+$` : `${inner}$`);
        if (!test) return;
        const began = performance.now();
        test(`${'a'.repeat(255)}!`);
        test('ab'.repeat(128));
        expect(performance.now() - began).toBeLessThan(1000);
      }),
      { numRuns: 300 },
    );
  });
});

describe('createSubstrings and createAddressRanges', () => {
  it('find what a plain search finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 4, maxLength: 7 }), { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 30 }),
        (needles, text) => {
          const index = createSubstrings<string>();
          for (const needle of needles) index.add(needle, needle);
          expect(new Set(index.within(text))).toEqual(new Set(needles.filter((needle) => text.includes(needle))));
        },
      ),
    );
  });

  it('know an address in every network that it is in, the narrowest first', () => {
    const ranges = createAddressRanges<string>();
    const networks = ['2001:db8::/29', '2001:db8:1::/48', '::/0', '0.0.0.0/0', '192.0.2.128/25', '192.0.2.129'];
    for (const network of networks) expect(ranges.add(network, network)).toBe(true);
    for (const network of ['192.0.2.0/33', '1.2.3', '::1::/8', 'host.example', '1.2.3.4/x'])
      expect(ranges.add(network, network)).toBe(false);
    expect(ranges.around('2001:db8:1::5')).toEqual(['2001:db8:1::/48', '2001:db8::/29', '::/0']);
    expect(ranges.around('192.0.2.129')).toEqual(['192.0.2.129', '192.0.2.128/25', '0.0.0.0/0']);
    expect(ranges.around('::ffff:192.0.2.129')).toEqual(['::/0']);
  });
});

it('hosts that everybody meets need no list', () => {
  const labeller = createLabeller([]);
  const labelsOf = (type: EntityType, value: string) => labeller.label({ type, value }).map(({ label }) => label);
  expect(labelsOf('domain', 'google.com')).toEqual(['popular-domain']);
  expect(labelsOf('domain', 'login.microsoftonline.com')).toEqual(['popular-domain']);
  expect(labelsOf('url', 'https://raw.githubusercontent.com/a/b/c.ps1')).toEqual(['shared-host']);
  expect(labelsOf('domain', 'a-phish.duckdns.org')).toEqual(['dynamic-dns']);
  expect(labelsOf('domain', 'gmail.com')).toEqual(['free-mail']);
  expect(labelsOf('email', 'one.person@gmail.com')).toEqual([]);
  expect(labelsOf('email', 'press@kaspersky.com')).toEqual(['security-vendor']);
  expect(labelsOf('domain', 'notgoogle.com')).toEqual([]);
  expect(labelsOf('domain', 'google.com.evil.example')).toEqual([]);
});
