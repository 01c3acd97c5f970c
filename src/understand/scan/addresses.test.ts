import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatIpv6, ipv4Network, ipv6Network, parseIpv6 } from './addresses.ts';

const group = fc.integer({ min: 0, max: 0xffff }).map((each) => each.toString(16));
const address = fc
  .tuple(fc.array(group, { maxLength: 8 }), fc.array(group, { maxLength: 8 }), fc.constantFrom('::', ':', ''))
  .map(([head, tail, gap]) => head.join(':') + gap + tail.join(':'));
const damaged = fc.array(fc.constantFrom(...'0123456789abcdefF:::.'), { maxLength: 24 }).map((units) => units.join(''));

test('an IPv6 address is what the system takes for one, and is written as URLs write it', () => {
  fc.assert(
    fc.property(fc.oneof(address, damaged), (text) => {
      const groups = parseIpv6(text);
      expect(groups !== undefined).toBe(isIPv6(text));
      if (groups) expect(`[${formatIpv6(groups)}]`).toBe(new URL(`http://[${text}]/`).hostname);
    }),
    { numRuns: 2000 },
  );
  expect(parseIpv6('::ffff:10.0.0.1')).toEqual([0, 0, 0, 0, 0, 0xffff, 0x0a00, 1]);
});

test('networks are written by their first address', () => {
  expect(ipv4Network('10.0.0.5', 24)).toBe('10.0.0.0/24');
  expect(ipv4Network('203.0.113.255', 31)).toBe('203.0.113.254/31');
  expect(ipv4Network('192.0.2.1', 0)).toBe('0.0.0.0/0');
  expect(ipv4Network('192.0.2.1', 32)).toBe('192.0.2.1/32');
  expect(ipv4Network('192.0.2.1', 33)).toBeUndefined();
  expect(ipv6Network(parseIpv6('2001:db8:ffff::1') ?? [], 33)).toBe('2001:db8:8000::/33');
});
