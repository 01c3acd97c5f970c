/** Tells whether a PDF page's text layer can be believed, or was made of fonts that hide what their letters are. */

/** Characters that a reader sees as letters, digits, signs or spaces in some script. */
const SOUND = /[\p{L}\p{M}\p{N}\p{P}\p{Zs}\p{Sc}\p{Sm}\s]/u;
const UNKNOWN = /[\ufffd\ue000-\uf8ff\u0000-\u0008\u000e-\u001f]|\(cid:\d+\)/gu;
/** Latin letters with accents and signs that code pages give to bytes they do not know. */
const ODD = /[\u0080-\u00bf\u00d7\u00f7\u0192\u02c6\u02dc\u2020-\u2022\u2026\u2030\u2039\u203a]/gu;

/** Below this many characters a page with pictures counts as scanned. */
export const FEW_CHARACTERS = 20;

/** True when too much of the text is made of characters that stand for nothing. */
export function isBrokenText(text: string): boolean {
  const dense = text.replace(/\s+/g, '');
  if (dense.length < FEW_CHARACTERS) return dense.length > 0 && unknownShare(dense) > 0.3;
  if (unknownShare(dense) > 0.1) return true;
  const characters = Array.from(dense);
  const unsound = characters.filter((character) => !SOUND.test(character)).length;
  if (unsound / characters.length > 0.2) return true;
  const letters = characters.filter((character) => /[\p{L}\p{N}]/u.test(character)).length;
  // Dotted lines and rules are honest text without letters.
  const leaders = characters.filter((character) => /[.\-_=·…*]/.test(character)).length;
  if ((letters + leaders) / characters.length < 0.45) return true;
  return (dense.match(ODD)?.length ?? 0) / characters.length > 0.25;
}

const unknownShare = (dense: string): number =>
  (dense.match(UNKNOWN)?.join('').length ?? 0) / Math.max(1, dense.length);
