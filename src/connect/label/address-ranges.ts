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

/** Networks of one length by their prefix: a number for IPv4, hex digits for IPv6. */
interface Length<Prefix, T> {
  readonly bits: number;
  readonly networks: Map<Prefix, T[]>;
}

export function createAddressRanges<T>(): AddressRanges<T> {
  // Longest first.
  const v4: Length<number, T>[] = [];
  const v6: Length<string, T>[] = [];
  return {
    add(network, value) {
      const slash = network.indexOf('/');
      const address = slash < 0 ? network : network.slice(0, slash);
      const written = network.slice(slash + 1);
      const bits = (all: number): number | undefined => {
        const length = slash < 0 ? all : /^\d{1,3}$/.test(written) ? Number(written) : -1;
        return length < 0 || length > all ? undefined : length;
      };
      const number = numberOf(address);
      if (number !== undefined) return put(v4, bits(32), (length) => prefixOfNumber(number, length), value);
      const digits = address.includes(':') ? digitsOf(address) : undefined;
      if (digits === undefined) return false;
      return put(v6, bits(128), (length) => prefixOfDigits(digits, length), value);
    },
    around(address) {
      if (!address.includes(':')) {
        const number = numberOf(address);
        return number === undefined ? [] : found(v4, (length) => prefixOfNumber(number, length));
      }
      const digits = digitsOf(address);
      return digits === undefined ? [] : found(v6, (length) => prefixOfDigits(digits, length));
    },
  };
}

function put<Prefix, T>(
  lengths: Length<Prefix, T>[],
  bits: number | undefined,
  prefixOf: (bits: number) => Prefix,
  value: T,
): boolean {
  if (bits === undefined) return false;
  let length = lengths.find((one) => one.bits === bits);
  if (!length) {
    length = { bits, networks: new Map() };
    lengths.push(length);
    lengths.sort((a, b) => b.bits - a.bits);
  }
  const prefix = prefixOf(bits);
  const values = length.networks.get(prefix);
  if (values) values.push(value);
  else length.networks.set(prefix, [value]);
  return true;
}

function found<Prefix, T>(lengths: readonly Length<Prefix, T>[], prefixOf: (bits: number) => Prefix): readonly T[] {
  let all: readonly T[] = [];
  for (const { bits, networks } of lengths) {
    const values = networks.get(prefixOf(bits));
    // Most addresses lie in no network, or in one.
    if (values) all = all.length === 0 ? values : [...all, ...values];
  }
  return all;
}

/** The first bits as a number; shifts are modulo 32. */
function prefixOfNumber(number: number, bits: number): number {
  return bits === 0 ? 0 : number >>> (32 - bits);
}

/** The first bits of an address as hex digits, the last of them masked. */
function prefixOfDigits(digits: string, bits: number): string {
  const whole = bits >> 2;
  const rest = bits & 3;
  if (rest === 0) return digits.slice(0, whole);
  const masked = Number.parseInt(digits[whole] ?? '0', 16) & (0xf0 >> rest);
  return digits.slice(0, whole) + masked.toString(16);
}

const [ZERO, NINE, DOT] = [48, 57, 46];

/** An IPv4 address as a number; undefined for anything else. */
function numberOf(address: string): number | undefined {
  let number = 0;
  let [octet, digits, dots] = [0, 0, 0];
  for (let at = 0; at < address.length; at += 1) {
    const unit = address.charCodeAt(at);
    if (unit >= ZERO && unit <= NINE) {
      octet = octet * 10 + unit - ZERO;
      digits += 1;
      if (digits > 3 || octet > 255) return undefined;
    } else if (unit === DOT && digits > 0 && dots < 3) {
      number = number * 256 + octet;
      [octet, digits] = [0, 0];
      dots += 1;
    } else return undefined;
  }
  return dots === 3 && digits > 0 ? number * 256 + octet : undefined;
}

/** The 32 hex digits of an IPv6 address; undefined for anything else. */
function digitsOf(address: string): string | undefined {
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
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) digits += group.toLowerCase().padStart(4, '0');
    else {
      // An IPv4 address may stand for the last two groups.
      const embedded = at === groups.length - 1 ? numberOf(group) : undefined;
      if (embedded === undefined) return undefined;
      digits += embedded.toString(16).padStart(8, '0');
    }
  }
  return digits.length <= 32 ? digits : undefined;
}
