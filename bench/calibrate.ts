/**
 * How reliable the scores of overlaps are, on labelled pairs of true overlaps and decoys (`bench/calibration/make-pairs.ts`),
 * and which weights of `src/connect/overlap/weights.ts` the pairs speak for. Half of the pairs propose, the other half judges.
 * `node bench/calibrate.ts [DATA] [--references CASE]`: a case that holds the references of DATA already saves their import.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import { sha256 } from '../src/model/ids.ts';
import type { Overlap } from '../src/model/overlap.ts';
import { addReferences, addToCase } from './calibration/add-references.ts';
import { makePairs, type Pair } from './calibration/make-pairs.ts';
import { type Judged, proposeWeights, withFactors } from './calibration/propose-weights.ts';
import { show, showProposals } from './calibration/show-reliability.ts';
import { agesOf, weightNow, weightsOf } from './calibration/weights-in-score.ts';

function judge(pairs: readonly Pair[], overlaps: readonly Overlap[]): readonly Judged[] {
  const byLeak = new Map<string, Overlap[]>();
  for (const overlap of overlaps) {
    const key = overlap.leak.value.toLowerCase();
    byLeak.set(key, [...(byLeak.get(key) ?? []), overlap]);
  }
  return pairs.map((pair): Judged => {
    const about = (byLeak.get(pair.value.toLowerCase()) ?? []).filter(
      ({ reference, rejected }) =>
        rejected === undefined && (pair.ends.length === 0 || pair.ends.includes(reference.name)),
    );
    const best = [...about].sort((a, b) => b.score - a.score)[0];
    return {
      kind: pair.kind,
      conclusion: best?.conclusion ?? 'none',
      score: best?.score ?? 0,
      truth: pair.truth,
      train: Number.parseInt(sha256(`half ${pair.value}`).slice(0, 2), 16) % 2 === 0,
      weights: best ? weightsOf(best) : new Map(),
      ages: best ? agesOf(best) : new Map(),
    };
  });
}

async function main(data: string, references: string | undefined): Promise<void> {
  if (!existsSync(data)) {
    console.log(`skipped: there is no reference data at ${data}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'telltale-calibrate-'));
  const kase = join(folder, 'case');
  try {
    if (references === undefined) {
      addReferences(kase, data);
    } else cpSync(references, kase, { recursive: true });
    const store = await openSqliteStore(join(kase, 'case.db'));
    const { pairs, messages } = await makePairs(store, join(kase, 'case.db'));
    await store.close();
    mkdirSync(join(folder, 'leak'));
    writeFileSync(join(folder, 'leak', 'chat.json'), JSON.stringify(messages));
    addToCase(kase, join(folder, 'leak'), '--name', 'calibration');
    const read = await openSqliteStore(join(kase, 'case.db'));
    const overlaps: Overlap[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await read.overlaps.list({}, { limit: 1_000, ...(cursor ? { cursor } : {}) });
      overlaps.push(...page.entries);
      cursor = page.cursor ?? undefined;
      more = page.cursor !== null;
    }
    await read.close();
    report(judge(pairs, overlaps));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(judged: readonly Judged[]): void {
  const heldOut = judged.filter((one) => !one.train);
  show('All pairs, by what they are', judged, (one) => one.kind);
  show('Held-out half, by conclusion', heldOut, (one) => one.conclusion);
  show('Held-out half', heldOut, () => 'all');
  const names = [...new Set(judged.flatMap(({ weights, ages }) => [...weights.keys(), ...ages.keys()]))];
  const { factors, counts } = proposeWeights(
    judged,
    new Map(names.map((name) => [name, name.startsWith('HALF_LIFE') ? 10 : 0.99 / weightNow(name)])),
  );
  show('Held-out half with the proposed weights', withFactors(heldOut, factors), () => 'all');
  showProposals(factors, counts);
}

const given = process.argv.slice(2);
const at = given.indexOf('--references');
const references = at < 0 ? undefined : given.splice(at, 2)[1];
await main(given[0] ?? resolve(import.meta.dirname, '..', '..', 'shared', 'data'), references);
