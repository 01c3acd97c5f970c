/** What stands beside both of two things. */
import type { EntityRef } from '../../model/entity.ts';
import type { Edge, Store } from '../../ports/store.ts';

export interface CommonNeighbours {
  /** The most telling first: those with fewest edges of their own. */
  readonly neighbours: readonly { readonly ref: EntityRef; readonly edges: readonly Edge[] }[];
  readonly total: number;
}

export async function commonNeighbours(
  store: Pick<Store, 'graph' | 'browse'>,
  one: EntityRef,
  other: EntityRef,
  limit: number,
): Promise<CommonNeighbours> {
  const edges = await store.graph.edgesOf([one, other]);
  const around = (ref: EntityRef): Map<EntityRef, Edge[]> => {
    const found = new Map<EntityRef, Edge[]>();
    for (const edge of edges.get(ref) ?? []) found.set(edge.to, [...(found.get(edge.to) ?? []), edge]);
    return found;
  };
  const [mine, theirs] = [around(one), around(other)];
  const both = [...mine.keys()].filter((ref) => theirs.has(ref) && ref !== one && ref !== other);
  const standing = await store.browse.standing(both);
  const size = (ref: EntityRef): number => standing.get(ref)?.edges ?? 0;
  both.sort((a, b) => size(a) - size(b) || a - b);
  return {
    neighbours: both
      .slice(0, limit)
      .map((ref) => ({ ref, edges: [...(mine.get(ref) ?? []), ...(theirs.get(ref) ?? [])] })),
    total: both.length,
  };
}
