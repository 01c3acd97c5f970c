/** Networks of either IP version with what they carry, looked up by address: as many questions as there are prefix lengths. */

export interface AddressRanges<T> {
  /** Takes `address/bits`, or one address; false when it is neither. */
  add(network: string, value: T): boolean;
  /** What all networks around an address carry, the narrowest first. Empty for what is no address. */
  around(address: string): readonly T[];
}

/** Bits of the address space behind an entry: `width` of 10.0.0.0/8 is 2^24. */
export function networkWidth(network: string): number {
  const [address = '', bits] = network.split('/');
  const all = address.includes(':') ? 128 : 32;
  return bits === undefined ? 1 : 2 ** (all - Number(bits));
}

export function createAddressRanges<T>(): AddressRanges<T> {
  const versions = { 8: new Map<number, Map<string, T[]>>(), 32: new Map<number, Map<string, T[]>>() };
  return {
    add(network, value) {
      const [address = '', bits] = network.split('/');
      const digits = hexOf(address);
      const all = digits === undefined ? 0 : digits.length * 4;
      const length = bits === undefined ? all : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
      if (digits === undefined || length < 0 || length > all) return false;
      const lengths = versions[digits.length as 8 | 32];
      const prefixes = lengths.get(length) ?? new Map<string, T[]>();
      lengths.set(length, prefixes);
      const prefix = prefixOf(digits, length);
      const values = prefixes.get(prefix);
      if (values) values.push(value);
      else prefixes.set(prefix, [value]);
      return true;
    },
    around(address) {
      const digits = hexOf(address);
      if (digits === undefined) return [];
      const found: { length: number; values: readonly T[] }[] = [];
      for (const [length, prefixes] of versions[digits.length as 8 | 32]) {
        const values = prefixes.get(prefixOf(digits, length));
        if (values) found.push({ length, values });
      }
      return found.sort((a, b) => b.length - a.length).flatMap(({ values }) => values);
    },
  };
}

/** The first bits of an address as hex digits, the last of them masked. */
function prefixOf(digits: string, length: number): string {
  const whole = length >> 2;
  const rest = length & 3;
  if (rest === 0) return digits.slice(0, whole);
  const masked = Number.parseInt(digits[whole] ?? '0', 16) & (0xf0 >> rest);
  return digits.slice(0, whole) + masked.toString(16);
}

/** 8 or 32 hex digits of an address; undefined for anything else. */
function hexOf(address: string): string | undefined {
  return address.includes(':') ? hexOfV6(address) : hexOfV4(address);
}

function hexOfV4(address: string): string | undefined {
  const parts = address.split('.');
  if (parts.length !== 4) return undefined;
  let digits = '';
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    digits += Number(part).toString(16).padStart(2, '0');
  }
  return digits;
}

function hexOfV6(address: string): string | undefined {
  const [head = '', tail, ...more] = address.split('::');
  const left = groupsOf(head);
  const right = tail === undefined ? '' : groupsOf(tail);
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const missing = 32 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 4) return undefined;
  return left + '0'.repeat(missing) + right;
}

function groupsOf(text: string): string | undefined {
  if (text === '') return '';
  let digits = '';
  for (const [at, group, groups] of text.split(':').map((group, at, all) => [at, group, all.length] as const)) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) digits += group.toLowerCase().padStart(4, '0');
    else {
      // An IPv4 address may stand for the last two groups.
      const embedded = at === groups - 1 ? hexOfV4(group) : undefined;
      if (embedded === undefined) return undefined;
      digits += embedded;
    }
  }
  return digits.length <= 32 ? digits : undefined;
}
