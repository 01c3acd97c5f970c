/** Finds the IPv4 networks that contain an address. */

/** Networks by prefix length, then by their number. */
export class Networks<T> {
  private readonly byLength = new Map<number, Map<number, T>>();

  /** Adds `198.51.100.0/24`; anything else is left out. */
  add(cidr: string, of: T): void {
    const match = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(cidr);
    const number = match?.[1] === undefined ? undefined : addressNumber(match[1]);
    const length = Number(match?.[2]);
    if (number === undefined || length < 8 || length > 32) return;
    const networks = this.byLength.get(length) ?? new Map<number, T>();
    this.byLength.set(length, networks.set(prefix(number, length), of));
  }

  /** Narrowest first. */
  containing(address: string): readonly T[] {
    const number = addressNumber(address);
    if (number === undefined) return [];
    const lengths = [...this.byLength.keys()].sort((a, b) => b - a);
    return lengths.flatMap((length) => {
      const found = this.byLength.get(length)?.get(prefix(number, length));
      return found === undefined ? [] : [found];
    });
  }
}

function prefix(number: number, length: number): number {
  return length === 32 ? number : Math.floor(number / 2 ** (32 - length));
}

function addressNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((number, part) => number * 256 + part, 0);
}
