/**
 * How reliable the way over reports is: from a value of the leak to a report that lists or mentions it, and on to whom the
 * report is about. Reports are AnnoCTR's prose and ESET's pages; what is true is told by another hand: maltrail's lists,
 * which name the group or malware of each value. Half of the reports propose weights, the other half judges. Values that
 * neither maltrail nor a warninglist knows are left out; with `--strict` they count as wrong: between the two lies the truth.
 * `node bench/calibrate-reports.ts MALTRAIL [DATA] [--references CASE] [--strict]`: MALTRAIL is a clone of stamparm/maltrail.
 */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import { createLabeller } from '../src/connect/label/create-labeller.ts';
import type { EntityType } from '../src/model/entity.ts';
import { sha256 } from '../src/model/ids.ts';
import type { Overlap } from '../src/model/overlap.ts';
import { dateInPath } from '../src/model/written-date.ts';
import { addReferences, addToCase } from './calibration/add-references.ts';
import { maltrailValue } from './calibration/maltrail-value.ts';
import { type Judged, proposeWeights, withFactors } from './calibration/propose-weights.ts';
import { show, showProposals } from './calibration/show-reliability.ts';
import { agesOf, weightNow, weightsOf } from './calibration/weights-in-score.ts';

/** Only these are asked for: what the way over reports shares with others is calibrated by `calibrate`. */
const ASKED = ['STEP subject', 'SUBJECT_OF_A_MENTION', 'MENTION_AT_ONE_REMOVE', 'PLAIN_NAME'];
/** Values of one report: a long list must not decide alone. */
const PER_REPORT = 25;
const TYPES = ['domain', 'ipv4', 'url'];
const compact = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Host or address -> compact names of whom maltrail lists it under. */
function listed(maltrail: string): ReadonlyMap<string, ReadonlySet<string>> {
  const folder = join(maltrail, 'trails', 'static', 'malware');
  const names = new Map<string, Set<string>>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const aliases = [...text.matchAll(/^#\s*Aliases:\s*(.+)$/gim)].flatMap(([, list = '']) => list.split(','));
    const called = [file.replace(/^apt_|\.txt$/g, ''), file.replace(/\.txt$/, ''), ...aliases].map(compact);
    for (const line of text.split('\n')) {
      const value = maltrailValue(line);
      if (value === '') continue;
      const known = names.get(value) ?? new Set<string>();
      names.set(value, known);
      for (const name of called) known.add(name);
    }
  }
  return names;
}

interface Value {
  readonly value: string;
  readonly host: string;
  readonly report: string;
  readonly published: string;
}

/** What texts of references mention, each with one text that does; some as another page of the same host. */
function valuesIn(path: string, known: (host: string) => boolean): readonly Value[] {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db
    .prepare(
      `SELECT DISTINCT e.type, e.value, (SELECT path FROM paths p WHERE p.document = d.id ORDER BY ordinal LIMIT 1) AS path, d.key AS document FROM mentions m JOIN entities e ON e.id = m.entity
         JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection AND c.role = 'reference'
       WHERE d.kind <> 'record-set' AND e.type IN (SELECT value FROM json_each(?)) ORDER BY d.key, e.value`,
    )
    .all(JSON.stringify(TYPES))
    .map((row) => ({ value: String(row['value']), path: String(row['path']), report: String(row['document']) }))
    .sort((a, b) => (sha256(a.value) < sha256(b.value) ? -1 : 1));
  db.close();
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const values: Value[] = [];
  for (const { value, path: file, report } of rows) {
    const host = value
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, '')
      .replace(/[/:].*$/, '');
    const count = counts.get(report) ?? 0;
    if (seen.has(host) || count >= PER_REPORT || !known(host)) continue;
    seen.add(host);
    counts.set(report, count + 1);
    const asked =
      Number.parseInt(sha256(`remove ${host}`).slice(0, 2), 16) % 3 === 0 ? `http://${host}/login/index.php` : value;
    values.push({ value: asked, host, report, published: dateInPath(file) ?? '2020-06-01' });
  }
  return values;
}

function chatOf(values: readonly Value[]): string {
  return JSON.stringify(
    values.map(({ value, published }, index) => ({
      time: `${new Date(Date.parse(`${published.padEnd(10, '-01').slice(0, 10)}T00:00:00Z`) - 100 * 86_400_000).toISOString().slice(0, 10)} 0${index % 10}:10:00`,
      from: `wxid_${index % 7}`,
      to: `wxid_${7 + (index % 5)}`,
      message: `帮我看下 ${value}`,
    })),
  );
}

