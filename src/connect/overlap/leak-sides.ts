/** What the leak says of each thing that a chain may begin at: when, and how surely. */
import type { EntityRef } from '../../model/entity.ts';
import type { StoredMention } from '../../model/mention.ts';
import type { SharedEntity, Store } from '../../ports/store.ts';
import { type Days, datesIn, daysOf, spanning } from './spans-of-time.ts';
import type { LeakSide } from './weigh.ts';
import { ORDINARY_WORD } from './weights.ts';

/** Mentions that are read for dates and doubts. */
const MENTIONS_READ = 20;
/** Mentions surer than this need no second look. */
const SURE = 0.9;

/** Sides of these entities. Only what has no dates of its own, or is doubtful, is looked at closely. */
export async function leakSides(
  store: Store,
  shared: readonly SharedEntity[],
): Promise<ReadonlyMap<EntityRef, LeakSide>> {
  const sides = new Map<EntityRef, LeakSide>();
  const documents = new Map<string, Days | undefined>();
  for (const entity of shared) {
    const days = spanning(daysOf(entity.first), daysOf(entity.last));
    const said = days ? { said: days.first } : {};
    if (days && entity.confidence >= SURE && entity.type !== 'name') {
      sides.set(entity.ref, { days, ...said, confidence: entity.confidence, doubts: [] });
      continue;
    }
    const { entries } = await store.mentions.ofEntity(entity.ref, { role: 'leak' }, { limit: MENTIONS_READ });
    const doubts = [...new Set(entries.flatMap((mention) => mention.labels))].sort();
    const confidence = entity.type === 'name' ? meanConfidence(entries, doubts) : entity.confidence;
    sides.set(entity.ref, {
      ...said,
      days:
        days ??
        (await writtenDays(
          store,
          entries.map((mention) => mention.passage),
          documents,
        )),
      confidence,
      doubts,
    });
  }
  return sides;
}

/**
 * One good reading of an address is enough. A name is judged by its surroundings, and among many mentions of a word one
 * always looks best: what counts is how it is read as a rule.
 */
function meanConfidence(mentions: readonly StoredMention[], doubts: readonly string[]): number {
  const mean = mentions.reduce((sum, mention) => sum + mention.confidence, 0) / Math.max(1, mentions.length);
  return doubts.includes('ordinary-word') ? mean * ORDINARY_WORD : mean;
}

/** Dates that the passages name, else those that their documents state of themselves. */
async function writtenDays(
  store: Store,
  passages: readonly string[],
  documents: Map<string, Days | undefined>,
): Promise<Days | undefined> {
  const read = await store.documents.passagesById(passages);
  const named = read.map((passage) => datesIn(passage.text)).reduce(spanning, undefined);
  if (named) return named;
  let stated: Days | undefined;
  for (const id of new Set(read.map((passage) => passage.document))) {
    if (!documents.has(id)) {
      const properties = (await store.documents.get(id))?.properties;
      documents.set(id, spanning(daysOf(properties?.created), daysOf(properties?.modified)));
    }
    stated = spanning(stated, documents.get(id));
  }
  return stated;
}
