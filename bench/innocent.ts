/**
 * What innocent text is taken for: threat reports of others (AnnoCTR) and the documentation of npm packages are added as
 * leaks to a case of public references. Prints the conclusions by likelihood, and every one above «Unlikely» that is more
 * than names and values that the text itself prints; with `--names` the names above «Unlikely» too, to be read.
 * `node bench/innocent.ts [DATA] [--references CASE] [--texts FOLDER] [--names]`: a case that holds the references of DATA
 * already saves their import; with a folder of texts only that is measured.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import type { EntityType } from '../src/model/entity.ts';
import type { Overlap } from '../src/model/overlap.ts';
import type { Store } from '../src/ports/store.ts';
import { addReferences, addToCase } from './calibration/add-references.ts';

const README_FILES = 150;
const ABOVE_UNLIKELY = 0.45;

function readmes(target: string): void {
  mkdirSync(target, { recursive: true });
  const modules = resolve(import.meta.dirname, '..', 'node_modules');
  const found = readdirSync(modules)
    .sort()
    .flatMap((name) => [join(modules, name, 'README.md'), join(modules, name, 'readme.md')])
    .filter((path) => existsSync(path));
  for (const [index, path] of found.slice(0, README_FILES).entries()) cpSync(path, join(target, `${index}.md`));
}

/** The text prints the very thing that the source names or lists. */
const isPrinted = ({ hops, conclusion }: Overlap): boolean =>
  conclusion === 'named-in-reference' ||
  (hops.length === 1 && /^(?:listed-in|mentioned-in|indicates)$/.test(hops[0]?.relation ?? ''));

/** Ends that a text names itself, beside the value that leads to them: a report on a group repeats the indicators of another. */
async function namedBeside(store: Store, database: string, overlaps: readonly Overlap[]): Promise<ReadonlySet<string>> {
  const db = new DatabaseSync(database, { readOnly: true });
  const beside = db.prepare(
    `SELECT 1 FROM mentions value JOIN mentions name ON name.document = value.document
       JOIN assertions claim ON claim.subject = name.entity AND claim.predicate = 'alias-of' AND claim.object = ?2
       JOIN documents d ON d.id = value.document JOIN collections c ON c.id = d.collection AND c.role = 'leak'
     WHERE value.entity = ?1 LIMIT 1`,
  );
  const named = new Set<string>();
  for (const { id, leak, reference } of overlaps) {
    const start = await store.graph.entity({ type: leak.type as EntityType, value: leak.value });
    const end = await store.graph.entity({ type: reference.type as EntityType, value: reference.name });
    if (start && end && beside.get(start.ref, end.ref)) named.add(id);
  }
  db.close();
  return named;
}

async function main(data: string, { references, texts, names }: Settings): Promise<void> {
  if (!existsSync(data)) {
    console.log(`skipped: there is no reference data at ${data}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'telltale-innocent-'));
  try {
    const copied = (from: string) => (to: string) => cpSync(from, to, { recursive: true });
    const kinds: readonly (readonly [string, (to: string) => void])[] =
      texts === undefined
        ? [
            ['reports of others', copied(join(data, 'annoctr', 'text'))],
            ['documentation', readmes],
          ]
        : [['texts', copied(texts)]];
    for (const [name, fill] of kinds) {
      const kase = join(folder, name, 'case');
      if (references === undefined) addReferences(kase, data);
      else cpSync(references, kase, { recursive: true });
      fill(join(folder, name, 'leak'));
      addToCase(kase, join(folder, name, 'leak'), '--name', name);
      const store = await openSqliteStore(join(kase, 'case.db'));
      const overlaps: Overlap[] = [];
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await store.overlaps.list({ rejected: false }, { limit: 1_000, ...(cursor ? { cursor } : {}) });
        overlaps.push(...page.entries);
        cursor = page.cursor ?? undefined;
        more = page.cursor !== null;
      }
      const above = overlaps.filter(({ score }) => score >= ABOVE_UNLIKELY);
      const named = await namedBeside(store, join(kase, 'case.db'), above);
      await store.close();
      show(name, overlaps, named, names);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function show(name: string, overlaps: readonly Overlap[], named: ReadonlySet<string>, names: boolean): void {
  const counts = new Map<string, number>();
  for (const { conclusion, likelihood } of overlaps) {
    const key = `${conclusion}, ${likelihood}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log(`\n${name}: ${overlaps.length} overlaps`);
  for (const [key, count] of [...counts].sort()) console.log(`  ${String(count).padStart(5)} ${key}`);
  const above = overlaps.filter(({ score }) => score >= ABOVE_UNLIKELY);
  const more = above.filter((overlap) => !isPrinted(overlap));
  const unnamed = more.filter(({ id }) => !named.has(id));
  console.log(
    `  above «Unlikely»: ${above.length}, of them ${more.length} lead on from what the text prints: ${more.length - unnamed.length} to what the text names beside it, ${unnamed.length} to more`,
  );
  for (const { leak, reference, score, conclusion } of names ? above : unnamed)
    console.log(`    ${score.toFixed(2)} ${conclusion}: ${leak.value} → ${reference.name}`);
}

interface Settings {
  readonly references: string | undefined;
  readonly texts: string | undefined;
  readonly names: boolean;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { references: { type: 'string' }, texts: { type: 'string' }, names: { type: 'boolean', default: false } },
});
await main(positionals[0] ?? resolve(import.meta.dirname, '..', '..', 'shared', 'data'), {
  references: values.references,
  texts: values.texts,
  names: values.names,
});
