/** Stage `connect`: labels entities, derives assertions by rules, and finds the overlaps of leaks with everything else. */
import { isDeepStrictEqual } from 'node:util';
import type { EntityKey, EntityLabel, EntityRef } from '../model/entity.ts';
import { OBSERVABLE_TYPES } from '../model/entity.ts';
import type { Changes } from '../ports/overlap-store.ts';
import type { ScanFilter, Store } from '../ports/store.ts';
import { deriveChanged } from './derive-changed.ts';
import { Containment } from './derive-containment.ts';
import { DIGESTS, deriveSameFiles, namingTheSame } from './derive-files.ts';
import { deriveBetweenLeaks } from './derive-leaks.ts';
import { deriveFromText } from './derive-text.ts';
import { createLabeller, type Labeller, unionOf } from './label/create-labeller.ts';
import { findOverlaps } from './overlap/find-overlaps.ts';
import { placeOverlaps } from './overlap/place-overlaps.ts';
import type { SearchSettings } from './overlap/search.ts';
import { isWalked, mayStart } from './overlap/walks.ts';

export interface ConnectDependencies {
  readonly store: Store;
  readonly settings?: SearchSettings;
  /** Whether to look at everything again even where the store knows what changed. */
  readonly everything?: boolean;
  /** Told when each step begins. */
  readonly progress?: (step: 'label' | 'derive' | 'overlaps') => void;
}

/** Setting of a case: `yes` when sources that repeat one another count each for itself. */
export const COUNT_COPIES = 'count-copies';

const MAX_HOPS = 5;
const NO_LABELS: readonly EntityLabel[] = [];
/** From so many changed entities on, looking at everything is as quick. */
const MOST_CHANGED = 2_000;

export interface Connected extends Pick<Labeller, 'refused'> {
  readonly overlaps: number;
  /** Whether all was looked at, not only what changed. */
  readonly everything: boolean;
}

/**
 * Brings labels, derived assertions and overlaps of a case up to date and stores them. Looks only at what changed where
 * the store knows that; the outcome is the same either way, and the same for the same content.
 */
export async function connect({
  store,
  settings: given,
  everything = false,
  progress,
}: ConnectDependencies): Promise<Connected> {
  progress?.('label');
  const settings = given ?? {
    maxHops: MAX_HOPS,
    copiesCount: (await store.settings.get(COUNT_COPIES)) === 'yes',
  };
  const { changes } = await store.changes.read(MOST_CHANGED);
  const labeller = createLabeller(await store.graph.warninglists());
  if (changes && !everything) {
    const overlaps = await connectChanged(store, changes, labeller, settings, progress);
    if (overlaps !== undefined) return { overlaps, everything: false, refused: labeller.refused };
  }
  const overlaps = await connectAll(store, labeller, settings, progress);
  return { overlaps, everything: true, refused: labeller.refused };
}

type Progress = ConnectDependencies['progress'];

async function connectAll(
  store: Store,
  labeller: Labeller,
  settings: SearchSettings,
  progress: Progress,
): Promise<number> {
  const { through } = await store.changes.read(0);
  const containment = await Containment.of(store);
  await labelEntities(store, labeller, undefined, containment);
  progress?.('derive');
  const contained = await containment.finish();
  await store.graph.replaceDerived(contained);
  const shared = await store.graph.shared();
  const digests = shared.filter(({ type }) => DIGESTS.has(type)).map(({ ref }) => ref);
  const read = [
    ...(await deriveFromText(store, shared)).derived,
    ...(await deriveBetweenLeaks(store, shared)),
    ...(await deriveSameFiles(store, await namingTheSame(store, digests))),
  ];
  if (read.length > 0) await store.graph.replaceDerived([...contained, ...read]);
  progress?.('overlaps');
  const newly = new Set(read.map((assertion) => assertion.subject));
  // A digest that no reference knows leads on by the others of its file.
  const there = new Set(shared.map(({ ref }) => ref));
  const more = await store.graph.shared([...newly].filter((ref) => !there.has(ref)));
  const starts = [...shared, ...more].filter(
    (entity) => mayStart(entity.type) && (entity.asserted || newly.has(entity.ref)),
  );
  return placeOverlaps(
    store,
    await findOverlaps(store, starts, labeller, settings),
    { all: true, through },
    labeller,
    settings,
  );
}

