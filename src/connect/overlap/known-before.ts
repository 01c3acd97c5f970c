/** What the leak spoke of before it was public, or on the days when it became so. Not a doubt but a find; changes no score. */
import type { Collection } from '../../model/collection.ts';
import type { EntityType } from '../../model/entity.ts';
import type { KnownBefore } from '../../model/overlap.ts';
import type { SharedEntity, Step } from '../../ports/store.ts';
import { daysOf, isoDay } from './spans-of-time.ts';
import type { LeakSide } from './weigh.ts';

/** So many days after its publication a thing counts as spoken of when it came out. */
const SAME_DAYS = 3;

/** Firms, people and places are no secret before somebody writes of them. */
const NO_SECRET: ReadonlySet<EntityType> = new Set([
  'organization',
  'individual',
  'location',
  'sector',
  'product',
  'position',
]);

/**
 * Compares the first message that speaks of a thing with the first publication that does. Undefined where no message is
 * dated, where a source without a date may have been first, and where the sources came after the leak itself was
 * published: they may have it from there.
 */
export function knownBefore(
  start: SharedEntity,
  { said }: LeakSide,
  steps: readonly { readonly step: Step; readonly to: EntityType | undefined }[],
  collections: ReadonlyMap<string, Collection>,
): KnownBefore | undefined {
  if (said === undefined) return undefined;
  if (steps.some(({ step, to }) => step.predicate === 'alias-of' && to && NO_SECRET.has(to))) return undefined;
  let first: { day: number; last: number; source: string } | undefined;
  for (const { step } of steps) {
    const collection = collections.get(step.collection);
    if (collection?.role !== 'reference' || isOfForm(step)) continue;
    const published = daysOf(step.origin?.published ?? collection.published);
    if (!published) return undefined;
    if (first && first.day <= published.first) continue;
    first = { day: published.first, last: published.last, source: step.origin?.name ?? collection.name };
  }
  if (!first || first.day - said < -SAME_DAYS) return undefined;
  const out = start.leaks.map((leak) => daysOf(collections.get(leak)?.published)?.first ?? Number.POSITIVE_INFINITY);
  if (first.last >= Math.min(...out)) return undefined;
  return { days: first.day - said, said: isoDay(said), published: isoDay(first.day), source: first.source };
}

/** A thing first spoken of on the days when a source of the chain came out: an indictment that makes the round of the chats. */
export function discussedWhenPublished(
  { said }: LeakSide,
  hops: readonly { readonly step: Step }[],
  collections: ReadonlyMap<string, Collection>,
): KnownBefore | undefined {
  for (const { step } of hops) {
    const collection = collections.get(step.collection);
    const date = step.origin?.published ?? collection?.published;
    const day = date !== undefined && date.length >= 'YYYY-MM-DD'.length ? daysOf(date)?.first : undefined;
    // That a source knows the name is no event.
    if (said === undefined || day === undefined || isOfForm(step) || step.predicate === 'alias-of') continue;
    if (said < day || said - day > SAME_DAYS) continue;
    const source = step.origin?.name ?? collection?.name ?? step.collection;
    return { days: day - said, said: isoDay(said), published: isoDay(day), source };
  }
  return undefined;
}

/** Follows from the form of values alone: says nothing of when one of them was public. */
function isOfForm({ predicate }: Step): boolean {
  return ['subdomain-of', 'in-network', 'same-file-as'].includes(predicate) || predicate.startsWith('has-');
}

export const KNOWN_BEFORE_LABELS = { before: 'known-before-public', onTheDay: 'discussed-when-published' } as const;
