/** Addresses of crypto-currencies; each with its checksum. */
import { base58Check, isBech32, isEthereumCase } from './checksums.ts';
import { before, type Recogniser } from './found.ts';

const LEGACY = /(?<![A-Za-z0-9])[13T][1-9A-HJ-NP-Za-km-z]{24,33}(?![A-Za-z0-9])/g;
const SEGWIT = /(?<![A-Za-z0-9])(?:bc1[02-9ac-hj-np-z]{11,87}|BC1[02-9AC-HJ-NP-Z]{11,87})(?![A-Za-z0-9])/g;
const ETHEREUM = /(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])/g;
const MONERO = /(?<![A-Za-z0-9])[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?(?![A-Za-z0-9])/g;

export const coins: Recogniser = function* coins({ text, take, isTaken }) {
  for (const match of text.matchAll(LEGACY)) {
    const end = match.index + match[0].length;
    const payload = base58Check(match[0]);
    if (payload?.length !== 21 || isTaken(match.index, end)) continue;
    const version = payload[0];
    const type = version === 0x41 ? 'trx' : version === 0 || version === 5 ? 'btc' : undefined;
    if (!type) continue;
    take(match.index, end);
    yield { type, value: match[0], start: match.index, end, confidence: 0.99 };
  }
  for (const match of text.matchAll(SEGWIT)) {
    const end = match.index + match[0].length;
    if (!isBech32(match[0])) continue;
    take(match.index, end);
    yield { type: 'btc', value: match[0].toLowerCase(), start: match.index, end, confidence: 0.99 };
  }
  for (const match of text.matchAll(ETHEREUM)) {
    const end = match.index + match[0].length;
    if (!isEthereumCase(match[0]) || isTaken(match.index, end)) continue;
    take(match.index, end);
    yield { type: 'eth', value: match[0].toLowerCase(), start: match.index, end, confidence: 0.97 };
  }
  for (const match of text.matchAll(MONERO)) {
    const end = match.index + match[0].length;
    const cued = /xmr|monero|门罗|монеро/i.test(before(text, match.index, 60));
    if (isTaken(match.index, end)) continue;
    take(match.index, end);
    yield { type: 'xmr', value: match[0], start: match.index, end, confidence: cued ? 0.95 : 0.85 };
  }
};
