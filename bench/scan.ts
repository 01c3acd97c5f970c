/**
 * The scanner as it is shipped, as JavaScript in a process of its own, beside npm `ioc-extractor` on the same texts, turn
 * by turn; prints MB/s of processor time, the ratio, how many indicators each finds, and the most memory that a process
 * needs that scans all of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Memory, Turn } from './scanning/turn.ts';

const ROUNDS = 3;
const MOST_MEMORY = 150;
const root = fileURLToPath(new URL('..', import.meta.url));
const TURN = join('bench', 'scanning', 'turn');

function run(command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed\n${done.stdout}`, { cause: done.error });
  return done.stdout;
}

/** Compiles a turn and what it imports, as the package is compiled; the folder is to be removed. */
function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
  run(join(root, 'node_modules', '.bin', 'tsc'), [
    ...['--ignoreConfig', '--target', 'es2024', '--lib', 'esnext', '--module', 'nodenext', '--types', 'node'],
    ...['--strict', '--skipLibCheck', '--rewriteRelativeImportExtensions'],
    ...['--rootDir', '.', '--outDir', folder, `${TURN}.ts`],
  ]);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const secondsOf = (turn: Turn): number => sum(turn.folders.map(({ seconds }) => seconds));
const foundBy = (turn: Turn | undefined): number => sum(turn?.folders.map(({ found }) => found) ?? []);
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const built = build();
try {
  // With the flags that the program itself runs with.
  const turn = <T>(what: string): T =>
    JSON.parse(run(process.execPath, ['--max-semi-space-size=8', join(built, `${TURN}.js`), what])) as T;
  const rounds = Array.from({ length: ROUNDS }, () => [turn<Turn>('telltale'), turn<Turn>('ioc-extractor')] as const);
  const [ours, theirs] = rounds[0] ?? [];
  const size = sum(ours?.folders.map(({ length }) => length) ?? []) / 1e6;
  const rate = (which: 0 | 1): string => (size / middle(rounds.map((round) => secondsOf(round[which])))).toFixed(1);
  const ratios = rounds.map(([one, other]) => secondsOf(other) / secondsOf(one));
  const files = sum(ours?.folders.map((each) => each.files) ?? []);
  console.log(`text            ${size.toFixed(1)} MB (UTF-16 units) in ${files} texts`);
  console.log(`telltale        ${rate(0)} MB/s, ${foundBy(ours)} mentions with spans, all types`);
  console.log(`ioc-extractor   ${rate(1)} MB/s, ${foundBy(theirs)} values without spans`);
  console.log(
    `ratio           ${middle(ratios).toFixed(2)} times ioc-extractor at the median of the rounds (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`,
  );
  for (const [at, { folder, length, found }] of ours?.folders.entries() ?? []) {
    const seconds = (which: 0 | 1): number => middle(rounds.map((round) => round[which].folders[at]?.seconds ?? 0));
    console.log(
      `  ${folder.padEnd(14)}${(seconds(1) / seconds(0)).toFixed(2)} times, ${(length / seconds(0) / 1e6).toFixed(1)} MB/s, a mention each ${(length / found).toFixed(0)} units`,
    );
  }
  const memory = turn<Memory>('memory');
  const reading = turn<Memory>('reading');
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  console.log(
    `memory          ${megabytes(memory.most)} MB at most, of ${MOST_MEMORY}, while it reads and scans text by text (${megabytes(memory.before)} MB before the first; ${megabytes(reading.most)} MB when it only reads)`,
  );
} finally {
  rmSync(built, { recursive: true, force: true });
}
