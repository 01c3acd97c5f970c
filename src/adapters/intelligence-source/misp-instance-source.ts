/** A MISP instance: its published events by the REST interface, page by page, each in a file of its own. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { type Fetch, parseJson, request } from './download.ts';

const answerShape = z.looseObject({
  response: z.array(
    z.looseObject({
      Event: z.looseObject({
        uuid: z.string().regex(/^[0-9a-f-]{36}$/i),
        timestamp: z.union([z.string().regex(/^\d+$/), z.number()]).optional(),
      }),
    }),
  ),
});

export interface MispInstanceDescription extends Omit<IntelligenceSource, 'fetch' | 'size' | 'renewed'> {
  /** `https://misp.example.org`. */
  readonly instance: string;
  readonly authorization: string;
}

const EVENTS_PER_PAGE = 50;
/** Pages of one run at most: a server that never ends must not fill the disk. */
const MOST_PAGES = 20_000;
/** Holds the newest change that was fetched, in seconds since 1970: the next run asks only for later ones. */
const STATE = 'newest.txt';

export function createMispInstanceSource(
  { instance, authorization, ...source }: MispInstanceDescription,
  fetchUrl: Fetch,
): IntelligenceSource {
  const url = new URL('events/restSearch', instance.endsWith('/') ? instance : `${instance}/`).href;
  return {
    ...source,
    size: 0,
    renewed: 'as the instance is',
    async fetch(folder, progress) {
      await mkdir(folder, { recursive: true });
      const since = Number((await readFile(join(folder, STATE), 'utf8').catch(() => '0')).trim()) || 0;
      let newest = since;
      let bytes = 0;
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const body = {
          returnFormat: 'json',
          published: true,
          limit: EVENTS_PER_PAGE,
          page,
          ...(since > 0 ? { timestamp: since } : {}),
        };
        const headers = { accept: 'application/json', 'content-type': 'application/json', authorization };
        const text = await (
          await request(url, { method: 'POST', headers, body: JSON.stringify(body) }, fetchUrl)
        ).text();
        bytes += text.length;
        progress(bytes);
        const parsed = answerShape.safeParse(parseJson(text));
        if (!parsed.success) throw new TelltaleError('download-failed', `${url} did not answer as a MISP does.`);
        for (const event of parsed.data.response) {
          const { uuid, timestamp = 0 } = event.Event;
          newest = Math.max(newest, Number(timestamp));
          await dropOlder(folder, uuid);
          await writeFile(join(folder, `${uuid}-${timestamp}.json`), JSON.stringify(event));
        }
        if (parsed.data.response.length < EVENTS_PER_PAGE) break;
      }
      await writeFile(join(folder, STATE), String(newest));
      return (await readdir(folder))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(folder, name));
    },
  };
}

/** The event is replaced: the folder holds each once. */
async function dropOlder(folder: string, uuid: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith(`${uuid}-`)) await rm(join(folder, name));
}
