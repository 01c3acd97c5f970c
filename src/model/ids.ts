/** Deterministic identifiers: the same content always gets the same id, on any machine. */
import { createHash } from 'node:crypto';

/** Hex SHA-256 of a string (as UTF-8) or of bytes. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const short = (...parts: readonly string[]): string => sha256(parts.join('\0')).slice(0, 16);

/** `col-…` from role and name: adding the same name again continues the same collection. */
export function collectionId(role: string, name: string): string {
  return `col-${short('collection', role, name)}`;
}

/** `doc-…` from the collection and the SHA-256 of the content: one content is one document of a collection. */
export function documentId(collection: string, contentSha256: string): string {
  return `doc-${short('document', collection, contentSha256)}`;
}

/** The SHA-256 that stands for a file together with others that it is read with: the same set is the same content. */
export function setSha256(
  content: string,
  others: readonly { readonly name: string; readonly sha256: string }[],
): string {
  if (others.length === 0) return content;
  const lines = others.map(({ name, sha256: its }) => `${its} ${name}\n`).sort();
  return sha256(content + lines.join(''));
}

/** `doc-….N`, where N is the passage's ordinal in its document, from 0. */
export function passageId(document: string, ordinal: number): string {
  return `${document}.${ordinal}`;
}

/** The two halves of a passage id. Throws a RangeError when `id` is not one. */
export function parsePassageId(id: string): { document: string; ordinal: number } {
  const match = /^(doc-[0-9a-f]{16})\.(\d+)$/.exec(id);
  if (!match?.[1] || !match[2]) throw new RangeError(`not a passage id: ${id}`);
  return { document: match[1], ordinal: Number(match[2]) };
}

/** `overlap-…` from what the chain joins: stable while its ends and hops are the same. */
export function overlapId(hops: readonly string[]): string {
  return `overlap-${short('overlap', ...hops)}`;
}
