/** Answers questions to a case's database in a thread of its own, one after another: see `reading-threads.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { asTelltaleError } from '../errors.ts';
import { openStore } from './open-store.ts';
import type { Answered, Asked } from './reading-threads.ts';

const { database } = workerData as { readonly database: string };
const store = await openStore(database, 'read');
const QUESTIONS = {
  search: store.search.search,
  searchFacets: store.search.facets,
  searchCount: store.search.count,
  searchDocuments: store.search.documents,
  facets: store.documents.facets,
  people: store.documents.people,
  outline: store.browse.outline,
  sizes: store.browse.sizes,
  hoursWithoutZone: store.browse.hoursWithoutZone,
  thread: store.browse.thread,
  activity: store.browse.activity,
  translationEngines: store.browse.translationEngines,
  stated: store.browse.stated,
  standing: store.browse.standing,
  whole: store.browse.whole,
  among: store.browse.among,
  find: store.browse.find,
} as const;
export type Questions = typeof QUESTIONS;

parentPort?.on('message', ({ id, question, given }: Asked) => {
  const answer = QUESTIONS[question] as (...values: readonly unknown[]) => Promise<unknown>;
  answer(...given).then(
    (value) => parentPort?.postMessage({ id, value } satisfies Answered),
    (caught: unknown) => {
      const { code, message } = asTelltaleError(caught);
      parentPort?.postMessage({ id, failed: { code, message } } satisfies Answered);
    },
  );
});
