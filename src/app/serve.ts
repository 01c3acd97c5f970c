/** Serves the workbench of a case. */
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { openFolderBlobStore } from '../adapters/blob-store/folder/folder-blob-store.ts';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.ts';
import { createHttpApp } from '../tell/http/app.ts';
import { listen } from '../tell/http/serve.ts';
import { CASE_NAME, type Case } from './case.ts';
import { DEFAULT_ENGINE_SETTINGS } from './compose.ts';
import { exportOf } from './export.ts';
import { createLiveRun } from './live-run.ts';
import { createPageImages } from './page-images.ts';
import { pendingStages } from './pending.ts';
import { VERSION, WEB_ROOT } from './program.ts';
import { reportOf } from './report.ts';
import { isSample } from './sample.ts';
import { termActions } from './terms.ts';

export interface ServeOptions {
  readonly host?: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly offline: boolean;
}

export interface Serving {
  /** With the session's token: whoever has the link sees the case. */
  readonly url: string;
  readonly beyondLoopback: boolean;
  close(): Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/** Rejects with `case-missing`, `case-newer`, `case-broken` or `port-in-use`. */
export async function serveCase(folder: string, options: ServeOptions): Promise<Serving> {
  const path = resolve(folder);
  // Verdicts are written beside a pipeline that may be running, so without the writer's lock.
  const store = await openSqliteStore(join(path, 'case.db'), { mode: 'judge' });
  const blobs = openFolderBlobStore(join(path, 'blobs'));
  const theCase: Case = { folder: path, store, blobs, scratch: join(path, 'scratch'), close: () => store.close() };
  const pages = createPageImages(theCase);
  const author = userInfo().username;
  const clock = (): Date => new Date();
  const run = createLiveRun(path, DEFAULT_ENGINE_SETTINGS);
  const host = options.host ?? '127.0.0.1';
  const token = randomBytes(24).toString('base64url');
  try {
    const listening = await listen({ host, port: options.port ?? 0 }, (port) => {
      const names = LOOPBACK.has(host) ? [...LOOPBACK] : [...LOOPBACK, host];
      return createHttpApp({
        store,
        blobs,
        version: VERSION,
        token,
        allowedHosts: new Set(names.map((name) => `${bracketed(name)}:${port}`)),
        webRoot: WEB_ROOT,
        author,
        clock,
        facts: async () => ({
          name: (await store.settings.get(CASE_NAME)) ?? 'case',
          path,
          version: VERSION,
          // Nothing that the workbench does uses the network.
          offline: true,
          sample: await isSample(store),
          canAdd: true,
        }),
        pending: () => pendingStages(store),
        progress: run,
        terms: termActions(store, { author, clock }, run.update),
        actions: {
          add: ({ path: added, ...request }) => run.start({ paths: [resolve(added)], ...request }),
          stop: () => run.stop(),
          report: (format) => reportOf(theCase, format, { unmasked: false }),
          export: async (name) => exportOf(theCase, name, { unmasked: false }),
          page: (document, page) => pages.page(document, page),
        },
      }).fetch;
    });
    return {
      url: `http://${bracketed(host)}:${listening.port}/?token=${token}`,
      beyondLoopback: !LOOPBACK.has(host),
      async close() {
        run.stop();
        await listening.close();
        await pages.close();
        await store.close();
      },
    };
  } catch (caught) {
    await pages.close();
    await store.close();
    throw caught;
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
