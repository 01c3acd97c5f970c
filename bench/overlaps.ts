/**
 * Overlaps at scale: makes a case of REFERENCES indicators and MENTIONS leak mentions, finds all overlaps in a process of
 * its own, and prints time and memory beside the same join in plain SQL.
 * `node bench/overlaps.ts [REFERENCES] [MENTIONS]`, by default 2,000,000 and 1,000,000 (the case takes about 2 GB of disk).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import { connect } from '../src/connect/connect.ts';
import { createLabeller } from '../src/connect/label/create-labeller.ts';
import { strongestPaths } from '../src/connect/queries/strongest-paths.ts';
import { judgeIdentity } from '../src/judge/judge-identity.ts';
import { mergedStore } from '../src/judge/merged-store.ts';
import type { Statement } from '../src/model/assertion.ts';
import type { EntityKey } from '../src/model/entity.ts';
import { collectionId, documentId, sha256 } from '../src/model/ids.ts';
import type { Passage } from '../src/model/passage.ts';
import type { Store } from '../src/ports/store.ts';

const PER_DOCUMENT = 10_000;
const PER_PASSAGE = 25;
const REPORTS = 2_000;
const ACTORS = 500;
/** Of the leak's distinct values, this share is in the references. */
const SHARED = 0.01;

/** The same numbers on every machine (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The `index`th value of a world of values: half addresses, the rest domains, host names, links and hashes. */
function worldValue(index: number): EntityKey {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  switch (index % 10) {
    case 0:
    case 1:
      return { type: 'sha256', value: mixed.toString(16).padStart(8, '0').repeat(8) };
    case 2:
      return {
        type: 'url',
        value: `http://c${(mixed >>> 8).toString(36)}.h${(mixed >>> 12).toString(36)}.com/${mixed % 97}`,
      };
    case 3:
      return { type: 'domain', value: `h${mixed.toString(36)}.${['com', 'net', 'org', 'info'][index % 4]}` };
    default:
      return {
        type: 'ipv4',
        value: [20 + ((mixed >>> 24) % 100), (mixed >>> 16) & 255, (mixed >>> 8) & 255, mixed & 255].join('.'),
      };
  }
}

async function makeCollection(store: Store, role: 'leak' | 'reference', name: string): Promise<string> {
  const id = collectionId(role, name);
  await store.collections.put({
    id,
    name,
    role,
    reliability: 'B',
    tlp: 'clear',
    added: '2026-01-01T00:00:00Z',
    published: '2022-01-01',
  });
  return id;
}

async function makeDocument(
  store: Store,
  collection: string,
  name: string,
  parts: { passages: Passage[]; statements: Statement[] },
) {
  const content = sha256(name);
  const document = {
    id: documentId(collection, content),
    collection,
    sha256: content,
    size: 1,
    paths: [name],
    kind: 'record-set' as const,
    mediaType: 'text/csv',
    reader: 'bench/1',
    properties: {},
  };
  await store.documents.begin(document);
  await store.documents.append(document.id, parts);
  await store.documents.finish(document, '1', {
    ledger: [{ collection, path: name, size: 1, outcome: 'read', sha256: content, document: document.id }],
  });
  return document.id;
}

async function makeReferences(store: Store, count: number): Promise<void> {
  const collection = await makeCollection(store, 'reference', 'feeds');
  const random = randomNumbers(1);
  for (let from = 0; from < count; from += PER_DOCUMENT) {
    const passages: Passage[] = [];
    const statements: Statement[] = [];
    const report: EntityKey = { type: 'report', value: `Report ${Math.floor(random() * REPORTS)}` };
    for (let index = from; index < Math.min(count, from + PER_DOCUMENT); index += PER_PASSAGE) {
      const values = Array.from({ length: PER_PASSAGE }, (_, offset) => worldValue(index + offset));
      const ordinal = passages.length;
      passages.push({
        ordinal,
        role: 'record',
        text: values.map(({ value }) => value).join('\n'),
        position: { kind: 'record', pointer: `rows ${index}` },
      });
      let start = 0;
      for (const subject of values) {
        const evidence = [{ passage: ordinal, start, end: start + subject.value.length }];
        start += subject.value.length + 1;
        const base = {
          subject,
          evidence,
          method: 'bench',
          confidence: 1,
          origin: { name: report.value, published: '2022-01-01' },
        };
        statements.push({ ...base, predicate: 'listed-in', object: report });
        if (random() < 0.1) {
          const actor: EntityKey = { type: 'intrusion-set', value: `Actor ${Math.floor(random() * ACTORS)}` };
          statements.push({ ...base, predicate: 'indicates', object: actor });
        }
      }
    }
    await makeDocument(store, collection, `feed-${from}.csv`, { passages, statements });
  }
}

