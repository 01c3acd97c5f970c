/** `npm test`: sets everything up, a Chromium included, then runs all tests (or those named). Plain JavaScript, see set-up.mjs. */
import { join } from 'node:path';
import { root, runPinned, setUp } from './set-up.mjs';

setUp();
const { ensureChromium } = await import('./ensure-chromium.mjs');
const chromium = await ensureChromium();
if (!chromium) {
  process.stderr.write('telltale: no Chromium could be had; set CHROMIUM to the path of one and run npm test again\n');
  process.exit(1);
}
runPinned(join(root, 'node_modules', 'vitest', 'vitest.mjs'), ['run', ...process.argv.slice(2)], {
  env: { CHROMIUM: chromium },
});
