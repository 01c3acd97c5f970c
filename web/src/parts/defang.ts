/** Defanging: indicators are shown and copied so that no program makes a link of them. */

/** A change to make at an offset of the raw text: `length` units become `text`. */
export interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const HOSTS = new Set([
  'ipv4',
  'cidr',
  'domain',
  'onion',
  'email',
  'url',
  'ip-port',
  'xmpp',
  'matrix',
  'i2p',
  'service',
]);

/**
 * What to change in `raw`, a value or the span of a mention of this type, to show it defanged; empty where it already
 * is, or where the type cannot be followed. The last dot of the host becomes `[.]`, the last colon of an IPv6 address
 * `[:]`, `http` becomes `hxxp`.
 */
export function defangEdits(type: string, raw: string): readonly Edit[] {
  if (type === 'ipv6') {
    const colon = raw.lastIndexOf(':');
    return colon < 0 || raw.includes('[:]') ? [] : [{ at: colon, length: 1, text: '[:]' }];
  }
  if (!HOSTS.has(type)) return [];
  const edits: Edit[] = [];
  const scheme = /^h(tt)ps?(?=:)/i.exec(raw);
  if (scheme) edits.push({ at: 1, length: 2, text: raw[1] === 'T' ? 'XX' : 'xx' });
  const from = /^[a-z][a-z0-9+.*-]*(?:\[:\]|:)\/\//i.exec(raw)?.[0].length ?? 0;
  const rest = raw.slice(from);
  const stop = /[/?#]/.exec(rest)?.index ?? rest.length;
  const user = rest.slice(0, stop).lastIndexOf('@') + 1;
  const host = rest.slice(user, stop);
  if (/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\\\./i.test(host)) return edits;
  const dot = host.lastIndexOf('.');
  if (dot >= 0) edits.push({ at: from + user + dot, length: 1, text: '[.]' });
  return edits;
}

/** The part of `raw` from `start` to `end` with the edits that begin in it made. */
export function editedSlice(raw: string, start: number, end: number, edits: readonly Edit[]): string {
  let out = '';
  let at = start;
  for (const edit of edits) {
    if (edit.at < start || edit.at >= end) continue;
    out += raw.slice(at, edit.at) + edit.text;
    at = Math.min(end, edit.at + edit.length);
  }
  return out + raw.slice(at, end);
}

export function defang(type: string, value: string): string {
  return editedSlice(value, 0, value.length, defangEdits(type, value));
}
