/** Questions to the graph of an open case. */
import { commonNeighbours } from '../connect/queries/common-neighbours.ts';
import { strongestPath } from '../connect/queries/find-paths.ts';
import { TelltaleError } from '../errors.ts';
import { type EntityKey, type EntityType, NAMED_TYPES, OBSERVABLE_TYPES, QUANTITY_TYPES } from '../model/entity.ts';
import type { Store } from '../ports/store.ts';
import type { GraphSearch } from '../tell/http/dependencies.ts';
import { commonAnswer, strongestAnswer } from '../tell/views/graph-query-views.ts';

export { firstMentions, timeWindow } from '../tell/views/graph-query-views.ts';
export { type GraphAnswer, neighbourhood, paths } from '../tell/views/graph-views.ts';

export const GRAPH_SEARCH: GraphSearch = { strongest: strongestPath, common: commonNeighbours };

export const strongestBetween = (store: Store, from: EntityKey, to: EntityKey) =>
  strongestAnswer(store, from, to, strongestPath);

export const commonBetween = (store: Store, one: EntityKey, other: EntityKey, limit: number) =>
  commonAnswer(store, one, other, limit, commonNeighbours);

const TYPES: ReadonlySet<string> = new Set([...OBSERVABLE_TYPES, ...NAMED_TYPES, ...QUANTITY_TYPES]);

/** A thing as somebody types it: `TYPE:VALUE`, or a value that the case knows. Rejects with `not-found`. */
export async function thingOf(store: Store, text: string): Promise<EntityKey> {
  const colon = text.indexOf(':');
  const type = text.slice(0, Math.max(0, colon));
  if (TYPES.has(type)) return { type: type as EntityType, value: text.slice(colon + 1).trim() };
  const candidates = await store.browse.find(text, 20);
  const exact = candidates.filter(({ value }) => value.toLowerCase() === text.trim().toLowerCase());
  const standing = await store.browse.standing(exact.map(({ ref }) => ref));
  const [best] = exact.toSorted((a, b) => (standing.get(b.ref)?.edges ?? 0) - (standing.get(a.ref)?.edges ?? 0));
  if (best) return { type: best.type, value: best.value };
  const near = candidates.slice(0, 3).map((each) => `${each.type}:${each.value}`);
  throw new TelltaleError(
    'not-found',
    `The case does not know «${text}»${near.length > 0 ? `; it knows ${near.join(', ')}` : ''}.`,
  );
}
