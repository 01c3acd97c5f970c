/**
 * Second readings of recognised text, where an engine takes one character for another (O and 0, l and 1, S and 5, rn and
 * m). They are candidates with little confidence and the label `ocr-confusable`, never facts: the text says otherwise.
 */
import type { Mention } from '../../model/mention.ts';

const TOKEN = /[A-Za-z0-9|][A-Za-z0-9|.-]{4,130}[A-Za-z0-9|]/g;
const CONFIDENCE = 0.3;
/** What has a form or a check strict enough for a guess to mean something. */
const TYPES: ReadonlySet<string> = new Set([
  'ipv4',
  'domain',
  'onion',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'btc',
  'trx',
]);
const DIGEST_LENGTHS = new Set([32, 40, 64, 128]);

const DIGITS: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  S: '5',
  s: '5',
  Z: '2',
  z: '2',
  B: '8',
};
const HEX: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  S: '5',
  s: '5',
  Z: '2',
  z: '2',
};
const replaced = (token: string, by: Readonly<Record<string, string>>): string =>
  token.replace(/[^0-9.]/g, (unit) => by[unit] ?? unit);

const ADDRESS_LIKE = /^[0-9OoQDlIi|SsZzB]{1,3}(?:\.[0-9OoQDlIi|SsZzB]{1,3}){3}$/;

/** What a host may have been: each confusion by itself, then all of them. */
const HOST_REPAIRS: readonly ((host: string) => string)[] = [
  (host) => host.replace(/\|/g, 'l'),
  (host) => host.replaceAll('rn', 'm'),
  (host) => host.replaceAll('vv', 'w'),
  (host) => host.replace(/(?<=[a-z]|[.-])0+(?=[a-z])/gi, (run) => 'o'.repeat(run.length)),
  (host) => host.replace(/(?<=[a-z])1(?=[a-z])/gi, 'l'),
  (host) => host.replace(/(?<=\.)c[o0](?:rn|m|nn)$/i, 'com'),
];

/** The other readings of a token; none when nothing in it is easily confused. */
function readingsOf(token: string): readonly string[] {
  if (ADDRESS_LIKE.test(token)) return [replaced(token, DIGITS)];
  if (DIGEST_LENGTHS.has(token.length) && /^[0-9A-Za-z|]+$/.test(token)) {
    const strange = token.replace(/[0-9a-f]/gi, '').length;
    return strange > 0 && strange * 5 <= token.length ? [replaced(token, HEX)] : [];
  }
  if (!/[A-Za-z]/.test(token) || !token.includes('.')) return [];
  const all = HOST_REPAIRS.reduce((host, repair) => repair(host), token);
  return [...new Set([...HOST_REPAIRS.map((repair) => repair(token)), all])].filter((reading) => reading !== token);
}

/** Readings of the tokens of a text that `scan` finds to be an indicator as a whole, and that it did not find there already. */
export function ocrCandidates(
  text: string,
  found: readonly Mention[],
  scan: (reading: string) => readonly Mention[],
): readonly Mention[] {
  const known = new Set(found.map(({ start, end, value }) => `${start} ${end} ${value}`));
  const candidates: Mention[] = [];
  for (const { 0: raw, index } of text.matchAll(TOKEN)) {
    for (const reading of readingsOf(raw)) {
      const whole = scan(reading).find(
        ({ type, start, end, confidence }) =>
          TYPES.has(type) && start === 0 && end === reading.length && confidence >= 0.5,
      );
      const end = index + raw.length;
      if (!whole || known.has(`${index} ${end} ${whole.value}`)) continue;
      known.add(`${index} ${end} ${whole.value}`);
      candidates.push({ ...whole, raw, start: index, end, confidence: CONFIDENCE, labels: ['ocr-confusable'] });
    }
  }
  return candidates;
}
