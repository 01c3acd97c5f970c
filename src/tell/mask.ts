/** Masks what exports must not carry: passwords, keys, and numbers that lead to a private person. Lengths stay, so offsets hold. */
import type { StoredMention } from '../model/mention.ts';

/** Types whose values are masked wherever they stand. Handles and mail addresses are the matter of a leak and stay. */
const PERSONAL = new Set(['phone', 'national-id', 'bank-card', 'iban', 'imei', 'imsi', 'secret']);

const PASSWORD = /(?:密码|口令|备用码|password|passwd|pwd|pass|пароль)(?:\s*(?:is|为|是|[:：=])\s*)(\S{3,})/giu;

/** The text with personal and secret spans covered, except for what stands inside `keep` (the quoted evidence itself). */
export function maskText(
  text: string,
  mentions: readonly StoredMention[],
  keep: { readonly start: number; readonly end: number } = { start: 0, end: 0 },
): string {
  const spans = mentions
    .filter((mention) => PERSONAL.has(mention.type) || mention.labels.includes('secret'))
    .map(({ start, end }) => ({ start, end }));
  for (const match of text.matchAll(PASSWORD)) {
    const secret = match[1] ?? '';
    const end = match.index + match[0].length;
    spans.push({ start: end - secret.length, end });
  }
  let masked = text;
  for (const { start, end } of spans) {
    if (start < keep.end && end > keep.start) continue;
    masked = masked.slice(0, start) + cover(masked.slice(start, end)) + masked.slice(end);
  }
  return masked;
}

/** The value of an entity as it may be shown. */
export function maskValue(type: string, value: string): string {
  return PERSONAL.has(type) ? cover(value) : value;
}

/** The first two units show what it is; the rest is covered. */
function cover(secret: string): string {
  const shown = Math.min(2, Math.floor(secret.length / 3));
  return secret.slice(0, shown) + '•'.repeat(secret.length - shown);
}
