/** The built workbench: its files by name, and its one page for every other address. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { TelltaleError } from '../../../errors.ts';
import type { Api } from '../app.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

export function addPages(api: Api, webRoot: string): void {
  api.get('*', async (context) => {
    const path = normalize(decodeURIComponent(new URL(context.req.url).pathname));
    const isFile = extname(path) !== '';
    const file = join(webRoot, isFile ? path : 'index.html');
    if (!file.startsWith(webRoot + sep)) throw new TelltaleError('not-found', 'No such file.');
    const bytes = await readFile(file).catch((cause: unknown) => {
      const what = isFile ? `There is no ${path}.` : 'The workbench is not built; run npm start once.';
      throw new TelltaleError('not-found', what, { cause });
    });
    // Names of built files hold a hash of their content.
    const cache = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': cache,
    });
  });
}