async function main(maltrail: string, data: string, references: string | undefined, strict: boolean): Promise<void> {
  if (!existsSync(join(maltrail, 'trails')) || !existsSync(data)) {
    console.log(`skipped: there is no maltrail at ${maltrail}, or no reference data at ${data}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'telltale-calibrate-'));
  const kase = join(folder, 'case');
  try {
    if (references === undefined) {
      addReferences(kase, data);
      const about = ['--as', 'reference', '--name', 'Reports', '--reliability', 'B'];
      addToCase(kase, join(data, 'annoctr', 'text'), ...about);
    } else cpSync(references, kase, { recursive: true });
    const lists = listed(maltrail);
    const before = await openSqliteStore(join(kase, 'case.db'));
    const labeller = createLabeller(await before.graph.warninglists());
    const labels = (host: string) => labeller.label({ type: /^[\d.]+$/.test(host) ? 'ipv4' : 'domain', value: host });
    const values = valuesIn(join(kase, 'case.db'), (host) => strict || lists.has(host) || labels(host).length > 0);
    await before.close();
    mkdirSync(join(folder, 'leak'));
    writeFileSync(join(folder, 'leak', 'chat.json'), chatOf(values));
    addToCase(kase, join(folder, 'leak'), '--name', 'calibration');
    report(await judged(join(kase, 'case.db'), values, lists));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * One for each value and end. A group or malware is right when maltrail lists the value under one of its names, wrong when it
 * lists it under others that the library knows, or not at all; a report is right when maltrail lists the value.
 */
async function judged(
  path: string,
  values: readonly Value[],
  lists: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly Judged[]> {
  const store = await openSqliteStore(path);
  const aliases = new Map<string, Set<string>>();
  for (const { name, entity } of await store.graph.aliases()) {
    const names = aliases.get(entity.value) ?? new Set([compact(entity.value)]);
    aliases.set(entity.value, names.add(compact(name)));
  }
  const everyAlias = new Set([...aliases.values()].flatMap((names) => [...names]));
  const byValue = new Map(values.map((value) => [value.value.toLowerCase(), value]));
  const results: Judged[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await store.overlaps.list({ rejected: false }, { limit: 1_000, ...(cursor ? { cursor } : {}) });
    for (const overlap of page.entries) {
      const value = byValue.get(overlap.leak.value.toLowerCase());
      const truth = value && truthOf(overlap, lists.get(value.host), aliases, everyAlias);
      if (!value || truth === undefined) continue;
      results.push({
        kind: overlap.hops.map(({ relation }) => relation).join(' > '),
        conclusion: overlap.conclusion,
        score: overlap.score,
        truth,
        train: Number.parseInt(sha256(`report ${value.report}`).slice(0, 2), 16) % 2 === 0,
        weights: weightsOf(overlap),
        ages: agesOf(overlap),
      });
    }
    cursor = page.cursor ?? undefined;
    more = page.cursor !== null;
  }
  await store.close();
  return results;
}

function truthOf(
  { hops, reference }: Overlap,
  names: ReadonlySet<string> | undefined,
  aliases: ReadonlyMap<string, ReadonlySet<string>>,
  everyAlias: ReadonlySet<string>,
): boolean | undefined {
  if (!hops.some(({ relation }) => /^(?:mentioned-in|listed-in|describes)$/.test(relation))) return undefined;
  if ((reference.type as EntityType) === 'report') return names !== undefined;
  if (names === undefined) return false;
  const its = aliases.get(reference.name) ?? new Set([compact(reference.name)]);
  if ([...its].some((name) => names.has(name))) return true;
  return [...names].some((name) => everyAlias.has(name)) ? false : undefined;
}

function report(all: readonly Judged[]): void {
  const heldOut = all.filter(({ train }) => !train);
  show('All pairs, by the way', all, ({ kind }) => kind);
  show('Held-out half, by conclusion', heldOut, ({ conclusion }) => conclusion);
  show('Held-out half', heldOut, () => 'all');
  const asked = all.map((one) => ({
    ...one,
    weights: new Map([...one.weights].filter(([name]) => ASKED.includes(name))),
    ages: new Map<string, number>(),
  }));
  const { factors, counts } = proposeWeights(asked, new Map(ASKED.map((name) => [name, 0.99 / weightNow(name)])));
  show('Held-out half with the proposed weights', withFactors(heldOut, factors), () => 'all');
  showProposals(factors, counts);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { references: { type: 'string' }, strict: { type: 'boolean', default: false } },
});
const [maltrail = '', data = resolve(import.meta.dirname, '..', '..', 'shared', 'data')] = positionals;
await main(maltrail, data, values.references, values.strict);
