/**
 * Emscripten's file system asks `process.binding('constants')`, an old door that Node's permission model keeps shut.
 * The numbers behind it are public; this gives those and nothing else.
 */
import { constants } from 'node:fs';

export function serveConstantsBinding(): void {
  Object.defineProperty(process, 'binding', {
    value: (name: string) => {
      if (name !== 'constants') throw new Error(`No such binding: ${name}`);
      return { fs: constants };
    },
  });
}
