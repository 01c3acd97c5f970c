/** Which stretches of a record its fields account for, and which are left to be looked through for indicators. */
import type { EntityKey, EntityType } from '../../model/entity.ts';
import type { Passage } from '../../model/passage.ts';
import type { Piece } from './record-text.ts';

/** Values that hold no other: within a link or a mail address, by contrast, stands a host. */
const WHOLE: ReadonlySet<EntityType> = new Set<EntityType>([
  'ipv4',
  'ipv6',
  'domain',
  'onion',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'cve',
  'asn',
]);
/** Without a letter or a digit nothing can be found. */
const SOMETHING = /[\p{L}\p{N}]/u;

export class StatedSpans {
  private readonly covered: Piece[] = [];
  private readonly values: (EntityKey & Piece)[] = [];

  /** What a field says that is no indicator: a type word, a date, the name of a group. */
  field(piece: Piece): void {
    this.covered.push(piece);
  }

  /** A value as it is written. What is written in another way, or may hold more, is left to be looked through. */
  value(entity: EntityKey, written: string, piece: Piece): void {
    if (!WHOLE.has(entity.type) || written.toLowerCase() !== entity.value.toLowerCase()) return;
    this.covered.push(piece);
    this.values.push({ type: entity.type, value: entity.value, start: piece.start, end: piece.end });
  }

  /** What a passage with this text says of itself. */
  of(text: string): Required<Pick<Passage, 'free' | 'stated'>> {
    const covered = this.covered.toSorted((one, other) => one.start - other.start || one.end - other.end);
    const free: Piece[] = [];
    let at = 0;
    for (const { start, end } of [...covered, { start: text.length, end: text.length }]) {
      if (start > at && SOMETHING.test(text.slice(at, start))) free.push({ start: at, end: start });
      at = Math.max(at, end);
    }
    return { free, stated: this.values };
  }
}