async function makeLeak(store: Store, mentions: number, references: number): Promise<void> {
  const collection = await makeCollection(store, 'leak', 'leak');
  const random = randomNumbers(2);
  const distinct = Math.ceil(mentions / 3);
  for (let from = 0; from < mentions; from += PER_DOCUMENT) {
    const passages: Passage[] = [];
    const found = [];
    for (let index = from; index < Math.min(mentions, from + PER_DOCUMENT); index += PER_PASSAGE) {
      const ordinal = passages.length;
      const values = Array.from({ length: PER_PASSAGE }, () => {
        const which = Math.floor(random() * distinct);
        return worldValue(which < distinct * SHARED ? which * 7 : references + which);
      });
      passages.push({
        ordinal,
        role: 'message',
        text: values.map(({ value }) => value).join('\n'),
        position: { kind: 'message', index },
        time: '2021-06-01T00:00:00',
      });
      let start = 0;
      for (const { type, value } of values) {
        found.push({
          passage: ordinal,
          start,
          end: start + value.length,
          type,
          value,
          raw: value,
          method: 'bench',
          confidence: 1,
          labels: [],
        });
        start += value.length + 1;
      }
    }
    const document = await makeDocument(store, collection, `chat-${from}.txt`, { passages, statements: [] });
    await store.documents.putUnderstanding(
      document,
      { stage: 'understand', version: '1' },
      { languages: [], mentions: found, statements: [] },
      { first: true, last: true },
    );
  }
}

/** The same question in SQL alone: which values of the leak does any reference list, and where. */
function plainJoin(path: string): { seconds: number; rows: number } {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec('PRAGMA mmap_size = 268435456; PRAGMA cache_size = -32000;');
  const began = performance.now();
  const row = db
    .prepare(
      `WITH met AS (
         SELECT DISTINCT m.entity FROM mentions m JOIN documents d ON d.id = m.document JOIN collections c ON c.id = d.collection
         WHERE c.role = 'leak'
       )
       SELECT count(*) AS rows FROM met JOIN assertions a ON a.subject = met.entity JOIN collections c ON c.id = a.collection
       WHERE c.role = 'reference'`,
    )
    .get();
  const seconds = (performance.now() - began) / 1000;
  db.close();
  return { seconds, rows: Number(row?.rows) };
}

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** Adds a message with a handful of values to the leak, then a report with as many, and brings overlaps up to date each time. */
async function measureChanges(store: Store, round: number): Promise<{ document: number; report: number; due: number }> {
  const values = [1, 2, 3, 4, 5].map((index) => worldValue((round * 100 + index) * 7 + 3));
  const spans = spansOf(values);
  const message: Passage = {
    ordinal: 0,
    role: 'message',
    text: spans.text,
    position: { kind: 'message', index: 0 },
    time: '2021-06-02T00:00:00',
  };
  const leak = await makeCollection(store, 'leak', 'leak');
  const document = await makeDocument(store, leak, `late-${round}.txt`, { passages: [message], statements: [] });
  const mentions = spans.spans.map((span) => ({
    ...span,
    raw: span.value,
    method: 'bench',
    confidence: 1,
    labels: [],
    passage: 0,
  }));
  await store.documents.putUnderstanding(
    document,
    { stage: 'understand', version: '1' },
    { languages: [], mentions, statements: [] },
    { first: true, last: true },
  );
  let began = performance.now();
  await store.stages.countDue({ stage: 'understand', version: '1' }, {});
  const due = seconds(began);
  began = performance.now();
  expectChanged(await connect({ store }));
  const first = seconds(began);
  const actor: EntityKey = { type: 'intrusion-set', value: `Late actor ${round}` };
  const statements = spans.spans.map(
    ({ type, value, start, end }): Statement => ({
      subject: { type, value },
      predicate: 'indicates',
      object: actor,
      evidence: [{ passage: 0, start, end }],
      method: 'bench',
      confidence: 1,
      origin: { name: `Late report ${round}`, published: '2022-02-01' },
    }),
  );
  const reports = await makeCollection(store, 'reference', 'late reports');
  await makeDocument(store, reports, `late-${round}.csv`, {
    passages: [{ ordinal: 0, role: 'record', text: spans.text, position: { kind: 'record', pointer: 'rows' } }],
    statements,
  });
  began = performance.now();
  expectChanged(await connect({ store }));
  return { document: first, report: seconds(began), due };
}

