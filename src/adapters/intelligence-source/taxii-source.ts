/** A TAXII 2.1 collection: its objects, page by page, as STIX bundles. A later run asks only for what was added since. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { type Fetch, parseJson, request } from './download.ts';

const ACCEPT = 'application/taxii+json;version=2.1';
const envelope = z.looseObject({
  more: z.boolean().optional(),
  next: z.string().optional(),
  objects: z.array(z.unknown()).optional(),
});
/** Pages of one run at most: a server that never ends must not fill the disk. */
const MOST_PAGES = 10_000;
/** Holds when the newest object that was fetched was added to the collection, as the server says. */
const STATE = 'added-last.txt';

export interface TaxiiDescription extends Omit<IntelligenceSource, 'fetch' | 'size' | 'renewed'> {
  /** `https://server/api-root/collections/ID/`. */
  readonly collection: string;
  /** Value of the Authorization header, when the server asks for one. */
  readonly authorization?: string;
}

export function createTaxiiSource(description: TaxiiDescription, fetchUrl: Fetch): IntelligenceSource {
  const { collection, authorization, ...source } = description;
  return {
    ...source,
    size: 0,
    renewed: 'as the collection is',
    async fetch(folder, progress) {
      await mkdir(folder, { recursive: true });
      const since = (await readFile(join(folder, STATE), 'utf8').catch(() => '')).trim();
      const run = since === '' ? '0' : since.replace(/[^0-9]/g, '');
      let next: string | undefined;
      let added = since;
      let bytes = 0;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const url = new URL('objects/', collection.endsWith('/') ? collection : `${collection}/`);
        if (since) url.searchParams.set('added_after', since);
        if (next) url.searchParams.set('next', next);
        const headers = { accept: ACCEPT, ...(authorization ? { authorization } : {}) };
        const response = await request(url.href, { headers }, fetchUrl);
        const text = await response.text();
        bytes += text.length;
        progress(bytes);
        const answer = parseJson(text);
        if (answer === undefined) throw new TelltaleError('download-failed', `${url.href} did not answer with JSON.`);
        const parsed = envelope.safeParse(answer);
        if (!parsed.success) throw new TelltaleError('download-failed', `${url.href} did not answer in TAXII 2.1.`);
        const objects = parsed.data.objects ?? [];
        if (objects.length > 0) {
          const path = join(folder, `objects-${run}-${String(page).padStart(5, '0')}.json`);
          await writeFile(path, JSON.stringify({ type: 'bundle', id: `bundle--${source.name}-${page}`, objects }));
        }
        const last = response.headers.get('x-taxii-date-added-last') ?? '';
        if (last > added) added = last;
        if (!parsed.data.more || !parsed.data.next || parsed.data.next === next) break;
        next = parsed.data.next;
      }
      if (added !== '') await writeFile(join(folder, STATE), added);
      return (await readdir(folder))
        .filter((name) => /^objects-.*\.json$/.test(name))
        .sort()
        .map((name) => join(folder, name));
    },
  };
}
