/** Questions to the graph of an open case. */
import { commonNeighbours } from '../connect/queries/common-neighbours.ts';
import { strongestPath } from '../connect/queries/find-paths.ts';
import { leavingOut, type ToLeaveOut } from '../connect/queries/leaving-out.ts';
import { TelltaleError } from '../errors.ts';
import { type EntityKey, type EntityType, NAMED_TYPES, OBSERVABLE_TYPES, QUANTITY_TYPES } from '../model/entity.ts';
import type { Store } from '../ports/store.ts';
import type { GraphSearch } from '../tell/http/dependencies.ts';
import { commonAnswer, firstMentions, strongestAnswer } from '../tell/views/graph-query-views.ts';
import { type GraphAnswer, neighbourhood, paths } from '../tell/views/graph-views.ts';

export { timeWindow } from '../tell/views/graph-query-views.ts';
export type { GraphAnswer };

export const GRAPH_SEARCH: GraphSearch = {
  strongest: strongestPath,
  common: commonNeighbours,
  leavingOut: async (store, texts) => leavingOut(store, await namedAmong(store, texts)),
};

/** A question about some things, and who and what is not to count in the answer. */
export interface Asked {
  readonly things: readonly string[];
  /** Names of collections, sources, senders, or things. */
  readonly without: readonly string[];
}

/** What a thing that was asked for may be besides. */
export interface Ambiguous {
  readonly text: string;
  readonly meant: EntityKey;
  readonly others: readonly EntityKey[];
}

type Answered<T> = T & { readonly leftOut?: number; readonly ambiguous: readonly Ambiguous[] };
type Ask<T> = (found: { store: Store; keys: readonly EntityKey[]; isLeftOut: (who: string) => boolean }) => Promise<T>;

/** Rejects with `not-found` for what the case does not know, and with `usage` where what is asked for is left out. */
async function answered<T extends object>(store: Store, asked: Asked, ask: Ask<T>): Promise<Answered<T>> {
  const ambiguous: Ambiguous[] = [];
  const keys: EntityKey[] = [];
  for (const text of asked.things) {
    const { meant, others } = await thingOf(store, text);
    keys.push(meant);
    // The bare name beside what it names is no second meaning.
    const meanings = others.filter(({ type }) => type !== 'name');
    if (meanings.length > 0) ambiguous.push({ text, meant, others: meanings });
  }
  if (asked.without.length === 0) return { ...(await ask({ store, keys, isLeftOut: () => false })), ambiguous };
  const named = await namedAmong(store, asked.without);
  const isSame = (one: EntityKey, other: EntityKey): boolean => one.type === other.type && one.value === other.value;
  const lost = keys.find((key) => named.things.some((thing) => isSame(key, thing)));
  if (lost) throw new TelltaleError('usage', `${lost.value} is asked for and left out.`);
  const left = await leavingOut(store, named);
  const answer = await ask({ store: left.store, keys, isLeftOut: left.isLeftOut });
  return { ...answer, leftOut: left.edges(), ambiguous };
}

const one = (keys: readonly EntityKey[], at = 0): EntityKey => {
  const key = keys[at];
  if (!key) throw new TelltaleError('usage', 'Name a thing.');
  return key;
};

export const neighboursOf = (store: Store, asked: Asked, limit: number) =>
  answered(store, asked, ({ store: left, keys }) => neighbourhood(left, one(keys), limit));

export const shortestBetween = (store: Store, asked: Asked) =>
  answered(store, asked, ({ store: left, keys }) => paths(left, one(keys), one(keys, 1)));

export const strongestBetween = (store: Store, asked: Asked) =>
  answered(store, asked, ({ store: left, keys }) => strongestAnswer(left, one(keys), one(keys, 1), strongestPath));

export const commonBetween = (store: Store, asked: Asked, limit: number) =>
  answered(store, asked, ({ store: left, keys }) =>
    commonAnswer(left, one(keys), one(keys, 1), limit, commonNeighbours),
  );

export const firstToSay = (store: Store, asked: Asked, limit: number) =>
  answered(store, asked, ({ store: left, keys, isLeftOut }) => firstMentions(left, one(keys), limit, isLeftOut));

/** What is to be left out: a collection by its name; else a source or a sender of that name, and things called so. */
async function namedAmong(store: Store, texts: readonly string[]): Promise<ToLeaveOut> {
  const names: string[] = [];
  const things: EntityKey[] = [];
  const collections = new Set((await store.collections.list()).flatMap(({ id, name }) => [id, name.toLowerCase()]));
  for (const text of texts.map((each) => each.trim()).filter((each) => each !== '')) {
    const typed = typedKey(text);
    if (typed) {
      things.push(typed);
      // Whom one leaves out says nothing any more.
      names.push(typed.value);
      continue;
    }
    names.push(text);
    if (!collections.has(text.toLowerCase())) things.push(...(await calledExactly(store, text)));
  }
  return { names, things };
}

const TYPES: ReadonlySet<string> = new Set([...OBSERVABLE_TYPES, ...NAMED_TYPES, ...QUANTITY_TYPES]);

function typedKey(text: string): EntityKey | undefined {
  const colon = text.indexOf(':');
  const type = text.slice(0, Math.max(0, colon));
  return TYPES.has(type) ? { type: type as EntityType, value: text.slice(colon + 1).trim() } : undefined;
}

/** Things of exactly this value, whatever their types; those with most edges first. */
async function calledExactly(store: Store, text: string): Promise<readonly EntityKey[]> {
  const candidates = await store.browse.find(text, 20);
  const exact = candidates.filter(({ value }) => value.toLowerCase() === text.trim().toLowerCase());
  const standing = await store.browse.standing(exact.map(({ ref }) => ref));
  return exact
    .toSorted((a, b) => (standing.get(b.ref)?.edges ?? 0) - (standing.get(a.ref)?.edges ?? 0))
    .map(({ type, value }) => ({ type, value }));
}

/** A thing as somebody types it: `TYPE:VALUE`, or a value that the case knows, and what else is called so. Rejects with `not-found`. */
export async function thingOf(
  store: Store,
  text: string,
): Promise<{ readonly meant: EntityKey; readonly others: readonly EntityKey[] }> {
  const typed = typedKey(text);
  if (typed) return { meant: typed, others: [] };
  const [meant, ...others] = await calledExactly(store, text);
  if (meant) return { meant, others };
  const near = (await store.browse.find(text, 3)).map((each) => `${each.type}:${each.value}`);
  throw new TelltaleError(
    'not-found',
    `The case does not know «${text}»${near.length > 0 ? `; it knows ${near.join(', ')}` : ''}.`,
  );
}
