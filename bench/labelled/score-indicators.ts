/** Scores indicators against labelled ones as sets of (type, value) per text: the rules of the labelled snippets' own scorer. */
import { domainToASCII } from 'node:url';
import { formatIpv6, ipv4Network, ipv6Network, parseIpv6 } from '../../src/understand/scan/addresses.ts';

export interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly expected: readonly { type: string; value: string; start: number; end: number }[];
  /** May be found or not. */
  readonly optional: readonly { type: string; value: string; start?: number; end?: number }[];
}

export type Indicator = readonly [type: string, value: string];

export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

export interface Miss {
  readonly id: string;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

export const TYPES =
  'ipv4 ipv6 cidr domain onion url email asn mac md5 sha1 sha256 sha512 ssdeep cve attack yara btc eth xmr trx regkey filepath filename useragent mutex phone telegram wechat qq imei imsi'.split(
    ' ',
  );
export const CORE = 'ipv4 ipv6 domain url email md5 sha1 sha256'.split(' ');

function host(name: string): string {
  const lower = name
    .trim()
    .replace(/^\.+|\.+$/g, '')
    .toLowerCase();
  return /[^\0-\x7f]/.test(lower) ? domainToASCII(lower) || lower : lower;
}

function refang(value: string): string {
  return value
    .replace(/\s*[[({]\s*(?:\.|dot)\s*[\])}]\s*/gi, '.')
    .replace(/[[({]:[\])}]/g, ':')
    .replaceAll('[://]', '://')
    .replaceAll('[/]', '/')
    .replaceAll('\\.', '.');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };
const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|#34);/g, (_, name) => ENTITIES[name] ?? '');

function normaliseUrl(value: string): string {
  const url = unescapeHtml(refang(value)).replace(/^h(?:xx|\*\*)p/i, 'http');
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url);
  if (!parts) return url.replace(/\/+$/, '');
  const [, scheme = '', authority = '', rest = ''] = parts;
  const at = authority.lastIndexOf('@');
  const whole = `${scheme.toLowerCase()}://${authority.slice(0, at + 1)}${host(authority.slice(at + 1))}${rest}`;
  return whole.replace(/\/+$/, '');
}

function network(value: string): string {
  const [address = '', prefix = ''] = refang(value).split('/');
  const groups = parseIpv6(address);
  return (groups ? ipv6Network(groups, Number(prefix)) : ipv4Network(address, Number(prefix))) ?? value.toLowerCase();
}

const HIVES = [
  ['hkey_local_machine', 'hklm'],
  ['hkey_current_user', 'hkcu'],
  ['hkey_users', 'hku'],
  ['hkey_classes_root', 'hkcr'],
] as const;

function registryKey(value: string): string {
  const key = value
    .replace(/^[<>"]+|[<>"]+$/g, '')
    .replace(/[\\ .]+$/, '')
    .toLowerCase();
  return HIVES.reduce((all, [long, short]) => (all.startsWith(long) ? short + all.slice(long.length) : all), key);
}

const NORMALISERS: Readonly<Record<string, (value: string) => string>> = {
  ipv4: refang,
  ipv6: (value) => {
    const groups = parseIpv6(value.replace(/^\[|\]$/g, '').split('%')[0] ?? '');
    return groups ? formatIpv6(groups) : value.toLowerCase();
  },
  cidr: network,
  url: normaliseUrl,
  email: (value) =>
    refang(value)
      .replace(/\s*[[(](?:at|@)[\])]\s*/gi, '@')
      .replaceAll('＠', '@')
      .toLowerCase()
      .replace(/(?<=@).*[^\0-\x7f].*$/, host),
  cve: (value) => {
    const parts = /(\d{4})\D+(\d{4,7})$/.exec(value);
    return parts ? `CVE-${parts[1]}-${parts[2]}` : value.toUpperCase();
  },
  asn: (value) => `AS${value.replace(/\D/g, '')}`,
  mac: (value) =>
    value
      .replace(/[^0-9a-f]/gi, '')
      .toLowerCase()
      .replace(/..(?=.)/g, '$&:'),
  phone: (value) => value.replace(/[^\d+]/g, ''),
  telegram: (value) => value.replace(/^.*?(?:t\.me\/)?@?(\w+)$/, '$1').toLowerCase(),
  regkey: registryKey,
  attack: (value) => value.toUpperCase(),
};
for (const type of ['md5', 'sha1', 'sha256', 'sha512', 'eth', 'filepath', 'filename'])
  Object.assign(NORMALISERS, { [type]: (value: string) => value.toLowerCase() });

function normalise([type, given]: Indicator): string {
  const value = given.trim();
  if (type === 'domain' || type === 'onion') {
    const name = host(refang(value)).replace(/^\*\./, '');
    return `${name.endsWith('.onion') ? 'onion' : type} ${name}`;
  }
  return `${type} ${NORMALISERS[type]?.(value) ?? value}`;
}

