/** What is stated of clients, targets, prices and the like, each with the words that say so. */
import type { z } from 'zod';
import type { CollectionRole } from '../../model/collection.ts';
import type { Page, PageRequest, Store } from '../../ports/store.ts';
import type { statedAssertionSchema } from '../http/schemas.ts';
import { plain } from '../plain.ts';

export type StatedAssertion = z.infer<typeof statedAssertionSchema>;

export async function statedAssertions(
  store: Store,
  filter: { predicates: readonly string[]; role?: CollectionRole | undefined },
  page: PageRequest,
): Promise<Page<StatedAssertion>> {
  const { entries, cursor } = await store.browse.stated(filter, page);
  const refs = [...new Set(entries.flatMap((assertion) => [assertion.subject, assertion.object]))];
  const entities = new Map(
    (await store.graph.entities(refs)).map(({ ref, type, value }) => [ref, { type, value }] as const),
  );
  const shaped: StatedAssertion[] = [];
  for (const assertion of entries) {
    const [subject, object] = [entities.get(assertion.subject), entities.get(assertion.object)];
    if (!subject || !object) continue;
    const { predicate, collection, method, confidence, firstSeen, lastSeen, amount, origin, evidence } = assertion;
    shaped.push({
      id: `a${assertion.ref}`,
      subject,
      predicate,
      object,
      collection,
      method,
      confidence,
      ...(firstSeen === undefined ? {} : { firstSeen }),
      ...(lastSeen === undefined ? {} : { lastSeen }),
      ...(amount === undefined ? {} : { amount: plain(amount) }),
      ...(origin === undefined ? {} : { origin: origin.name }),
      ...(origin?.url === undefined ? {} : { originUrl: origin.url }),
      evidence: plain(evidence),
    });
  }
  return { entries: shaped, cursor };
}
