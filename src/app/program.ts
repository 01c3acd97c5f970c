/** Where the program's own files are, and how it is called. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `package.json`. */
export const PROGRAM_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built workbench. */
export const WEB_ROOT = join(PROGRAM_ROOT, 'web', 'dist');

/** The fictional leak and the hand-written references of the demo. */
export const SAMPLE = {
  leak: join(PROGRAM_ROOT, 'sample', 'leak'),
  reference: join(PROGRAM_ROOT, 'sample', 'reference'),
};

export const VERSION: string = (() => {
  const described: unknown = JSON.parse(readFileSync(join(PROGRAM_ROOT, 'package.json'), 'utf8'));
  return (described as { version: string }).version;
})();
