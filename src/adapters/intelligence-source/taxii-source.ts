/** A TAXII 2.1 collection: its objects, page by page, as STIX bundles. A later run asks only for what was added since. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { type Fetch, parseJson, request } from './download.ts';

const ACCEPT = 'application/taxii+json;version=2.1';
const envelope = z.looseObject({
  more: z.boolean().optional(),
  next: z.string().optional(),
  objects: z.array(z.looseObject({ id: z.string().optional() })).optional(),
});
const bundle = z.looseObject({ objects: z.array(z.looseObject({ id: z.string().optional() })) });
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
      const run = `objects-${since === '' ? '0' : since.replace(/[^0-9]/g, '')}-`;
      const came = new Set<string>();
      let after = since;
      let next: string | undefined;
      let added = since;
      let bytes = 0;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const url = new URL('objects/', collection.endsWith('/') ? collection : `${collection}/`);
        if (after) url.searchParams.set('added_after', after);
        if (next) url.searchParams.set('next', next);
        const { answer, length, last } = await pageAt(url.href, authorization, fetchUrl);
        bytes += length;
        progress(bytes);
        const objects = answer.objects ?? [];
        for (const { id } of objects) if (id !== undefined) came.add(id);
        if (objects.length > 0) {
          const path = join(folder, `${run}${String(page).padStart(5, '0')}.json`);
          await writeFile(path, JSON.stringify({ type: 'bundle', id: `bundle--${source.name}-${page}`, objects }));
        }
        if (last > added) added = last;
        if (!answer.more) break;
        // A server need not number its pages: what was added after the last object of this one is the next.
        if (answer.next === undefined && last > after) {
          after = last;
          next = undefined;
        } else if (answer.next !== undefined && answer.next !== next) next = answer.next;
        else {
          throw new TelltaleError('download-failed', `${url.href} says that there is more, but not how to ask for it.`);
        }
      }
      await dropReplaced(folder, run, came);
      if (added !== '') await writeFile(join(folder, STATE), added);
      return (await pagesIn(folder)).map((name) => join(folder, name));
    },
  };
}

async function pageAt(
  url: string,
  authorization: string | undefined,
  fetchUrl: Fetch,
): Promise<{ answer: z.infer<typeof envelope>; length: number; last: string }> {
  const headers = { accept: ACCEPT, ...(authorization ? { authorization } : {}) };
  const response = await request(url, { headers }, fetchUrl).catch((caught: unknown) => {
    throw explained(caught, url, authorization);
  });
  const text = await response.text();
  const json = parseJson(text);
  if (json === undefined) throw new TelltaleError('download-failed', `${url} did not answer with JSON.`);
  const parsed = envelope.safeParse(json);
  if (!parsed.success) throw new TelltaleError('download-failed', `${url} did not answer in TAXII 2.1.`);
  return { answer: parsed.data, length: text.length, last: response.headers.get('x-taxii-date-added-last') ?? '' };
}

/** What the statuses of TAXII mean to whoever named the collection. */
function explained(caught: unknown, url: string, authorization: string | undefined): unknown {
  const status = caught instanceof TelltaleError ? caught.details['status'] : undefined;
  const options = { cause: caught, details: { url, status } };
  switch (status) {
    case 401:
      return !authorization
        ? new TelltaleError(
            'key-missing',
            `${url} wants to know who asks: put a key into TELLTALE_LIBRARY_KEY.`,
            options,
          )
        : new TelltaleError('download-failed', `${url} does not take the key that it was given (401).`, options);
    case 403:
      return new TelltaleError('download-failed', `${url} may not be read with this key (403).`, options);
    case 404:
      return new TelltaleError('download-failed', `There is no TAXII collection at ${url} (404).`, options);
    case 406:
      return new TelltaleError('download-failed', `${url} does not speak TAXII 2.1 (406).`, options);
    default:
      return caught;
  }
}

/** In the order in which they came. */
async function pagesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^objects-.*\.json$/.test(name)).sort();
}

/** Takes what came anew out of the pages of earlier runs: an object that was revoked since is not stated by both. */
async function dropReplaced(folder: string, run: string, came: ReadonlySet<string>): Promise<void> {
  if (came.size === 0) return;
  for (const name of await pagesIn(folder)) {
    if (name.startsWith(run)) continue;
    const path = join(folder, name);
    const page = bundle.safeParse(parseJson(await readFile(path, 'utf8')));
    if (!page.success) continue;
    const objects = page.data.objects.filter(({ id }) => id === undefined || !came.has(id));
    if (objects.length === page.data.objects.length) continue;
    if (objects.length === 0) await rm(path);
    else await writeFile(path, JSON.stringify({ ...page.data, objects }));
  }
}
