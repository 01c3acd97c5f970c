/** IP addresses and networks: parsing, validity, canonical forms. */

/** The canonical dotted form, or undefined when it is no address. Leading zeros are refused: they may mean octal. */
export function parseIpv4(text: string): string | undefined {
  const { length } = text;
  if (length < 7 || length > 15) return undefined;
  let dots = 0;
  let octet = -1;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (octet < 0) return undefined;
      dots += 1;
      octet = -1;
    } else {
      if (code < 0x30 || code > 0x39 || octet === 0) return undefined;
      octet = octet < 0 ? code - 0x30 : octet * 10 + code - 0x30;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet >= 0 ? text : undefined;
}

/** The network of an address with a prefix, `10.0.0.0/24` of `10.0.0.5/24`. */
export function ipv4Network(address: string, prefix: number): string | undefined {
  if (!parseIpv4(address) || prefix > 32) return undefined;
  let number = 0;
  let octet = 0;
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at);
    if (code === 0x2e) {
      number = (number << 8) | octet;
      octet = 0;
    } else octet = octet * 10 + code - 0x30;
  }
  number = (number << 8) | octet;
  const base = prefix === 0 ? 0 : number & (-1 << (32 - prefix));
  // Most networks are written by their first address.
  if (base === number) return `${address}/${prefix}`;
  return `${base >>> 24}.${(base >>> 16) & 255}.${(base >>> 8) & 255}.${base & 255}/${prefix}`;
}

const COLON = 0x3a;

/** Eight groups of an IPv6 address, or undefined. */
export function parseIpv6(text: string): number[] | undefined {
  const { length } = text;
  const groups: number[] = [];
  /** How many groups stand before the `::`; -1 when there is none. */
  let gap = -1;
  let at = 0;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return undefined;
    gap = 0;
    at = 2;
  }
  while (at < length) {
    const begin = at;
    let group = 0;
    for (; at < length; at += 1) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      group = group * 16 + digit;
    }
    if (at < length && text.charCodeAt(at) === 0x2e) {
      const rest = text.slice(begin);
      if (!parseIpv4(rest)) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = rest.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
      break;
    }
    if (at === begin || at - begin > 4 || groups.length === 8) return undefined;
    groups.push(group);
    if (at === length) break;
    if (text.charCodeAt(at) !== COLON || at + 1 === length) return undefined;
    at += 1;
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return undefined;
      gap = groups.length;
      at += 1;
    }
  }
  if (gap < 0) return groups.length === 8 ? groups : undefined;
  const missing = 8 - groups.length;
  if (missing < 1) return undefined;
  const whole = groups.slice(0, gap);
  for (let zero = 0; zero < missing; zero += 1) whole.push(0);
  for (let after = gap; after < groups.length; after += 1) whole.push(groups[after] ?? 0);
  return whole;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** RFC 5952: lower case, no leading zeros, the longest run of zeros as `::`. */
export function formatIpv6(groups: readonly number[]): string {
  let best = { from: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let end = at;
    while (end < 8 && groups[end] === 0) end += 1;
    if (end - at > best.length) best = { from: at, length: end - at };
    at = Math.max(at, end - 1);
  }
  let text = '';
  const { from, length } = best;
  for (let at = 0; at < 8; at += 1) {
    if (at === from) {
      text += '::';
      at += length - 1;
    } else text += at === 0 || at === from + length ? hexOf(groups[at]) : `:${hexOf(groups[at])}`;
  }
  return text;
}

const hexOf = (group = 0): string => group.toString(16);

export function ipv6Network(groups: readonly number[], prefix: number): string | undefined {
  if (prefix > 128) return undefined;
  const masked = groups.map((group, at) => {
    const bits = Math.min(16, Math.max(0, prefix - at * 16));
    return bits === 16 ? group : group & (0xffff << (16 - bits)) & 0xffff;
  });
  return `${formatIpv6(masked)}/${prefix}`;
}
