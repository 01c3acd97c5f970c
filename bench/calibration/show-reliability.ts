/** Prints how reliable scores are, and what weights the pairs speak for. */
import { type Judged, reliability } from './propose-weights.ts';
import { weightNow } from './weights-in-score.ts';

const written = (value: number): string => (value > 1 ? value.toFixed(0) : value.toFixed(2));
const two = (value: number): string => (Number.isNaN(value) ? '   -' : value.toFixed(3));

export function show(title: string, judged: readonly Judged[], by: (one: Judged) => string): void {
  console.log(`\n${title}`);
  for (const key of [...new Set(judged.map(by))].sort()) {
    const its = judged.filter((one) => by(one) === key);
    const { pairs, brier, ece, auc } = reliability(its);
    const mean = its.reduce((sum, one) => sum + one.score, 0) / pairs;
    const held = its.filter(({ truth }) => truth).length / pairs;
    console.log(
      `  ${key.padEnd(24)} ${String(pairs).padStart(5)} pairs, true ${held.toFixed(2)}, mean score ${mean.toFixed(2)}, Brier ${two(brier)}, ECE ${two(ece)}, AUC ${two(auc)}`,
    );
  }
}

export function showProposals(factors: ReadonlyMap<string, number>, counts: ReadonlyMap<string, number>): void {
  console.log('\nWeight                              now  proposed  (pairs of the training half)');
  for (const [name, factor] of [...factors].sort()) {
    const now = weightNow(name);
    console.log(
      `  ${name.padEnd(32)} ${written(now).padStart(5)} ${written(now * factor).padStart(9)}  (${counts.get(name) ?? 0})`,
    );
  }
}
