/** The graph without what a report, a source or a person says, and without some things: what stays when they are left out. */
import { TelltaleError } from '../../errors.ts';
import type { Assertion } from '../../model/assertion.ts';
import type { EntityKey, EntityRef } from '../../model/entity.ts';
import type { Edge, Store } from '../../ports/store.ts';

/** What is to be left out: by a name of a collection, a source or a sender, or a thing. */
export interface ToLeaveOut {
  readonly names: readonly string[];
  readonly things: readonly EntityKey[];
}

export interface LeftOut {
  /** The same store, with a graph that lacks these edges. */
  readonly store: Store;
  /** Whether somebody is left out: a sender, or a source by its name. */
  isLeftOut(who: string): boolean;
  /** Edges that were met and left out so far. */
  edges(): number;
}

/** Assertions that are looked at in one go. */
const AT_ONCE = 500;

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * A collection is meant by its name or id, a source by its name or address, a person by the handle that sent the words:
 * an assertion goes when all its words are theirs. Rejects with `not-found` for a thing that the case does not know.
 */
export async function leavingOut(store: Store, { names, things }: ToLeaveOut): Promise<LeftOut> {
  const wanted = new Set(names.map(folded));
  const collections = await store.collections.list();
  const gone = new Set(
    collections.flatMap(({ id, name }) => (wanted.has(folded(id)) || wanted.has(folded(name)) ? [id] : [])),
  );
  const leaks = new Set(collections.flatMap(({ id, role }) => (role === 'leak' ? [id] : [])));
  const known = await store.graph.find(things);
  for (const [at, entity] of known.entries()) {
    const key = things[at];
    if (!entity && key) throw new TelltaleError('not-found', `The case does not know the ${key.type} ${key.value}.`);
  }
  const nodes = new Set<EntityRef>(known.flatMap((entity) => entity?.ref ?? []));
  const judged = new Map<number, boolean>();
  let met = 0;

  async function saysNobodyElse(assertions: readonly Assertion[]): Promise<void> {
    const passages = new Map<string, string>();
    const needed = assertions.filter(({ collection }) => leaks.has(collection));
    const ids = [...new Set(needed.flatMap(({ evidence }) => evidence.map(({ passage }) => passage)))];
    for (const { id, sender } of await store.documents.passagesById(ids)) passages.set(id, folded(sender ?? ''));
    for (const { ref, collection, origin, evidence } of assertions) {
      const isSource =
        origin !== undefined && (wanted.has(folded(origin.name)) || wanted.has(folded(origin.url ?? '')));
      const isSender =
        leaks.has(collection) &&
        evidence.length > 0 &&
        evidence.every(({ passage }) => wanted.has(passages.get(passage) || ' '));
      judged.set(ref, isSource || isSender);
    }
  }

  async function staying(edges: readonly Edge[]): Promise<readonly Edge[]> {
    const first = edges.filter(
      ({ collection, from, to }) => !gone.has(collection) && !nodes.has(to) && !nodes.has(from),
    );
    if (wanted.size > 0) {
      const unknown = [...new Set(first.map(({ assertion }) => assertion))].filter((ref) => !judged.has(ref));
      for (let at = 0; at < unknown.length; at += AT_ONCE)
        await saysNobodyElse(await store.graph.assertions(unknown.slice(at, at + AT_ONCE)));
    }
    const left = first.filter(({ assertion }) => judged.get(assertion) !== true);
    met += edges.length - left.length;
    return left;
  }

  return {
    store: {
      ...store,
      graph: {
        ...store.graph,
        edges: async (entity) => staying(await store.graph.edges(entity)),
        edgesOf: async (entities) => {
          const all = await store.graph.edgesOf(entities);
          const found = new Map<EntityRef, readonly Edge[]>();
          for (const [ref, edges] of all) found.set(ref, await staying(edges));
          return found;
        },
      },
    },
    isLeftOut: (who) => wanted.has(folded(who)),
    edges: () => met,
  };
}
