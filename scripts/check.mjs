/** `npm run check`: format, lint, types, import direction, file size, dead exports. Plain JavaScript, see set-up.mjs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, root, setUp } from './set-up.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** In the order in which a failure is cheapest to mend. */
const CHECKS = [
  ['format and lint', bin('biome'), ['ci', '--colors=off', '--diagnostic-level=warn', '--error-on-warnings']],
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the workbench', bin('tsc'), ['-p', 'web']],
  ['import direction', pinnedNode, [bin('depcruise'), 'src', 'web/src', '--config', '.dependency-cruiser.cjs']],
  ['file size', pinnedNode, [join(root, 'scripts', 'file-size.mjs')]],
  ['dead exports', pinnedNode, [bin('knip')]],
];

setUp({ workbench: false });
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(':');
let failed = 0;
for (const [name, command, args] of CHECKS) {
  process.stdout.write(`check: ${name}\n`);
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  if (done.status !== 0) {
    failed += 1;
    process.stdout.write(`check: ${name} FAILED\n`);
  }
}
process.exit(failed > 0 ? 1 : 0);
