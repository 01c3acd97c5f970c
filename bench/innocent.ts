/**
 * What innocent text is taken for: threat reports of others (AnnoCTR) and the documentation of npm packages are added as
 * leaks to a case of public references. Prints the conclusions by likelihood, and every one above «Unlikely» that is more
 * than a name or a value that the text itself prints.
 * `node bench/innocent.ts [DATA] [--references CASE]`: a case that holds the references of DATA already saves their import.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSqliteStore } from '../src/adapters/store/sqlite/sqlite-store.ts';
import type { Overlap } from '../src/model/overlap.ts';
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
const isTrulyNamed = ({ hops, conclusion }: Overlap): boolean =>
  conclusion === 'named-in-reference' ||
  (hops.length === 1 && /^(?:listed-in|mentioned-in|indicates)$/.test(hops[0]?.relation ?? ''));

async function main(data: string, references: string | undefined): Promise<void> {
  if (!existsSync(data)) {
    console.log(`skipped: there is no reference data at ${data}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'telltale-innocent-'));
  try {
    for (const [name, fill] of [
      ['reports of others', (to: string) => cpSync(join(data, 'annoctr', 'text'), to, { recursive: true })],
      ['documentation', readmes],
    ] as const) {
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
      await store.close();
      show(name, overlaps);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function show(name: string, overlaps: readonly Overlap[]): void {
  const counts = new Map<string, number>();
  for (const { conclusion, likelihood } of overlaps) {
    const key = `${conclusion}, ${likelihood}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log(`\n${name}: ${overlaps.length} overlaps`);
  for (const [key, count] of [...counts].sort()) console.log(`  ${String(count).padStart(5)} ${key}`);
  const above = overlaps.filter(({ score }) => score >= ABOVE_UNLIKELY);
  const more = above.filter((overlap) => !isTrulyNamed(overlap));
  console.log(`  above «Unlikely»: ${above.length}, of them ${more.length} that are more than what the text prints`);
  for (const { leak, reference, score, conclusion } of more)
    console.log(`    ${score.toFixed(2)} ${conclusion}: ${leak.value} → ${reference.name}`);
}

const given = process.argv.slice(2);
const at = given.indexOf('--references');
const references = at < 0 ? undefined : given.splice(at, 2)[1];
await main(given[0] ?? resolve(import.meta.dirname, '..', '..', 'shared', 'data'), references);
