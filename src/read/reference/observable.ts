/** Turns what a feed calls an indicator into an entity of the model: type words of STIX, MISP and CSV feeds, defanged values. */
import { isIP, isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import type { EntityKey, NamedType, ObservableType } from '../../model/entity.ts';

/** Words that name a type in feeds, as the model's type; `ip`, `hash` and `host` are settled by the value's form. */
const TYPE_WORDS: ReadonlyMap<string, ObservableType | 'ip' | 'hash' | 'host'> = new Map(
  Object.entries({
    ip: 'ip',
    ipaddress: 'ip',
    ipaddr: 'ip',
    ipv4: 'ip',
    ipv4addr: 'ip',
    ipv6: 'ip',
    ipv6addr: 'ip',
    ipsrc: 'ip',
    ipdst: 'ip',
    dstip: 'ip',
    srcip: 'ip',
    address: 'ip',
    cidr: 'cidr',
    network: 'cidr',
    subnet: 'cidr',
    domain: 'host',
    domains: 'host',
    domainname: 'host',
    hostname: 'host',
    host: 'host',
    fqdn: 'host',
    ns: 'host',
    url: 'url',
    urls: 'url',
    uri: 'url',
    link: 'url',
    email: 'email',
    emailaddr: 'email',
    emailaddress: 'email',
    emailsrc: 'email',
    emaildst: 'email',
    emailsender: 'email',
    emailreplyto: 'email',
    whoisregistrantemail: 'email',
    dnssoaemail: 'email',
    md5: 'md5',
    md5hash: 'md5',
    sha1: 'sha1',
    sha1hash: 'sha1',
    sha256: 'sha256',
    sha256hash: 'sha256',
    sha512: 'sha512',
    hash: 'hash',
    hashes: 'hash',
    filehash: 'hash',
    file: 'hash',
    ssdeep: 'ssdeep',
    imphash: 'imphash',
    tlsh: 'tlsh',
    ja3: 'ja3',
    ja3fingerprintmd5: 'ja3',
    jarm: 'jarm',
    jarmfingerprint: 'jarm',
    cve: 'cve',
    cveid: 'cve',
    vulnerability: 'cve',
    asn: 'asn',
    as: 'asn',
    autonomoussystem: 'asn',
    macaddr: 'mac',
    macaddress: 'mac',
    btc: 'btc',
    bitcoin: 'btc',
    xmr: 'xmr',
    regkey: 'regkey',
    windowsregistrykey: 'regkey',
    mutex: 'mutex',
    filename: 'filename',
    filepath: 'filepath',
    useragent: 'useragent',
    pdb: 'pdb',
    ipport: 'ip-port',
    phonenumber: 'phone',
    whoisregistrantphone: 'phone',
    xmpp: 'xmpp',
    jabberid: 'xmpp',
    x509fingerprintsha1: 'cert-fingerprint',
    x509fingerprintmd5: 'cert-fingerprint',
    x509fingerprintsha256: 'cert-fingerprint',
    windowsservicename: 'service',
    namedpipe: 'pipe',
  } as const),
);

const HASH_TYPES: Readonly<Record<number, ObservableType>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/** Undoes defanging: `hxxp`, `[.]`, `(dot)`, `[:]//`, `[@]`. */
function refang(value: string): string {
  const trimmed = value.trim();
  // What defanging leaves behind: without any of it there is nothing to undo.
  if (!/[[({\\*]|^hxx/i.test(trimmed)) return trimmed;
  return trimmed
    .replace(/^h(?:xx|\*\*|XX)p/i, 'http')
    .replace(/\[:\]|\[:\/\/\]/g, (match) => (match === '[:]' ? ':' : '://'))
    .replace(/\s*(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\\\.)\s*/gi, '.')
    .replace(/\s*(?:\[@\]|\[at\]|\(at\)|\(@\))\s*/gi, '@');
}

/**
 * The entities that a feed's type word and value stand for: none when the type is not known or the value has not its
 * form, two for composites such as `filename|sha256` or `ip-dst|port`.
 */
export function observables(typeWord: string, value: string): readonly EntityKey[] {
  if (typeWord.includes('|')) return composite(typeWord, value);
  // Feeds mostly write the word as it is here.
  const word = TYPE_WORDS.get(typeWord) ?? TYPE_WORDS.get(plainWord(typeWord));
  if (word === undefined) return [];
  const entity = normalised(word, refang(value));
  return entity ? [entity] : [];
}

/** Whether feeds use this word for a type of observable. */
export function isTypeWord(word: string): boolean {
  return TYPE_WORDS.has(plainWord(word));
}

const plainWord = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

function composite(typeWord: string, value: string): readonly EntityKey[] {
  const types = typeWord.split('|');
  const values = value.split('|');
  const [first = '', second = ''] = values;
  if (types[1] === 'port' && /^\d{1,5}$/.test(second)) {
    const host = normalised(types[0]?.startsWith('ip') ? 'ip' : 'host', refang(first));
    if (!host) return [];
    const joined = host.type === 'ipv6' ? `[${host.value}]:${second}` : `${host.value}:${second}`;
    return host.type === 'domain' ? [host] : [{ type: 'ip-port', value: joined }, host];
  }
  return types.flatMap((type, index) => observables(type, values[index] ?? ''));
}

/** Words that name a type of thing with a name. */
const NAMED_WORDS: ReadonlyMap<string, NamedType> = new Map([
  ['threatactor', 'intrusion-set'],
  ['campaignname', 'campaign'],
]);

/** The named thing that a feed's type word and value stand for. */
export function namedByWord(typeWord: string, value: string): EntityKey | undefined {
  const type = NAMED_WORDS.get(plainWord(typeWord));
  const name = value.trim();
  return type && name !== '' ? { type, value: name } : undefined;
}

/** Several values in one cell: the digests of one file, addresses of one host. */
const BETWEEN_VALUES = /\s*[,;|]\s*|\s+/;
const MOST_VALUES = 100;

/**
 * The values of a cell that holds nothing but values, each with how it is written; a type word that fits a value says what
 * it is, else its form does. None where some part is no value: that is text.
 */
export function observablesOfList(
  typeWord: string | undefined,
  cell: string,
): readonly { readonly entity: EntityKey; readonly raw: string }[] {
  const parts = cell.split(BETWEEN_VALUES).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > MOST_VALUES) return [];
  const found = parts.map((raw) => {
    const entity = (typeWord ? observables(typeWord, raw)[0] : undefined) ?? observableByForm(raw);
    return entity && { entity, raw };
  });
  // A digest that lost a digit takes the others not with it.
  const isList = found.every((one, at) => one !== undefined || /^[0-9a-f]{16,}$/i.test(parts[at] ?? ''));
  return isList ? found.filter((one) => one !== undefined) : [];
}

/** A link that is written without its scheme: `example.org/a`. In running text `and/or` looks alike, so only a list is asked. */
export function linkWithoutScheme(value: string): EntityKey | undefined {
  const refanged = refang(value);
  return /^[^\s/?#@:]+\.[a-z][a-z0-9-]+(?::\d{1,5})?[/?#]/i.test(refanged) ||
    /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\/[^\d\s]/.test(refanged)
    ? normalised('url', refanged)
    : undefined;
}

/** What a value is by its form alone: an address, a domain, a URL, a mail address, a hash, a CVE. */
export function observableByForm(value: string): EntityKey | undefined {
  const refanged = refang(value);
  if (/^https?:\/\//i.test(refanged)) return normalised('url', refanged);
  if (refanged.includes('@')) return normalised('email', refanged);
  if (/^cve-/i.test(refanged)) return normalised('cve', refanged);
  if (/^[0-9a-f]{32,128}$/i.test(refanged)) return normalised('hash', refanged);
  if (refanged.includes('/')) return normalised('cidr', refanged) ?? undefined;
  return normalised('ip', refanged) ?? normalised('ip-port', refanged) ?? normalised('host', refanged);
}

function normalised(word: ObservableType | 'ip' | 'hash' | 'host', value: string): EntityKey | undefined {
  const lower = value.toLowerCase();
  switch (word) {
    case 'ip':
    case 'ipv4':
    case 'ipv6':
      return address(lower);
    case 'cidr':
      return /^[0-9a-f.:]+\/\d{1,3}$/.test(lower) && isIP(lower.split('/')[0] ?? '')
        ? { type: 'cidr', value: lower }
        : address(lower);
    case 'host':
    case 'domain':
    case 'onion':
      return host(lower);
    case 'url':
      return url(value);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(lower) ? { type: 'email', value: lower } : undefined;
    case 'hash':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512': {
      const type = /^[0-9a-f]+$/.test(lower) ? HASH_TYPES[lower.length] : undefined;
      return type && (word === 'hash' || word === type) ? { type, value: lower } : undefined;
    }
    case 'cve':
      return /^cve-\d{4}-\d{4,}$/.test(lower) ? { type: 'cve', value: value.toUpperCase() } : undefined;
    case 'asn': {
      const digits = /^(?:as)?\s*(\d{1,10})$/.exec(lower)?.[1];
      return digits ? { type: 'asn', value: `AS${digits}` } : undefined;
    }
    case 'ip-port':
      return /^\d{1,3}(\.\d{1,3}){3}:\d{1,5}$/.test(lower) && isIPv4(lower.split(':')[0] ?? '')
        ? { type: 'ip-port', value: lower }
        : undefined;
    case 'imphash':
    case 'ja3':
    case 'jarm':
    case 'tlsh':
    case 'mac':
    case 'cert-fingerprint':
      return /^[0-9a-zt:-]{12,128}$/.test(lower) ? { type: word, value: lower } : undefined;
    default:
      return value === '' ? undefined : { type: word, value };
  }
}

function address(value: string): EntityKey | undefined {
  const bare = value.replace(/\/(?:32|128)$/, '');
  if (isIPv4(bare)) return { type: 'ipv4', value: bare };
  if (isIP(bare) !== 6) return undefined;
  // The URL parser writes IPv6 as RFC 5952 asks for.
  return { type: 'ipv6', value: new URL(`http://[${bare.split('%')[0] ?? ''}]/`).hostname.slice(1, -1) };
}

/** Asked of every line of every text: names of hosts have a dot, in any of its forms, and no blank. */
function mayBeHost(value: string): boolean {
  return !/\s/.test(value) && (value.includes('.') || /[.\u3002]/.test(value.normalize('NFKC')));
}

function host(value: string): EntityKey | undefined {
  const ip = address(value);
  if (ip) return ip;
  const bare = value
    .replace(/^\*\./, '')
    .replace(/\.$/, '')
    .replace(/[/?#].*$/, '');
  // A plain name is its own ASCII form, and most are plain.
  if (DOMAIN.test(bare) && !bare.includes('xn--')) {
    return { type: bare.endsWith('.onion') ? 'onion' : 'domain', value: bare };
  }
  if (!mayBeHost(bare)) return undefined;
  const ascii = domainToASCII(bare);
  if (!DOMAIN.test(ascii)) return undefined;
  return { type: ascii.endsWith('.onion') ? 'onion' : 'domain', value: ascii };
}

/** Scheme and host in lower case, default port and an empty path left out; the rest as written. */
function url(value: string): EntityKey | undefined {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const parts = /^([a-z][a-z0-9+.-]*):\/\/((?:[^/?#\s]*@)?)([^/?#\s]+)([^\s]*)$/i.exec(withScheme);
  if (!parts) return undefined;
  const [, scheme = '', user = '', authority = '', rest = ''] = parts;
  const [, name = '', port = ''] = /^(.*?)(:\d+)?$/.exec(authority) ?? [];
  const named = name.startsWith('[') ? { value: name.toLowerCase() } : host(name.toLowerCase());
  if (!named) return undefined;
  return { type: 'url', value: `${scheme.toLowerCase()}://${user}${named.value}${port}${rest}` };
}
