/**
 * How often innocent values stand in lists of indicators, by the length of the list: what `CHANCE_LISTING` of
 * the weights rests on. Innocent are the hosts and addresses of ordinary texts that no warninglist
 * knows; lists are maltrail's, one for each malware or group.
 * `node bench/calibrate-listings.ts MALTRAIL TEXTS… --references CASE`: MALTRAIL is a clone of stamparm/maltrail, TEXTS are
 * folders of innocent texts, CASE holds the warninglists.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import { createLabeller, type Labeller } from '../src/connect/label/create-labeller.ts';
import { scan } from '../src/understand/scan/scan.ts';
import { maltrailValue } from './calibration/maltrail-value.ts';

const SURE_ENOUGH = 0.6;
/** Values of a leak that a chance hit is reckoned for. */
const OF_A_LEAK = 10_000;

/** Hosts and addresses by list; a list that goes on in a numbered file is one. */
function maltrailLists(maltrail: string): ReadonlyMap<string, ReadonlySet<string>> {
  const folder = join(maltrail, 'trails', 'static', 'malware');
  const lists = new Map<string, Set<string>>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    const name = file.replace(/(?:-\d+)?\.txt$/, '');
    const values = lists.get(name) ?? new Set<string>();
    lists.set(name, values);
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const value = maltrailValue(line);
      if (value !== '') values.add(value);
    }
  }
  return lists;
}

function innocentValues(
  folders: readonly string[],
  labeller: Labeller,
): { texts: number; values: ReadonlySet<string> } {
  const values = new Set<string>();
  let texts = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      texts += 1;
      for (const { type, value, confidence } of scan(readFileSync(join(entry.parentPath, entry.name), 'utf8'))) {
        if (confidence < SURE_ENOUGH || (type !== 'domain' && type !== 'ipv4' && type !== 'url')) continue;
        const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(value)?.[1]?.toLowerCase() ?? value;
        const key = { type: /^[\d.]+$/.test(host) ? ('ipv4' as const) : ('domain' as const), value: host };
        if (labeller.label(key).length === 0) values.add(host);
      }
    }
  }
  return { texts, values };
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { references: { type: 'string' } } });
const [maltrail, ...folders] = positionals;
if (maltrail === undefined || folders.length === 0 || values.references === undefined) {
  console.log('skipped: usage: node bench/calibrate-listings.ts MALTRAIL TEXTS… --references CASE');
} else {
  const store = await openSqliteStore(join(values.references, 'case.db'));
  const labeller = createLabeller(await store.graph.warninglists());
  await store.close();
  const innocent = innocentValues(folders, labeller);
  console.log(`${innocent.values.size} innocent values of ${innocent.texts} texts, on no warninglist`);
  const bins = new Map<number, { lists: number; values: number; hits: string[] }>();
  for (const [name, list] of maltrailLists(maltrail)) {
    const bin = Math.floor(Math.log10(Math.max(1, list.size)));
    const its = bins.get(bin) ?? { lists: 0, values: 0, hits: [] };
    bins.set(bin, its);
    its.lists += 1;
    its.values += list.size;
    its.hits.push(...[...list].filter((value) => innocent.values.has(value)).map((value) => `${value} (${name})`));
  }
  console.log('list of         lists    values  innocent among them');
  let [listed, hits] = [0, 0];
  for (const [bin, one] of [...bins].sort(([a], [b]) => a - b)) {
    const from = 10 ** bin;
    console.log(
      `${`${from} or more`.padEnd(14)} ${String(one.lists).padStart(6)} ${String(one.values).padStart(9)}  ${one.hits.length}${one.hits.length > 0 ? `: ${one.hits.join(', ')}` : ''}`,
    );
    listed += one.values;
    hits += one.hits.length;
  }
  const chance = hits / listed / innocent.values.size;
  console.log(
    `A leak of ${OF_A_LEAK} innocent values expects one hit for each ${Math.round(1 / (chance * OF_A_LEAK))} values of a list.`,
  );
}
