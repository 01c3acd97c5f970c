/** Indicators as text that no one clicks by mistake. */

const DOTTED = new Set(['ipv4', 'ip-port', 'cidr', 'domain', 'onion', 'email', 'url']);

/** `74.120.172[.]10`, `hxxps://evil[.]example/a`; other types as they are. */
export function defang(type: string, value: string): string {
  if (!DOTTED.has(type)) return value;
  if (type === 'url') {
    const parts = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([\s\S]*)$/i.exec(value);
    if (parts) {
      const [, scheme = '', host = '', rest = ''] = parts;
      return `${scheme.replace(/^http/i, 'hxxp')}${lastDot(host)}${rest}`;
    }
  }
  return lastDot(value);
}

/** Defangs the given things wherever they stand in a sentence. */
export function defangWithin(
  sentence: string,
  things: readonly { readonly type: string; readonly value: string }[],
): string {
  const values = [...new Map(things.map(({ type, value }) => [value, defang(type, value)]))]
    .filter(([value, shown]) => value !== shown)
    .sort((a, b) => b[0].length - a[0].length);
  return values.reduce((text, [value, shown]) => text.replaceAll(value, shown), sentence);
}

function lastDot(host: string): string {
  const at = host.lastIndexOf('.');
  return at < 0 ? host : `${host.slice(0, at)}[.]${host.slice(at + 1)}`;
}
