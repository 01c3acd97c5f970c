/** Serves the workbench of a case. */
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { hostname, networkInterfaces, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { openFolderBlobStore } from '../adapters/blob-store/folder/folder-blob-store.ts';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import { createHttpApp } from '../tell/http/app.ts';
import type { LibraryActions, Uploads } from '../tell/http/dependencies.ts';
import { listen } from '../tell/http/serve.ts';
import { createSignIn } from '../tell/http/sign-in.ts';
import type { AddRequest } from './add.ts';
import { CASE_NAME, type Case, openCaseToWrite } from './case.ts';
import { createCorrector } from './corrections.ts';
import { exportOf } from './export.ts';
import { glossOf } from './gloss-passage.ts';
import { GRAPH_SEARCH } from './graph.ts';
import { createIdentityJudge } from './identities.ts';
import { createIncoming } from './incoming.ts';
import { libraryOfStore, removeReference, restoreReference, updateRequests } from './library.ts';
import { isInCatalogue, libraryRequest } from './library-order.ts';
import { createLiveRun, type LiveRun } from './live-run.ts';
import { isSwitchedOff, modelActions } from './model-actions.ts';
import { openStore } from './open-store.ts';
import { createPageImages } from './page-images.ts';
import { patternActions } from './patterns.ts';
import { pendingStages } from './pending.ts';
import { VERSION, WEB_ROOT } from './program.ts';
import { createReaderPool } from './reader-pool.ts';
import { withReadingThreads } from './reading-threads.ts';
import { reportOf } from './report.ts';
import { runLimits, runSettings, setRunLimits } from './run-settings.ts';
import { isSample, markAsSample, SAMPLE_REQUESTS } from './sample.ts';
import { termActions } from './terms.ts';

export interface ServeOptions {
  readonly host?: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly offline: boolean;
  /** Address at which a proxy that ends TLS shows the workbench, such as `https://case.example`. */
  readonly publicUrl?: string;
  /** Wanted of whoever opens the workbench, instead of the link's token. */
  readonly password?: string;
}

export interface Serving {
  /** With the session's token, unless a password is wanted: whoever has the link sees the case. */
  readonly url: string;
  readonly beyondLoopback: boolean;
  /** Whether what passes between is encrypted on the way that others take. */
  readonly encrypted: boolean;
  close(): Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Serves a case; an empty or absent folder becomes an empty case. Rejects with `case-missing` for a folder that holds
 * something else, with `usage` for a public address that is none, and with `case-newer`, `case-broken` or `port-in-use`.
 */
export async function serveCase(folder: string, options: ServeOptions): Promise<Serving> {
  const path = resolve(folder);
  const publicUrl = options.publicUrl === undefined ? undefined : publicAddress(options.publicUrl);
  await prepareCase(path);
  // Verdicts are written beside a pipeline that may be running, so without the writer's lock.
  const database = join(path, 'case.db');
  const store = withReadingThreads(await openStore(database, 'judge'), database);
  const blobs = openFolderBlobStore(join(path, 'blobs'));
  const theCase: Case = { folder: path, store, blobs, scratch: join(path, 'scratch'), close: () => store.close() };
  const reader = createReaderPool(theCase);
  const pages = createPageImages(theCase, reader);
  const author = userInfo().username;
  const clock = (): Date => new Date();
  const incoming = createIncoming(join(path, 'incoming'));
  const run = await createLiveRun({
    folder: path,
    store,
    settings: () => runSettings(store),
    dropUpload: incoming.drop,
  });
  const host = options.host ?? '127.0.0.1';
  const beyondLoopback = !LOOPBACK.has(host) || publicUrl !== undefined;
  const token = randomBytes(24).toString('base64url');
  const { password } = options;
  const signIn = password === undefined ? undefined : await createSignIn(password, clock);
  try {
    const listening = await listen({ host, port: options.port ?? 0 }, (port) => {
      return createHttpApp({
        store,
        blobs,
        version: VERSION,
        token,
        signIn,
        allowedHosts: new Set([
          ...namesOf(host).map((name) => `${bracketed(name)}:${port}`.toLowerCase()),
          ...(publicUrl ? [publicUrl.host] : []),
        ]),
        publicOrigin: publicUrl?.origin,
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
          canAdd: !beyondLoopback,
          signedIn: signIn !== undefined,
        }),
        pending: () => pendingStages(store),
        progress: run,
        terms: termActions(store, { author, clock }, run.update),
        corrections: createCorrector(store, { author, clock }, run.update),
        graphSearch: GRAPH_SEARCH,
        identities: createIdentityJudge(store, { author, clock }, run.update),
        patterns: patternActions(store),
        models: modelActions(store.settings, { offline: options.offline, update: run.update }),
        gloss: (passage) => glossOf(store, reader, passage),
        library: libraryActions(store, run, { offline: options.offline, beyondLoopback }),
        actions: {
          async add({ path: added, ...about }) {
            if (beyondLoopback) {
              throw new TelltaleError('forbidden', 'Others can reach this page: it reads no paths of this machine.');
            }
            const path = resolve(added);
            const request =
              about.role === 'leak'
                ? { paths: [path], ...about }
                : await libraryRequest({ sources: [path], offline: true }, about);
            await run.start({ requests: [request] });
          },
          addSample: () => addSample(store, run),
          pause: run.pause,
          resume: run.resume,
          cancel: run.cancel,
          limits: () => runLimits(store),
          setLimits: (limits) => setRunLimits(store, limits),
          uploads: uploadsOf(incoming, run),
          report: (format, language) => reportOf(theCase, format, { unmasked: false, language }),
          export: async (name) => exportOf(theCase, name, { unmasked: false }),
          page: (document, page) => pages.page(document, page),
        },
      }).fetch;
    });
    return {
      url: `${publicUrl?.origin ?? `http://${bracketed(reachable(host))}:${listening.port}`}/${signIn ? '' : `?token=${token}`}`,
      beyondLoopback,
      encrypted: publicUrl?.protocol === 'https:',
      async close() {
        await run.close();
        await listening.close();
        await reader.close();
        await store.close();
      },
    };
  } catch (caught) {
    await reader.close();
    await store.close();
    throw caught;
  }
}

