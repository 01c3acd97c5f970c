/** `npm run bench [NAME…]`: runs the benchmarks of bench/ one after another. Plain JavaScript, see set-up.mjs. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LEAN, pinnedNode, root, setUp } from './set-up.mjs';

setUp();
const wanted = process.argv.slice(2);
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3))
  .sort();
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark named ${unknown.join(', ')}; there are: ${all.join(', ')}\n`);
  process.exit(2);
}
let failed = 0;
for (const name of wanted.length > 0 ? wanted : all) {
  process.stdout.write(`\n== ${name}\n`);
  const done = spawnSync(pinnedNode, [...LEAN.nodeArgs, '--expose-gc', join(root, 'bench', `${name}.ts`)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...LEAN.env },
  });
  if (done.status !== 0) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
