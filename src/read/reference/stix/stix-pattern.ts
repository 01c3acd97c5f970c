/** Observable values that a STIX pattern names, with where they stand in the pattern. */
import type { EntityKey } from '../../../model/entity.ts';
import { observables } from '../observable.ts';

export interface PatternValue {
  readonly entity: EntityKey;
  /** UTF-16 offsets of the value as written in the pattern. */
  readonly start: number;
  readonly end: number;
}

/** Object path of a comparison, as the type word of the value that it compares. */
const PATHS: readonly (readonly [RegExp, string | null])[] = [
  [/^(?:ipv4-addr|ipv6-addr|domain-name|url|email-addr|mac-addr):value$/, null],
  [/^email-message:(?:from|sender|to|cc|bcc)_refs?(?:\[[^\]]*\])?\.value$/, 'email'],
  [/^network-traffic:(?:src|dst)_ref\.value$/, 'host'],
  [/^domain-name:resolves_to_refs\[[^\]]*\]\.value$/, 'host'],
  [/^[a-z0-9-]+:(?:[a-z_]+\.)*hashes\.'?ssdeep'?$/i, 'ssdeep'],
  [/^[a-z0-9-]+:(?:[a-z_]+\.)*hashes\.'?tlsh'?$/i, 'tlsh'],
  [/^x509-certificate:hashes\..*$/, 'x509-fingerprint-sha1'],
  [/^[a-z0-9-]+:(?:[a-z_]+\.)*hashes\..*$/i, 'hash'],
  [/^file:name$/, 'filename'],
  [/^directory:path$/, 'filepath'],
  [/^windows-registry-key:key$/, 'regkey'],
  [/^mutex:name$/, 'mutex'],
  [/^autonomous-system:number$/, 'asn'],
  [/^network-traffic:.*'?User-Agent'?$/i, 'useragent'],
];

const OBJECT_WORDS: Readonly<Record<string, string>> = {
  'ipv4-addr': 'ip',
  'ipv6-addr': 'ip',
  'domain-name': 'host',
  url: 'url',
  'email-addr': 'email',
  'mac-addr': 'mac-addr',
};

const COMPARISON = /([a-z0-9-]+:[A-Za-z0-9_.[\]*'\- ]*?[A-Za-z0-9_'\]])\s*(NOT\s+)?(=|!=|IN|LIKE|MATCHES|ISSUBSET)\s*/g;
const STRING = /'((?:[^'\\]|\\.)*)'|(\d+)/y;

/** The pattern of most feeds: one comparison with a value that holds no other. */
const ONE = /^\[([a-z0-9-]+:[A-Za-z0-9_.'-]*[A-Za-z0-9_']) *= *'((?:[a-z]+:\/\/)?[^'\\:]*)'\]$/;

/** Values that the pattern compares for equality (`=`, `IN`, `ISSUBSET`), in the order of the pattern. Negated and fuzzy comparisons name no value. */
export function patternValues(pattern: string): readonly PatternValue[] {
  const one = ONE.exec(pattern);
  if (one) {
    const [, path = '', value = ''] = one;
    const word = wordOf(path);
    const end = pattern.length - 2;
    return word === undefined
      ? []
      : observables(word, value).map((entity) => ({ entity, start: end - value.length, end }));
  }
  const found: PatternValue[] = [];
  for (const match of pattern.matchAll(COMPARISON)) {
    const [whole, path = '', negated, operator] = match;
    if (negated || operator === '!=' || operator === 'LIKE' || operator === 'MATCHES') continue;
    const word = wordOf(path);
    if (word === undefined) continue;
    let at = (match.index ?? 0) + whole.length;
    if (operator === 'IN' && pattern[at] === '(') at += 1;
    for (;;) {
      STRING.lastIndex = at;
      const literal = STRING.exec(pattern);
      if (!literal) break;
      const quoted = literal[1] !== undefined;
      const value = (literal[1] ?? literal[2] ?? '').replace(/\\(.)/g, '$1');
      const start = at + (quoted ? 1 : 0);
      const end = at + literal[0].length - (quoted ? 1 : 0);
      for (const entity of observables(operator === 'ISSUBSET' ? 'cidr' : word, value))
        found.push({ entity, start, end });
      at += literal[0].length;
      const comma = operator === 'IN' ? /^\s*,\s*/.exec(pattern.slice(at, at + 20)) : null;
      if (!comma) break;
      at += comma[0].length;
    }
  }
  return found;
}

/** The words of the paths met last: a feed has a handful. */
const words = new Map<string, string | undefined>();
const MOST_WORDS = 1000;

function wordOf(path: string): string | undefined {
  if (words.has(path)) return words.get(path);
  const rule = PATHS.find(([form]) => form.test(path));
  const word = rule && (rule[1] ?? OBJECT_WORDS[path.split(':')[0] ?? '']);
  if (words.size >= MOST_WORDS) words.clear();
  words.set(path, word);
  return word;
}
