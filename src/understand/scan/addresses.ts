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
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - prefix);
  const base = Math.floor(number / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** Eight groups of an IPv6 address, or undefined. */
export function parseIpv6(text: string): number[] | undefined {
  const [head, tail, ...more] = text.split('::');
  if (head === undefined || more.length > 0) return undefined;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (!left || !right) return undefined;
  if (tail === undefined) return left.length === 8 ? left : undefined;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? undefined : [...left, ...Array<number>(missing).fill(0), ...right];
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    if (part.includes('.') && at === parts.length - 1) {
      if (!parseIpv4(part)) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
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
  const hex = groups.map((group) => group.toString(16));
  if (best.from < 0) return hex.join(':');
  return `${hex.slice(0, best.from).join(':')}::${hex.slice(best.from + best.length).join(':')}`;
}

export function ipv6Network(groups: readonly number[], prefix: number): string | undefined {
  if (prefix > 128) return undefined;
  const masked = groups.map((group, at) => {
    const bits = Math.min(16, Math.max(0, prefix - at * 16));
    return bits === 16 ? group : group & (0xffff << (16 - bits)) & 0xffff;
  });
  return `${formatIpv6(masked)}/${prefix}`;
}
