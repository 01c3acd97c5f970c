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

function lastDot(host: string): string {
  const at = host.lastIndexOf('.');
  return at < 0 ? host : `${host.slice(0, at)}[.]${host.slice(at + 1)}`;
}