/** Merges two things of the leak that references know, and brings overlaps up to date. */
async function measureMerge(raw: Store): Promise<number> {
  const store = mergedStore(raw);
  const [one, other] = (await store.graph.shared()).filter(({ asserted, type }) => asserted && type === 'ipv4');
  if (!one || !other) throw new Error('There is nothing to merge.');
  const effects = { author: 'bench', clock: () => new Date('2026-01-01T00:00:00Z') };
  await judgeIdentity(store, { verdict: 'same', one, other, rationale: 'bench' }, effects);
  const began = performance.now();
  expectChanged(await connect({ store }));
  return seconds(began);
}

function expectChanged({ everything }: { everything: boolean }): void {
  if (everything) throw new Error('Everything was looked at again.');
}

function spansOf(values: readonly EntityKey[]) {
  let start = 0;
  const spans = values.map(({ type, value }) => {
    const span = { type, value, start, end: start + value.length };
    start = span.end + 1;
    return span;
  });
  return { text: values.map(({ value }) => value).join('\n'), spans };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function measure(path: string): Promise<void> {
  const store = await openSqliteStore(path, { mode: 'write' });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const steps: string[] = [];
  let began = performance.now();
  const whole = performance.now();
  let step = '';
  const { overlaps } = await connect({
    store,
    progress(next) {
      if (step) steps.push(`${step} ${seconds(began).toFixed(1)} s`);
      step = next;
      began = performance.now();
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  });
  steps.push(`${step} ${seconds(began).toFixed(1)} s`);
  // What the process held at any time, between the looks too.
  peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
  clearInterval(watch);
  const total = seconds(whole);
  const labeller = createLabeller([]);
  const times: number[] = [];
  const shared = (await store.graph.shared()).filter((entity) => entity.asserted).slice(0, 200);
  for (const entity of shared) {
    const one = performance.now();
    await strongestPaths(store, entity, { maxHops: 5 }, labeller);
    times.push(performance.now() - one);
  }
  const again = performance.now();
  await connect({ store, everything: true });
  const everything = seconds(again);
  const changes = [];
  for (let round = 0; round < 5; round += 1) changes.push(await measureChanges(store, round));
  const merge = await measureMerge(store);
  await store.close();
  console.log(
    JSON.stringify({
      merge,
      overlaps,
      total,
      again: everything,
      document: medianOf(changes.map((change) => change.document)),
      report: medianOf(changes.map((change) => change.report)),
      due: medianOf(changes.map((change) => change.due)),
      steps,
      peak,
      path: medianOf(times),
    }),
  );
}

async function main(references: number, mentions: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
  const path = join(folder, 'case.db');
  try {
    const store = await openSqliteStore(path, { mode: 'write' });
    let began = performance.now();
    const cpu = process.cpuUsage();
    await makeReferences(store, references);
    const importing = seconds(began);
    const { user, system } = process.cpuUsage(cpu);
    const busy = (user + system) / 1e6;
    console.log(
      `import: ${references.toLocaleString('en')} indicators in ${importing.toFixed(1)} s (${busy.toFixed(1)} CPU-s), ${Math.round(references / importing).toLocaleString('en')} a second, ${Math.round(references / busy).toLocaleString('en')} a CPU-second`,
    );
    began = performance.now();
    await makeLeak(store, mentions, references);
    console.log(`leak: ${mentions.toLocaleString('en')} mentions in ${seconds(began).toFixed(1)} s`);
    await store.close();
    const output = execFileSync(process.execPath, [import.meta.filename, '--measure', path], { encoding: 'utf8' });
    const found = JSON.parse(output) as {
      merge: number;
      overlaps: number;
      total: number;
      again: number;
      document: number;
      report: number;
      due: number;
      steps: string[];
      peak: number;
      path: number;
    };
    console.log(
      `overlaps: ${found.overlaps.toLocaleString('en')} in ${found.total.toFixed(1)} s (${found.steps.join(', ')}), again ${found.again.toFixed(1)} s, peak ${Math.round(found.peak / 1e6)} MB`,
    );
    console.log(
      `brought up to date after one more message in ${found.document.toFixed(2)} s, after one more report in ${found.report.toFixed(2)} s (medians of 5), after a merge in ${found.merge.toFixed(2)} s; what is due is found in ${(found.due * 1000).toFixed(1)} ms`,
    );
    console.log(`strongest paths of one value: ${found.path.toFixed(1)} ms at the median`);
    const plain = plainJoin(path);
    console.log(
      `plain SQL join: ${plain.rows.toLocaleString('en')} rows in ${plain.seconds.toFixed(1)} s; overlaps take ${(found.total / plain.seconds).toFixed(1)} times that`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [first, second] = process.argv.slice(2);
if (first === '--measure') await measure(second ?? '');
else await main(Number(first ?? 2_000_000), Number(second ?? 1_000_000));
