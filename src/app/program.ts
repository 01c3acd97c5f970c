/** Where the program's own files are, and how it is called. */
import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `package.json`. */
export const PROGRAM_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What worker processes may read of the program: in an installed package its dependencies lie beside it. */
export const PROGRAM_FOLDERS: readonly string[] =
  basename(dirname(PROGRAM_ROOT)) === 'node_modules' ? [dirname(PROGRAM_ROOT)] : [PROGRAM_ROOT];

/** The path of a script of this folder that runs in a process of its own: TypeScript in a clone, JavaScript in a package. */
export function processScript(name: string): string {
  return join(import.meta.dirname, `${name}${extname(import.meta.filename)}`);
}

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
