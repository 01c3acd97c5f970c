#!/usr/bin/env node
// The command of the installed package: runs the program under the Node that it was written for, on any Node >= 20.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

/** This Node where it is new enough, else the one that came as a package, whose own script may have been skipped. */
function suitableNode() {
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  const folder = dirname(require.resolve('node/package.json'));
  const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary))
    spawnSync(process.execPath, [join(folder, 'installArchSpecificPackage.js')], {
      cwd: folder,
      stdio: ['ignore', 2, 2],
    });
  if (existsSync(binary)) return binary;
  process.stderr.write('telltale: needs Node 26 or later; the one that it brings along could not be installed.\n');
  process.exit(1);
}

// V8 and the C library give memory back instead of keeping it for later.
const nodeArgs = ['--max-semi-space-size=8', '--heap-growing-percent=30', '--disable-warning=ExperimentalWarning'];
const allocator = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '1048576' };
const child = spawn(suitableNode(), [...nodeArgs, main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...allocator },
});
// A terminal's Ctrl-C reaches the child by itself; this process only has to outlive it.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
