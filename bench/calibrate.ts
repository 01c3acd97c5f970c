/**
 * How reliable the scores of overlaps are, on labelled pairs of true overlaps and decoys (`bench/calibration/make-pairs.ts`),
 * and which weights of `src/connect/overlap/weights.ts` the pairs speak for. Half of the pairs propose, the other half judges.
 * `node bench/calibrate.ts [DATA] [--references CASE]`: a case that holds the references of DATA already saves their import.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import { walkOf } from '../src/connect/overlap/walks.ts';
import {
  HALF_LIFE_DAYS,
  LABEL,
  ORDINARY_WORD,
  STEP,
  STEP_EXCEPTIONS,
  TYPE_CEILING,
  UNKNOWN_DATE,
} from '../src/connect/overlap/weights.ts';
import { isNamed } from '../src/model/entity.ts';
import { sha256 } from '../src/model/ids.ts';
import type { Overlap } from '../src/model/overlap.ts';
import { addReferences, addToCase } from './calibration/add-references.ts';
import { makePairs, type Pair } from './calibration/make-pairs.ts';
import { type Judged, proposeWeights, reliability, withFactors } from './calibration/propose-weights.ts';

/** Weights of the table that the score of an overlap's main chain is a product of. */
function weightsOf(overlap: Overlap): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const count = (name: string): void => void weights.set(name, (weights.get(name) ?? 0) + 1);
  for (const hop of overlap.hops) {
    const inverse = hop.relation.endsWith(' (inverse)');
    const predicate = inverse ? hop.relation.slice(0, -' (inverse)'.length) : hop.relation;
    const walk = walkOf(predicate, inverse, hop.from.type, hop.to.type);
    if (!walk) continue;
    const exception = `${predicate} ${walk.direction}`;
    count(STEP_EXCEPTIONS[exception] === undefined ? `STEP ${walk.kind}` : `STEP_EXCEPTIONS ${exception}`);
    if (!isNamed(hop.from.type) && TYPE_CEILING[hop.from.type] !== undefined) count(`TYPE_CEILING ${hop.from.type}`);
  }
  if (overlap.labels.includes('date-unknown')) count('UNKNOWN_DATE');
  for (const label of overlap.labels)
    if (LABEL[label] !== undefined && label !== 'ordinary-word') count(`LABEL ${label}`);
  if (overlap.labels.includes('ordinary-word')) count('ORDINARY_WORD');
  return weights;
}

function agesOf(overlap: Overlap): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  for (const { from, to, weight } of overlap.hops) {
    const type = HALF_LIFE_DAYS[from.type] === undefined ? to.type : from.type;
    if (HALF_LIFE_DAYS[type] !== undefined && weight.temporal < 1 && weight.temporal !== UNKNOWN_DATE)
      ages.set(`HALF_LIFE_DAYS ${type}`, weight.temporal);
  }
  return ages;
}

function weightNow(name: string): number {
  const [table = '', ...rest] = name.split(' ');
  const key = rest.join(' ');
  const tables: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
    STEP,
    STEP_EXCEPTIONS,
    TYPE_CEILING,
    LABEL,
    HALF_LIFE_DAYS,
  };
  return tables[table]?.[key] ?? (table === 'ORDINARY_WORD' ? ORDINARY_WORD : UNKNOWN_DATE);
}

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

const written = (value: number): string => (value > 1 ? value.toFixed(0) : value.toFixed(2));
const two = (value: number): string => (Number.isNaN(value) ? '   -' : value.toFixed(3));

function show(title: string, judged: readonly Judged[], by: (one: Judged) => string): void {
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
  console.log('\nWeight                              now  proposed  (pairs of the training half)');
  for (const [name, factor] of [...factors].sort()) {
    const now = weightNow(name);
    console.log(
      `  ${name.padEnd(32)} ${written(now).padStart(5)} ${written(now * factor).padStart(9)}  (${counts.get(name) ?? 0})`,
    );
  }
}

const given = process.argv.slice(2);
const at = given.indexOf('--references');
const references = at < 0 ? undefined : given.splice(at, 2)[1];
await main(given[0] ?? resolve(import.meta.dirname, '..', '..', 'shared', 'data'), references);
