/** A MISP feed: a manifest that names events, and one file an event. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { download, type Fetch, request } from './download.ts';

const manifest = z.record(
  z.string().regex(/^[0-9a-f-]{36}$/i),
  z.looseObject({ timestamp: z.union([z.string().regex(/^\d+$/), z.number()]).optional() }),
);

export interface MispFeedDescription extends Omit<IntelligenceSource, 'fetch' | 'size' | 'renewed'> {
  /** Folder of the feed, `https://server/feed/`. */
  readonly feed: string;
  readonly headers?: Record<string, string>;
}

/** Events that are already in the folder at the manifest's timestamp are not fetched again. */
export function createMispFeedSource(
  { feed, headers = {}, ...source }: MispFeedDescription,
  fetchUrl: Fetch,
): IntelligenceSource {
  const at = (name: string): string => new URL(name, feed.endsWith('/') ? feed : `${feed}/`).href;
  return {
    ...source,
    size: 0,
    renewed: 'as the feed is',
    async fetch(folder, progress) {
      await mkdir(folder, { recursive: true });
      const url = at('manifest.json');
      const answer: unknown = await (await request(url, { headers }, fetchUrl)).json().catch(() => undefined);
      const parsed = manifest.safeParse(answer);
      if (!parsed.success) throw new TelltaleError('download-failed', `${url} is not the manifest of a MISP feed.`);
      const paths: string[] = [];
      let before = 0;
      for (const [uuid, { timestamp }] of Object.entries(parsed.data).sort()) {
        const path = join(folder, `${uuid}-${timestamp ?? 0}.json`);
        paths.push(path);
        if (await stat(path).catch(() => undefined)) continue;
        let here = 0;
        await download(
          at(`${uuid}.json`),
          path,
          (bytes) => {
            here = bytes;
            progress(before + bytes);
          },
          fetchUrl,
          headers,
        );
        before += here;
      }
      return paths;
    },
  };
}