/** Undefined when the changes bear on more than can be told apart. */
async function connectChanged(
  store: Store,
  changes: Changes,
  labeller: Labeller,
  settings: SearchSettings,
  progress: Progress,
): Promise<number | undefined> {
  const changed = touched(changes);
  await labelEntities(store, labeller, changed);
  progress?.('derive');
  if (!(await deriveChanged(store, changed))) return undefined;
  // What was derived is in the log by now.
  const { through, changes: after } = await store.changes.read(MOST_CHANGED);
  if (!after) return undefined;
  progress?.('overlaps');
  const mentioned = await store.graph.entities(after.mentioned);
  const nodes = [
    ...after.renamed,
    // Whether a thing begins a chain depends on whether the leak gives its name, too.
    ...mentioned.filter(({ type }) => type === 'name').map(({ ref }) => ref),
    // Of a report no step is walked back to its values, but how many they are counts.
    ...after.steps
      .filter(({ predicate, inverse }) => isWalked(predicate, inverse) || predicate === 'listed-in')
      .map(({ entity }) => entity),
  ];
  const refs = [...new Set([...touched(after), ...(await store.overlaps.startsThrough(nodes))])];
  const shared = (await store.graph.shared(refs)).filter((entity) => mayStart(entity.type) && entity.asserted);
  const records = await findOverlaps(store, shared, labeller, settings);
  const there = new Set(records.map((record) => record.start));
  const gone = refs.filter((ref) => !there.has(ref)).map((start) => ({ start, nodes: [], overlaps: [] }));
  return placeOverlaps(store, [...records, ...gone], { all: false, through }, labeller, settings);
}

function touched({ mentioned, renamed, steps }: Changes): readonly EntityRef[] {
  return [...new Set([...mentioned, ...renamed, ...steps.map(({ entity }) => entity)])].sort((a, b) => a - b);
}

/**
 * Labels by warninglists and by rules, for everything that leaks mention; what chains pass through is labelled on the
 * way. The containment rules take the same walk.
 */
async function labelEntities(
  store: Store,
  labeller: Labeller,
  among?: readonly EntityRef[],
  containment?: Containment,
): Promise<void> {
  const before = await store.graph.labelled(among);
  // Written after the walk: the store cannot change what it is giving.
  const changed = new Map<EntityRef, readonly EntityLabel[]>();
  const filter: ScanFilter = { types: OBSERVABLE_TYPES, role: 'leak', ...(among ? { among } : {}) };
  for await (const batch of store.graph.scan(filter)) {
    const digests = batch.filter(({ type }) => DIGESTS.has(type)).map(({ ref }) => ref);
    const others = digests.length > 0 ? await store.graph.otherDigests(digests) : undefined;
    for (const entity of batch) {
      const labels = labelsOf(labeller, entity, others?.get(entity.ref));
      const old = before.get(entity.ref) ?? NO_LABELS;
      if (labels.length !== old.length || (old.length > 0 && !isDeepStrictEqual(labels, old)))
        changed.set(entity.ref, labels);
    }
    await containment?.take(batch);
  }
  if (changed.size > 0) await store.graph.putLabels(changed);
}

/** A list that knows a leaked file by one of its digests knows it by all of them. */
function labelsOf(labeller: Labeller, entity: EntityKey, others: readonly EntityKey[] = []): readonly EntityLabel[] {
  return others.reduce((labels, other) => unionOf(labels, labeller.label(other)), labeller.label(entity));
}
