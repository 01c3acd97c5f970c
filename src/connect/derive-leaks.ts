/** Derives what two leaks of one case share: each value that the first mentions too is mentioned in the other. */
import { isNamed } from '../model/entity.ts';
import { FILE_ITSELF } from '../model/mention.ts';
import type { DerivedAssertion, SharedEntity, Store } from '../ports/store.ts';

const MENTIONS_SEEN = 200;

/** Assertions `value mentioned-in other leak`, in the order of the shared entities. */
export async function deriveBetweenLeaks(
  store: Store,
  shared: readonly SharedEntity[],
): Promise<readonly DerivedAssertion[]> {
  const names = new Map((await store.collections.list()).map((collection) => [collection.id, collection.name]));
  const derived: DerivedAssertion[] = [];
  for (const entity of shared) {
    // A name that two leaks use says something only when it names somebody: handles do, words do not.
    if (entity.leaks.length < 2 || (isNamed(entity.type) && entity.type !== 'handle')) continue;
    const { entries } = await store.mentions.ofEntity(entity.ref, { role: 'leak' }, { limit: MENTIONS_SEEN });
    // The same file in both: once, by the digest that names it.
    const isFile = entries.every(({ method }) => method === FILE_ITSELF);
    if (isFile && entity.type !== 'sha256') continue;
    const passages = await store.documents.passagesById(entries.map((mention) => mention.passage));
    for (const other of entity.leaks.slice(1)) {
      const passage = passages.find((one) => one.collection === other);
      const mention = entries.find((one) => one.passage === passage?.id);
      if (!passage || !mention) continue;
      const [report = 0] = await store.graph.ensure([{ type: 'report', value: names.get(other) ?? other }]);
      derived.push({
        subject: entity.ref,
        predicate: 'mentioned-in',
        object: report,
        method: 'rule:other-leak',
        confidence: mention.confidence,
        evidence: [{ passage: passage.id, start: mention.start, end: mention.end }],
        collection: other,
      });
    }
  }
  return derived;
}