const typeIn = (key: string): string => key.slice(0, key.indexOf(' '));
const valueIn = (key: string): string => key.slice(key.indexOf(' ') + 1);

/** Wrong, unless it only says a part or another form of what is expected: a host as a URL, a file's name inside a path. */
function isError(key: string, expected: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  const value = valueIn(key);
  const has = (types: readonly string[], test: (other: string) => boolean): boolean =>
    [...all].some((other) => types.includes(typeIn(other)) && test(valueIn(other)));
  if (typeIn(key) === 'url') {
    const [, name = '', rest = ''] = /^(?:[a-z0-9+.-]+:\/\/)?(?:[^/@]*@)?(\[[^\]]+\]|[^/:?#]+)(.*)$/s.exec(value) ?? [];
    const bare = host(name).replace(/^\[|\]$/g, '');
    if (has(['ipv4', 'domain', 'onion', 'ipv6'], (other) => other === bare)) {
      if (!value.includes('://') || /^(?:\/|:\d+\/?)?$/.test(rest)) return false;
      const withoutScheme = value.replace(/^[a-z]+:\/\//, '');
      if (
        [...expected].some(
          (other) => typeIn(other) === 'url' && valueIn(other).replace(/^[a-z]+:\/\//, '') === withoutScheme,
        )
      )
        return false;
    }
  }
  if (['filename', 'filepath'].includes(typeIn(key)))
    if (has(['url', 'filepath', 'useragent', 'regkey'], (other) => other.toLowerCase().includes(value))) return false;
  if (typeIn(key) === 'filename')
    if (
      [...expected].some((other) => ['md5', 'sha1', 'sha256'].includes(typeIn(other)) && value.includes(valueIn(other)))
    )
      return false;
  return true;
}

/** Telephone numbers count without their country code too. */
function national(key: string, expected: ReadonlySet<string>): string {
  if (typeIn(key) !== 'phone') return key;
  const digits = valueIn(key).replace(/^\+/, '');
  for (const other of expected) {
    if (typeIn(other) !== 'phone') continue;
    const value = valueIn(other);
    const short = value.startsWith('+86') ? value.slice(3) : value.slice(1);
    if (digits === short || digits === `0${short}`) return other;
  }
  return key;
}

/** Those that may be found count in any form, with a country code, without the zero dialled at home. */
function isAllowedPhone(key: string, allowed: ReadonlySet<string>): boolean {
  const digits = (other: string): string => other.replace(/\D/g, '').replace(/^(?:00|0|8)/, '');
  return (
    typeIn(key) === 'phone' &&
    [...allowed].some((other) => typeIn(other) === 'phone' && digits(key).endsWith(digits(valueIn(other)).slice(-9)))
  );
}

export function scoreIndicators(
  texts: readonly Labelled[],
  find: (text: string) => readonly Indicator[],
  types: readonly string[] = TYPES,
): { readonly tallies: ReadonlyMap<string, Tally>; readonly misses: readonly Miss[] } {
  const tallies = new Map<string, Tally>(types.map((type) => [type, { right: 0, wrong: 0, missed: 0 }]));
  const misses: Miss[] = [];
  for (const { id, text, expected, optional } of texts) {
    const wanted = new Set(expected.map(({ type, value }) => normalise([type, value])));
    const allowed = new Set(optional.map(({ type, value }) => normalise([type, value])));
    const found = new Set(find(text).map((each) => national(normalise(each), wanted)));
    const all = new Set([...wanted, ...allowed]);
    const wrong = [...found].filter(
      (key) => !all.has(key) && !isAllowedPhone(key, allowed) && isError(key, wanted, all),
    );
    const missed = [...wanted].filter((key) => !found.has(key));
    const count = (keys: Iterable<string>, kind: keyof Tally): void => {
      for (const key of keys) {
        const tally = tallies.get(typeIn(key));
        if (tally) tally[kind] += 1;
      }
    };
    count(
      [...wanted].filter((key) => found.has(key)),
      'right',
    );
    count(wrong, 'wrong');
    count(missed, 'missed');
    if (wrong.length + missed.length > 0) misses.push({ id, wrong, missed });
  }
  return { tallies, misses };
}

export interface Score {
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly f1: number;
  readonly tally: Tally;
}

export function sumScore(tallies: ReadonlyMap<string, Tally>, types: readonly string[]): Score {
  const tally: Tally = { right: 0, wrong: 0, missed: 0 };
  for (const type of types) {
    const each = tallies.get(type);
    if (!each) continue;
    tally.right += each.right;
    tally.wrong += each.wrong;
    tally.missed += each.missed;
  }
  const { right, wrong, missed } = tally;
  return {
    precision: right + wrong > 0 ? right / (right + wrong) : undefined,
    recall: right + missed > 0 ? right / (right + missed) : undefined,
    f1: right > 0 ? (2 * right) / (2 * right + wrong + missed) : 0,
    tally,
  };
}
