/** Names found by language rules, as mentions that do not overlap. */
import type { EntityType } from '../../model/entity.ts';

export interface FoundName {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  readonly confidence: number;
  readonly labels?: readonly string[];
}

/** Of overlapping names the surer one stays, then the longer one. In text order. */
export function withoutOverlaps(names: readonly FoundName[]): readonly FoundName[] {
  const ranked = [...names].sort(
    (one, other) =>
      other.confidence - one.confidence || other.end - other.start - (one.end - one.start) || one.start - other.start,
  );
  const covered = new Uint8Array(names.reduce((end, name) => Math.max(end, name.end), 0));
  const kept: FoundName[] = [];
  for (const name of ranked) {
    if (covered.subarray(name.start, name.end).includes(1)) continue;
    covered.fill(1, name.start, name.end);
    kept.push(name);
  }
  return kept.sort((one, other) => one.start - other.start);
}
