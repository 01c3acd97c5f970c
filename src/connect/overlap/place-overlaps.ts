/** Sets newly found overlaps among those that are stored: order, second corners, chance. */
import type { Overlap } from '../../model/overlap.ts';
import type { OverlapPlace, StartRecord, Witness } from '../../ports/overlap-store.ts';
import type { Store } from '../../ports/store.ts';
import type { Labeller } from '../label/create-labeller.ts';
import { chances } from './chance.ts';
import { comparing, NO_COPIES } from './copies.ts';
import { placed, withCorner } from './order.ts';
import type { SearchSettings } from './search.ts';
import { WitnessReading } from './witness-reading.ts';

/** Stores the records, which replace everything (`all`) or what begins at the same starts. Gives how many overlaps there are. */
export async function placeOverlaps(
  store: Store,
  records: readonly StartRecord[],
  { all, through }: { readonly all: boolean; readonly through: number },
  labeller: Labeller,
  settings: SearchSettings,
): Promise<number> {
  const fresh = records.flatMap((record) => record.overlaps);
  const replaced = new Set(records.map((record) => record.start));
  const kept = all ? [] : (await store.overlaps.standings()).filter((standing) => !replaced.has(standing.start));
  const compare = settings.copiesCount
    ? async (one: Witness, other: Witness) => NO_COPIES.between(one.key, other.key)
    : comparing(new WitnessReading(store));
  const order = await placed([...kept, ...fresh.map(({ standing }) => standing)], compare);
  const chanceOf = await chances(
    store,
    order.map(({ standing }) => standing),
    labeller,
    settings,
  );
  const found = await foundBy(
    store,
    order.flatMap(({ id, corner }) => (corner ? [id, corner] : [])),
    fresh,
  );
  const places = order.map(({ id, rank, score, standing, corner }): OverlapPlace => {
    const [overlap, other] = [found.get(id), corner === undefined ? undefined : found.get(corner)];
    const chance = standing.rejected ? undefined : chanceOf(standing.startType, score, standing.reading);
    return { id, rank, chance, ...(overlap && other ? { shown: withCorner(overlap, other) } : {}) };
  });
  await store.overlaps.update({ all, starts: records, places, through });
  return places.length;
}

async function foundBy(
  store: Store,
  ids: readonly string[],
  fresh: readonly { readonly overlap: Overlap }[],
): Promise<ReadonlyMap<string, Overlap>> {
  const found = new Map(fresh.map(({ overlap }) => [overlap.id, overlap]));
  const stored = await store.overlaps.found(ids.filter((id) => !found.has(id)));
  for (const overlap of stored) found.set(overlap.id, overlap);
  return found;
}
