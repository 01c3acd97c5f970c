/** A store whose long questions are answered in threads of their own, so that no request waits for another's counts. */
import { Worker } from 'node:worker_threads';
import { type ErrorCode, TelltaleError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import type { Questions } from './reading-thread.ts';

export interface Asked {
  readonly id: number;
  readonly question: keyof Questions;
  readonly given: readonly unknown[];
}
export type Answered =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failed: { readonly code: ErrorCode; readonly message: string } };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What somebody waits for has two threads, so that a query need not wait for the one before it, which nobody looks at
 * any more; overviews have one. `database` is the store's own file. Closing it ends them.
 */
export function withReadingThreads(store: Store, database: string): Store {
  const awaited = freest([createThread(database), createThread(database)]);
  const overviews = createThread(database);
  return {
    ...store,
    search: {
      ...store.search,
      search: (query) => awaited.ask('search', query),
      facets: (scope) => overviews.ask('searchFacets', scope),
      documents: (scope) => overviews.ask('searchDocuments', scope),
      count: (scope) => overviews.ask('searchCount', scope),
    },
    documents: {
      ...store.documents,
      facets: (collection) => overviews.ask('facets', collection),
      people: (collection) => overviews.ask('people', collection),
    },
    browse: {
      ...store.browse,
      // Kept as long as nothing is written; counting facets writes into a table of its own connection.
      outline: (document) => awaited.ask('outline', document),
      hoursWithoutZone: (of) => overviews.ask('hoursWithoutZone', of),
      thread: (document) => awaited.ask('thread', document),
      sizes: (documents) => awaited.ask('sizes', documents),
      activity: (sender) => overviews.ask('activity', sender),
      translationEngines: () => overviews.ask('translationEngines'),
      standing: (entities) => overviews.ask('standing', entities),
      whole: (limit) => overviews.ask('whole', limit),
      among: (entities, edges) => overviews.ask('among', entities, edges),
      stated: (filter, page) => overviews.ask('stated', filter, page),
      find: (text, limit) => overviews.ask('find', text, limit),
    },
    async close() {
      await Promise.all([awaited.close(), overviews.close()]);
      await store.close();
    },
  };
}

/** Each question goes to the thread with the fewest before it. */
function freest(threads: readonly [Thread, ...Thread[]]): Pick<Thread, 'ask' | 'close'> {
  const next = (): Thread => threads.reduce((best, thread) => (thread.waiting() < best.waiting() ? thread : best));
  return {
    ask(question, ...given) {
      for (const thread of threads) thread.begin();
      return next().ask(question, ...given);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Thread {
  begin(): void;
  /** Questions that have no answer yet. */
  waiting(): number;
  ask<Q extends keyof Questions>(question: Q, ...given: Parameters<Questions[Q]>): ReturnType<Questions[Q]>;
  close(): Promise<void>;
}

function createThread(database: string): Thread {
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let thread: Worker | undefined;
  const over = (error: unknown): void => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  /** Begun with the first question at the latest; begun again should one have ended it. */
  function begun(): Worker {
    if (thread) return thread;
    const made = new Worker(new URL('./reading-thread.ts', import.meta.url), { workerData: { database } });
    made.unref();
    made.on('message', (answer: Answered) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('failed' in answer) asker?.reject(new TelltaleError(answer.failed.code, answer.failed.message));
      else asker?.resolve(answer.value);
    });
    made.on('error', over);
    made.on('exit', () => over(new TelltaleError('interrupted', 'The case was closed.')));
    thread = made;
    return made;
  }

  return {
    begin: () => void begun(),
    waiting: () => waiting.size,
    ask(question, ...given) {
      const id = next++;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(id, { resolve, reject });
      begun().postMessage({ id, question, given } satisfies Asked);
      return promise as ReturnType<Questions[typeof question]>;
    },
    async close() {
      await thread?.terminate();
    },
  };
}
