/** Checks that tell a real address or number from a string of the same shape. */
import { hash } from 'node:crypto';
import { keccak_256 } from '@noble/hashes/sha3.js';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Payload with version byte of a base58check string, or undefined when its checksum is wrong. */
export function base58Check(text: string): Uint8Array | undefined {
  let value = 0n;
  for (const character of text) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const full = Buffer.concat([Buffer.alloc(zeros), value === 0n ? Buffer.alloc(0) : bytes]);
  if (full.length < 5) return undefined;
  const payload = full.subarray(0, -4);
  const checksum = hash('sha256', hash('sha256', payload, 'buffer'), 'buffer').subarray(0, 4);
  return checksum.equals(full.subarray(-4)) ? payload : undefined;
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Whether a `bc1…` address has a valid bech32 (version 0) or bech32m (later) checksum. */
export function isBech32(address: string): boolean {
  const text = address.toLowerCase();
  if (text !== address && address.toUpperCase() !== address) return false;
  const divider = text.lastIndexOf('1');
  const digits = [...text.slice(divider + 1)].map((character) => BECH32.indexOf(character));
  if (divider < 1 || digits.length < 7 || digits.includes(-1)) return false;
  const prefix = [...text.slice(0, divider)].map((character) => character.charCodeAt(0));
  let checksum = 1;
  for (const digit of [...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...digits]) {
    const top = checksum >>> 25;
    checksum = ((checksum & 0x1ffffff) << 5) ^ digit;
    for (const [bit, value] of GENERATOR.entries()) if ((top >> bit) & 1) checksum ^= value;
  }
  return checksum >>> 0 === (digits[0] === 0 ? 1 : 0x2bc830a3);
}

/** EIP-55: the case of the letters is a checksum, where it is mixed. */
export function isEthereumCase(address: string): boolean {
  const digits = address.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  const hash = Buffer.from(keccak_256(Buffer.from(digits.toLowerCase()))).toString('hex');
  return [...digits].every((character, at) => {
    if (/\d/.test(character)) return true;
    return Number.parseInt(hash[at] ?? '0', 16) >= 8 === (character === character.toUpperCase());
  });
}

/** Luhn's check over a string of digits. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    let digit = Number(digits[digits.length - 1 - at]);
    if (at % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the rearranged number is 1 modulo 97. */
export function isIban(text: string): boolean {
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643: the Chinese resident identity number of 18 places. */
export function isChineseId(text: string): boolean {
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}
