/** What an edge of the graph means: how much, when, who says so and how sure that is, with the words. */
import type { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import type { edgeFactsSchema } from '../http/graph-view-schemas.ts';
import { plain } from '../plain.ts';
import { quotesOf } from './quotes.ts';

export type EdgeFacts = z.infer<typeof edgeFactsSchema>;

/** Of assertions by number, in the order asked for; those that are gone are left out. */
export async function edgeFacts(store: Store, refs: readonly number[], quotes: number): Promise<EdgeFacts[]> {
  const assertions = await store.graph.assertions(refs);
  const ends = [...new Set(assertions.flatMap(({ subject, object }) => [subject, object]))];
  const keys = new Map((await store.graph.entities(ends)).map(({ ref, type, value }) => [ref, { type, value }]));
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  const quote = await quotesOf(
    store,
    assertions.flatMap(({ evidence }) => evidence.slice(0, quotes)),
  );
  return assertions.flatMap((assertion): EdgeFacts[] => {
    const { subject, object, predicate, amount, origin, method, confidence, evidence, firstSeen, lastSeen } = assertion;
    const [from, to] = [keys.get(subject), keys.get(object)];
    const collection = collections.get(assertion.collection);
    if (!from || !to || !collection) return [];
    const quoted = evidence.slice(0, quotes).flatMap((span) => quote(span) ?? []);
    const sender = collection.role === 'leak' ? quoted.find((each) => each.sender)?.sender : undefined;
    const dates = quoted.flatMap(({ date }) => date ?? []).sort();
    return [
      {
        id: `a${assertion.ref}`,
        from,
        to,
        predicate,
        amount: amount ? plain(amount) : null,
        firstSeen: firstSeen ?? null,
        lastSeen: lastSeen ?? null,
        said: dates[0] ?? null,
        confidence,
        method,
        collection: collection.id,
        role: collection.role,
        source: origin?.name ?? sender ?? collection.name,
        sourceUrl: origin?.url ?? null,
        published: origin?.published ?? collection.published ?? null,
        reliability: origin?.reliability ?? (collection.role === 'reference' ? collection.reliability : null),
        withdrawn: assertion.withdrawn ?? null,
        citations: evidence.length,
        evidence: plain(quoted),
      },
    ];
  });
}
