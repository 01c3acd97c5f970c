/** Addresses of crypto-currencies; each with its checksum. */
import { base58Check, isBech32, isEthereumCase } from './checksums.ts';
import { before, type Found, type Recogniser } from './found.ts';

const LEGACY = /^[13T][1-9A-HJ-NP-Za-km-z]{24,33}$/;
const SEGWIT = /^(?:bc1[02-9ac-hj-np-z]{11,87}|BC1[02-9AC-HJ-NP-Z]{11,87})$/;
const ETHEREUM = /^0x[0-9a-fA-F]{40}$/;
const MONERO = /^[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?$/;
/** The longest address, a Monero one with a payment id. The shortest is a SegWit one of 14. */
const LONGEST = 106;
const FIRSTS = new Set([...'13TbB048'].map((first) => first.charCodeAt(0)));

/** An address is a whole run of letters and digits: its first character tells which kind it can be. */
export const coins: Recogniser = ({ text, marks: { runs }, take, isTaken, give }) => {
  for (let at = 0; at < runs.length; at += 3) {
    const start = runs.at(at);
    const end = runs.at(at + 1);
    if (end - start > LONGEST || !FIRSTS.has(text.charCodeAt(start))) continue;
    const coin = readCoin(text.slice(start, end), () => before(text, start, 60));
    if (!coin || (!/b/i.test(text[start] ?? '') && isTaken(start, end))) continue;
    take(start, end);
    give({ ...coin, start, end });
  }
};

function readCoin(raw: string, ahead: () => string): Pick<Found, 'type' | 'value' | 'confidence'> | undefined {
  if (LEGACY.test(raw)) {
    const payload = base58Check(raw);
    const version = payload?.length === 21 ? payload[0] : undefined;
    const type = version === 0x41 ? 'trx' : version === 0 || version === 5 ? 'btc' : undefined;
    return type && { type, value: raw, confidence: 0.99 };
  }
  if (SEGWIT.test(raw)) return isBech32(raw) ? { type: 'btc', value: raw.toLowerCase(), confidence: 0.99 } : undefined;
  if (ETHEREUM.test(raw))
    return isEthereumCase(raw) ? { type: 'eth', value: raw.toLowerCase(), confidence: 0.97 } : undefined;
  if (!MONERO.test(raw)) return undefined;
  const cued = /xmr|monero|门罗|монеро/i.test(ahead());
  return { type: 'xmr', value: raw, confidence: cued ? 0.95 : 0.85 };
}
