/**
 * `npm run package`: makes `dist/telltale-VERSION.tgz`, which `npx` and `npm install` take. Node does not strip types
 * below node_modules, so the package holds JavaScript, laid out as the sources are. Plain JavaScript, see set-up.mjs.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

const dist = join(root, 'dist');
const staging = join(dist, 'package');

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', 'pipe', 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write(`telltale: ${[command, ...args].join(' ')} failed\n${done.stdout ?? ''}`);
    process.exit(1);
  }
  return String(done.stdout).trim();
}

setUp();
rmSync(dist, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
run(
  join(root, 'node_modules', '.bin', 'tsc'),
  [
    ...['--noEmit', 'false', '--allowImportingTsExtensions', 'false', '--rewriteRelativeImportExtensions'],
    ...['--rootDir', '.', '--outDir', staging, '-p', 'tsconfig.package.json'],
  ],
  root,
);
for (const name of ['data', 'sample/leak', 'sample/reference', 'web/dist', 'README.md', 'LICENSE', 'NOTICE'])
  cpSync(join(root, name), join(staging, name), { recursive: true });
// What lies beside the sources and is no source.
cpSync(join(root, 'src'), join(staging, 'src'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
mkdirSync(join(staging, 'bin'));
cpSync(join(root, 'scripts', 'package-bin.mjs'), join(staging, 'bin', 'telltale.mjs'));

const { name, version, description, license, type, engines, dependencies, devDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const described = {
  ...{ name, version, description, license, type, engines },
  bin: { telltale: 'bin/telltale.mjs' },
  dependencies: { ...dependencies, node: devDependencies.node },
};
writeFileSync(join(staging, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
const packed = run('npm', ['pack', '--silent', '--pack-destination', dist], staging).split('\n').at(-1);
const file = join(dist, `telltale-${version}.tgz`);
if (packed !== `telltale-${version}.tgz`) renameSync(join(dist, packed), file);
process.stdout.write(`${file}\n`);
