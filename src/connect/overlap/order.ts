/** Orders overlaps for a reader, and joins two corners of the Diamond Model to «same actor». Works on standings, so that a few new ones are placed among many. */
import type { Conclusion, Overlap } from '../../model/overlap.ts';
import type { OverlapStanding } from '../../ports/overlap-store.ts';
import type { CompareOrigins } from './copies.ts';
import { explain } from './explain.ts';
import { likelihoodOf, productOf } from './weigh.ts';
import {
  COMBINED_CAP,
  END_INTEREST,
  INTEREST,
  NAMED_END_INTEREST,
  OTHER_END_INTEREST,
  OTHER_NAMED_END_INTEREST,
  SAME_END_AGAIN,
  THROUGH_ANOTHER,
} from './weights.ts';

export interface Placed {
  readonly id: string;
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  readonly standing: OverlapStanding;
  /** The overlap that is its second corner, where two of them point to one actor. */
  readonly corner?: string;
}

interface Candidate {
  readonly standing: OverlapStanding;
  readonly score: number;
  readonly conclusion: Conclusion;
  readonly corner?: string;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Most telling first, rejected ones last. `compare` says which origins count as one. */
export async function placed(
  standings: readonly OverlapStanding[],
  compare: CompareOrigins,
): Promise<readonly Placed[]> {
  return ranked(await sameActors(standings, compare)).map(({ standing, score, corner }, index) => ({
    id: standing.id,
    rank: index + 1,
    score,
    standing,
    ...(corner === undefined ? {} : { corner }),
  }));
}

/** Corners of the Diamond Model that a conclusion speaks for. */
const VERTEX: Readonly<Record<Conclusion, string | undefined>> = {
  'infrastructure-overlap': 'infrastructure',
  'shared-tooling': 'capability',
  'organisational-link': 'adversary',
  'named-in-reference': undefined,
  'same-actor': undefined,
};
const ACTORS = new Set(['intrusion-set', 'campaign', 'organization', 'individual']);
/** A corner counts from an even chance upwards. */
const VERTEX_FROM = 0.45;

/** «Same actor» needs two independent corners of the Diamond Model that lead to one actor. */
async function sameActors(
  standings: readonly OverlapStanding[],
  compare: CompareOrigins,
): Promise<readonly Candidate[]> {
  const byEnd = new Map<number, Candidate[]>();
  const candidates = standings.map((standing): Candidate => {
    const { score, conclusion } = standing;
    return { standing, score, conclusion };
  });
  for (const one of candidates) {
    const { rejected, score, conclusion, endType, end } = one.standing;
    const strong = !rejected && score >= VERTEX_FROM && VERTEX[conclusion] !== undefined;
    if (strong && ACTORS.has(endType)) byEnd.set(end, [...(byEnd.get(end) ?? []), one]);
  }
  const upgraded = new Map<Candidate, Candidate>();
  for (const group of byEnd.values()) {
    const [best, ...rest] = [...group].sort(byInterest);
    if (!best) continue;
    const others = rest.filter(
      (one) => VERTEX[one.conclusion] !== VERTEX[best.conclusion] && one.standing.start !== best.standing.start,
    );
    const other = await firstApart(best, others, compare);
    if (!other) continue;
    const score = bothOf(best.score, other.score);
    upgraded.set(best, { ...best, score, conclusion: 'same-actor', corner: other.standing.id });
  }
  return candidates.map((one) => upgraded.get(one) ?? one);
}

/** The first that shares no origin with this one, copies of one included. */
async function firstApart(
  { standing }: Candidate,
  others: readonly Candidate[],
  compare: CompareOrigins,
): Promise<Candidate | undefined> {
  const shares = async (other: Candidate): Promise<boolean> => {
    for (const its of other.standing.origins) {
      for (const origin of standing.origins) {
        if ((await compare(origin, its)) !== undefined) return true;
      }
    }
    return false;
  };
  for (const other of others) {
    if (!(await shares(other))) return other;
  }
  return undefined;
}

function bothOf(one: number, other: number): number {
  return round(Math.min(COMBINED_CAP, 1 - (1 - one) * (1 - other)));
}

/** Best first; what only repeats an end that stands higher moves down, so that the first screen shows different things. */
function ranked(candidates: readonly Candidate[]): readonly Candidate[] {
  const sorted = [...candidates].sort(byInterest);
  const pairs = new Set(sorted.map(({ standing }) => `${standing.start} ${standing.end}`));
  const ends = new Map<number, number>();
  const places = sorted.map((one) => {
    const { startType, end, through } = one.standing;
    const before = ends.get(end) ?? 0;
    ends.set(end, before + 1);
    // A name's first step is to what it means.
    const again = through.slice(startType === 'name' ? 1 : 0).some((node) => pairs.has(`${node} ${end}`));
    const place = interestOf(one) * SAME_END_AGAIN ** before * (again ? THROUGH_ANOTHER : 1);
    return { one, place };
  });
  return places
    .sort((a, b) => rejectedLast(a.one, b.one) || b.place - a.place || byInterest(a.one, b.one))
    .map(({ one }) => one);
}

const rejectedLast = (a: Candidate, b: Candidate): number => Number(a.standing.rejected) - Number(b.standing.rejected);

/** What a reader should see first: kind of conclusion, kind of end and score together. */
function interestOf({ score, conclusion, standing }: Candidate): number {
  const end =
    conclusion === 'named-in-reference'
      ? (NAMED_END_INTEREST[standing.endType] ?? OTHER_NAMED_END_INTEREST)
      : (END_INTEREST[standing.endType] ?? OTHER_END_INTEREST);
  return score * INTEREST[conclusion] * end;
}

function byInterest(a: Candidate, b: Candidate): number {
  return (
    rejectedLast(a, b) ||
    interestOf(b) - interestOf(a) ||
    b.score - a.score ||
    compare(a.standing.key, b.standing.key) ||
    compare(a.standing.id, b.standing.id)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An overlap and its second corner as one. What it falls to without a source says what the two are worth without it. */
export function withCorner(overlap: Overlap, corner: Overlap): Overlap {
  const score = bothOf(overlap.score, corner.score);
  const product = corner.hops.reduce((left, hop) => left * productOf(hop.weight), 1);
  const sources = [...new Set([...overlap.without, ...corner.without].map(({ source }) => source))].sort();
  const without = sources.map((source) => {
    const left = leftOf(overlap, source);
    const other = leftOf(corner, source);
    const remains = Math.min(left, other) >= VERTEX_FROM ? bothOf(left, other) : Math.max(left, other);
    return { source, score: remains, likelihood: likelihoodOf(remains) };
  });
  const joined: Overlap = {
    ...overlap,
    score,
    likelihood: likelihoodOf(score),
    conclusion: 'same-actor',
    support: [...overlap.support, { hops: corner.hops, score: round(product) }],
    without,
  };
  const { headline, lines } = explain(joined);
  return { ...joined, headline, explanation: lines };
}

function leftOf(overlap: Overlap, source: string): number {
  return overlap.without.find((one) => one.source === source)?.score ?? overlap.score;
}
