/** How reliable scores are, and which weights of the table would make them more so. */
export interface Judged {
  readonly kind: string;
  readonly conclusion: string;
  readonly score: number;
  readonly truth: boolean;
  /** Whether the weights are fitted on it; the other half only judges them. */
  readonly train: boolean;
  /** Weights that the score is a product of, by name, with how often each enters. */
  readonly weights: ReadonlyMap<string, number>;
  /** Temporal factors below 1 by the name of the half-life that they follow from. */
  readonly ages: ReadonlyMap<string, number>;
}

export interface Reliability {
  readonly pairs: number;
  readonly brier: number;
  /** Expected calibration error over ten bins. */
  readonly ece: number;
  /** Chance that a true pair scores above a false one; NaN where there is only one sort. */
  readonly auc: number;
}

export function reliability(judged: readonly { score: number; truth: boolean }[]): Reliability {
  const pairs = judged.length;
  const brier = judged.reduce((sum, { score, truth }) => sum + (score - Number(truth)) ** 2, 0) / pairs;
  let ece = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const inside = judged.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin);
    if (inside.length === 0) continue;
    const said = inside.reduce((sum, { score }) => sum + score, 0) / inside.length;
    const held = inside.filter(({ truth }) => truth).length / inside.length;
    ece += (inside.length / pairs) * Math.abs(said - held);
  }
  const [yes, no] = [judged.filter(({ truth }) => truth), judged.filter(({ truth }) => !truth)];
  let above = 0;
  for (const one of yes) {
    for (const other of no) above += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
  }
  return { pairs, brier, ece, auc: above / (yes.length * no.length) };
}

const CLAMP = 0.995;
const STEPS = [0.6, 0.75, 0.85, 0.93, 1.07, 1.15, 1.3, 1.6];
/** Keeps a weight near what it is unless pairs speak for another: as much as so many pairs would. */
const PRIOR = 6;
const FEWEST = 10;
const ROUNDS = 6;

/** What the score would be with weights multiplied by these factors. */
function rescored({ score, weights, ages }: Judged, factors: ReadonlyMap<string, number>): number {
  let product = score;
  // A half-life of twice the days leaves the square root of what was left.
  for (const [name, temporal] of ages) product *= temporal ** (1 / (factors.get(name) ?? 1) - 1);
  for (const [name, power] of weights) product *= (factors.get(name) ?? 1) ** power;
  return Math.min(CLAMP, product);
}

function loss(judged: readonly Judged[], factors: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const one of judged) {
    const score = Math.min(CLAMP, Math.max(1 - CLAMP, rescored(one, factors)));
    sum -= Math.log(one.truth ? score : 1 - score);
  }
  for (const factor of factors.values()) sum += PRIOR * Math.log(factor) ** 2;
  return sum;
}

/** Factors by which weights should be multiplied, by coordinate descent on the log-likelihood of the training half. */
export function proposeWeights(
  judged: readonly Judged[],
  limits: ReadonlyMap<string, number>,
): { readonly factors: ReadonlyMap<string, number>; readonly counts: ReadonlyMap<string, number> } {
  const train = judged.filter((one) => one.train);
  const counts = new Map<string, number>();
  for (const { weights, ages } of train) {
    for (const name of [...weights.keys(), ...ages.keys()]) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts].filter(([, count]) => count >= FEWEST).map(([name]) => name);
  const factors = new Map<string, number>(names.map((name) => [name, 1]));
  let best = loss(train, factors);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const before = factors.get(name) ?? 1;
      for (const step of STEPS) {
        const tried = before * step;
        if (tried > (limits.get(name) ?? 1)) continue;
        const kept = factors.get(name) ?? 1;
        factors.set(name, tried);
        const now = loss(train, factors);
        if (now < best - 1e-9) best = now;
        else factors.set(name, kept);
      }
    }
  }
  return { factors, counts };
}

export function withFactors(judged: readonly Judged[], factors: ReadonlyMap<string, number>): readonly Judged[] {
  return judged.map((one) => ({ ...one, score: rescored(one, factors) }));
}