/** Makes the case where there is none, and brings an older one up to date. */
async function prepareCase(path: string): Promise<void> {
  const names = await readdir(path).catch((): string[] => []);
  if (names.length > 0 && !names.includes('case.db')) {
    throw new TelltaleError('case-missing', `${path} holds files, but no case.`, { details: { case: path } });
  }
  try {
    await (await openCaseToWrite(path)).close();
  } catch (caught) {
    // A run of another process has it open: it is up to date, and may be watched.
    if (asTelltaleError(caught).code !== 'case-busy') throw caught;
  }
}

async function addSample(store: Store, run: LiveRun): Promise<void> {
  const collections = await store.collections.list();
  if (collections.length > 0 && !(await isSample(store))) {
    throw new TelltaleError('usage', 'The sample goes into an empty case: this one holds files of your own.');
  }
  await run.start({ requests: SAMPLE_REQUESTS });
  await markAsSample(store);
}

function uploadsOf(incoming: ReturnType<typeof createIncoming>, run: LiveRun): Uploads {
  return {
    begin: incoming.begin,
    write: incoming.write,
    drop: incoming.drop,
    async add(upload, about) {
      const paths = await incoming.roots(upload);
      await run.start({ requests: [{ paths, ...about }], upload });
    },
  };
}

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Names under which the server is asked for: where it listens on every address, all that this machine has. */
/** Throws `usage`. The workbench stands at the root of its host. */
function publicAddress(given: string): URL {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw new TelltaleError('usage', `${given} is no address such as https://case.example.`);
  return url;
}

function namesOf(host: string): readonly string[] {
  if (LOOPBACK.has(host)) return [...LOOPBACK];
  if (!EVERY_ADDRESS.has(host)) return [...LOOPBACK, host];
  const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  return [...LOOPBACK, ...own, hostname()];
}

/** An address for the link: the first that others can reach. */
function reachable(host: string): string {
  if (!EVERY_ADDRESS.has(host)) return host;
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function libraryActions(
  store: Store,
  run: LiveRun,
  { offline, beyondLoopback }: { readonly offline: boolean; readonly beyondLoopback: boolean },
): LibraryActions {
  const isOffline = async (): Promise<boolean> => offline || (await isSwitchedOff(store.settings));
  return {
    view: () => libraryOfStore(store),
    async add({ source, from, ...about }) {
      // Nor does it fetch what strangers name: only what the catalogue has.
      if (beyondLoopback && (from !== undefined || !isInCatalogue(source))) {
        throw new TelltaleError('forbidden', 'Others can reach this page: it takes only sources of the catalogue.');
      }
      await run.start({
        requests: [
          await libraryRequest({ sources: [source], from, offline: await isOffline() }, about as Partial<AddRequest>),
        ],
      });
    },
    async update(reference) {
      await run.start({ requests: await updateRequests(store, reference, await isOffline()) });
    },
    async remove(reference) {
      const { id } = await removeReference(store, reference);
      run.update();
      return id;
    },
    async restore(reference) {
      await restoreReference(store, reference);
      run.update();
    },
  };
}
