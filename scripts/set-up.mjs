/**
 * Sets a clone up: packages, the pinned Node, and the built workbench. Plain JavaScript for Node >= 20, because it
 * runs before anything is installed. Does nothing when nothing has changed. All output goes to stderr.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
export const pinnedNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
const stampFile = join(modules, '.telltale-installed');
const lockFolder = join(root, '.telltale-set-up');

function say(text) {
  process.stderr.write(`telltale: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(existsSync(path) ? readFileSync(path) : '');
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/[\\/](node_modules|dist)[\\/]/.test(path))
    .sort();
}

function run(command, args, advice) {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const done = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2], shell: windows });
  if (done.status !== 0)
    fail(`${[command, ...args].join(' ')} failed${done.error ? ` (${done.error.message})` : ''}. ${advice}`);
}

/** Two commands started at once in a fresh clone must not both install. A lock of a dead process is taken over. */
function locked(work) {
  for (;;) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(join(lockFolder, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      let alive = true;
      try {
        process.kill(Number(readFileSync(join(lockFolder, 'pid'), 'utf8')), 0);
      } catch (reason) {
        alive =
          reason.code === 'EPERM' ||
          Date.now() - (statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 2000;
      }
      if (!alive) rmSync(lockFolder, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    }
  }
  try {
    work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function installed() {
  const wanted = hashOf([join(root, 'package-lock.json'), join(root, 'package.json')]);
  const have = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  return { wanted, fresh: have === wanted && existsSync(pinnedNode) };
}

function ensurePackages() {
  const { wanted, fresh } = installed();
  if (fresh) return;
  say('installing packages (once; about a minute)');
  // Not `npm ci`: it refuses a lock file without the binaries of other platforms, which not every registry carries.
  run(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    'Check that the npm registry can be reached and run the command again.',
  );
  // Some npm set-ups skip install scripts; the pinned Node needs its own.
  if (!existsSync(pinnedNode))
    run(
      process.execPath,
      [join(modules, 'node', 'installArchSpecificPackage.js')],
      'The pinned Node could not be installed.',
    );
  if (!existsSync(pinnedNode)) fail(`the pinned Node is missing at ${pinnedNode}; run npm ci`);
  writeFileSync(stampFile, wanted);
}

function ensureWorkbench() {
  const web = join(root, 'web');
  if (!existsSync(join(web, 'package.json'))) return;
  const stamp = join(web, 'dist', '.built-from');
  const wanted = hashOf([...filesBelow(web), join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('building the workbench (once; some seconds)');
  run(
    pinnedNode,
    [join(modules, 'vite', 'bin', 'vite.js'), 'build', web, '--logLevel', 'warn'],
    'The web workbench did not build.',
  );
  writeFileSync(stamp, wanted);
}

/** Packages and the workbench, as far as they are missing or out of date. */
export function setUp({ workbench = true } = {}) {
  if (existsSync(join(root, 'package-lock.json'))) {
    const stale = () => !installed().fresh;
    if (stale()) locked(ensurePackages);
    if (workbench) locked(ensureWorkbench);
  }
}

/** Runs a script of this project under the pinned Node and exits as it does; signals reach it too. */
/**
 * How the program is started: V8 and the C library give memory back instead of keeping it for later; a large table
 * took 260 MB in this process without and takes 150 with these.
 */
export const LEAN = {
  nodeArgs: ['--max-semi-space-size=8', '--heap-growing-percent=30', '--disable-warning=ExperimentalWarning'],
  env: { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '1048576' },
};

export function runPinned(script, args, { nodeArgs = [], env = {} } = {}) {
  const path = [join(modules, '.bin'), process.env.PATH].join(windows ? ';' : ':');
  // Stripped types and compiled code are kept: a command starts in half the time.
  const cache = process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'node-compile-cache');
  const child = spawn(pinnedNode, [...nodeArgs, script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: cache, PATH: path, ...env },
  });
  // A terminal's Ctrl-C reaches the child by itself; this process only has to outlive it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`the pinned Node did not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
