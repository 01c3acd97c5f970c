/** Names found by language rules, as mentions that do not overlap. */
import type { EntityType } from '../../../model/entity.ts';

const LIKELY = 0.5;

export interface FoundName {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  readonly confidence: number;
  readonly labels?: readonly string[];
  /** What it is called elsewhere, where that is not as it is written. */
  readonly value?: string;
}

/** 公安局 inside 绵阳市公安局, a place inside an organisation's name: the piece gives way to a whole that is likely. */
export function withoutPieces(names: readonly FoundName[]): readonly FoundName[] {
  const ordered = [...names].sort((one, other) => one.start - other.start || other.end - one.end);
  const widest = new Map<EntityType, FoundName>();
  return ordered.filter((name) => {
    const wholes = [widest.get(name.type), name.type === 'location' ? widest.get('organization') : undefined];
    const own = widest.get(name.type);
    if (name.confidence >= LIKELY && (own === undefined || own.end < name.end)) widest.set(name.type, name);
    return !wholes.some(
      (whole) => whole !== undefined && whole.end >= name.end && (whole.start < name.start || whole.end > name.end),
    );
  });
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
