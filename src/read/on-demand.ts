/**
 * Packages that few files need, loaded by the first file that does: together they take longer to load than hundreds of
 * small files to read. For code that cannot wait; where a reader can, it says `await import`.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const jschardet = once((): typeof import('jschardet') => require('jschardet'));
export const officeCrypto = once((): typeof import('officecrypto-tool') => require('officecrypto-tool'));
export const parse5 = once((): typeof import('parse5') => require('parse5'));
export const sheetJs = once((): typeof import('@e965/xlsx') => require('@e965/xlsx'));
export const utif = once((): typeof import('utif2') => require('utif2'));
const zod = once((): typeof import('zod') => require('zod'));

/** A schema, made when it is first asked for: `const thing = shape((z) => z.looseObject({ name: z.string() }))`. */
export function shape<Schema extends object>(make: (z: typeof import('zod').z) => Schema): () => Schema {
  return once(() => make(zod().z));
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
