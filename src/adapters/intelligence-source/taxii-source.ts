/** A TAXII 2.1 collection: its objects, page by page, as STIX bundles. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { type Fetch, request } from './download.ts';

const ACCEPT = 'application/taxii+json;version=2.1';
const envelope = z.looseObject({
  more: z.boolean().optional(),
  next: z.string().optional(),
  objects: z.array(z.unknown()).optional(),
});
/** Pages of one run at most: a server that never ends must not fill the disk. */
const MOST_PAGES = 10_000;

export interface TaxiiDescription extends Omit<IntelligenceSource, 'fetch' | 'size'> {
  /** `https://server/api-root/collections/ID/`. */
  readonly collection: string;
  /** Value of the Authorization header, when the server asks for one. */
  readonly authorization?: string;
  /** Only what was added after this time, ISO 8601: for updates. */
  readonly addedAfter?: string;
}

export function createTaxiiSource(description: TaxiiDescription, fetchUrl: Fetch): IntelligenceSource {
  const { collection, authorization, addedAfter, ...source } = description;
  return {
    ...source,
    size: 0,
    async fetch(folder, progress) {
      await mkdir(folder, { recursive: true });
      const paths: string[] = [];
      let next: string | undefined;
      let bytes = 0;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const url = new URL('objects/', collection.endsWith('/') ? collection : `${collection}/`);
        if (addedAfter) url.searchParams.set('added_after', addedAfter);
        if (next) url.searchParams.set('next', next);
        const headers = { accept: ACCEPT, ...(authorization ? { authorization } : {}) };
        const text = await (await request(url.href, headers, fetchUrl)).text();
        bytes += text.length;
        progress(bytes);
        const parsed = envelope.safeParse(parse(text, url.href));
        if (!parsed.success) throw new TelltaleError('download-failed', `${url.href} did not answer in TAXII 2.1.`);
        const objects = parsed.data.objects ?? [];
        if (objects.length > 0) {
          const path = join(folder, `objects-${String(page).padStart(5, '0')}.json`);
          await writeFile(path, JSON.stringify({ type: 'bundle', id: `bundle--${source.name}-${page}`, objects }));
          paths.push(path);
        }
        if (!parsed.data.more || !parsed.data.next || parsed.data.next === next) return paths;
        next = parsed.data.next;
      }
      return paths;
    },
  };
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TelltaleError('download-failed', `${url} did not answer with JSON.`, { cause });
  }
}
