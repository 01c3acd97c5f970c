/** The search part of addresses: plain `name=value` pairs, a name repeated for a list, so that links read well. */

export type AddressValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export function parseAddress(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values[name];
    values[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return values;
}

export function writeAddress(values: Readonly<Record<string, unknown>>): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (entry !== undefined && entry !== null && entry !== '') pairs.append(name, String(entry));
    }
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

/** Keeps the named values as lists. */
export function lists<Name extends string>(
  search: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Partial<Record<Name, readonly string[]>> {
  const kept: Partial<Record<Name, readonly string[]>> = {};
  for (const name of names) {
    const value = search[name];
    const values = (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
    if (values.length > 0) kept[name] = values;
  }
  return kept;
}

/** Keeps the named values as one string each: the first of a list. */
export function texts<Name extends string>(
  search: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): { [K in Name]?: string | undefined } {
  const kept: { [K in Name]?: string | undefined } = {};
  for (const name of names) {
    const value = search[name];
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (one !== undefined && one !== '') kept[name] = String(one);
  }
  return kept;
}
