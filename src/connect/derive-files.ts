/** Derives that two digests name one file: it was computed from a file of a leak, or a row of a reference gives both. */
import type { EntityRef, EntityType } from '../model/entity.ts';
import { FILE_ITSELF } from '../model/mention.ts';
import type { BesideDigest, DerivedAssertion, Store } from '../ports/store.ts';

export const DIGESTS: ReadonlySet<EntityType> = new Set<EntityType>(['md5', 'sha1', 'sha256', 'sha512']);
export const SAME_FILE = 'rule:same-file';
/** What computes a digest makes no mistake; a row can give those of two files. */
const FROM_A_ROW = 0.95;
const MENTIONS_SEEN = 50;

/** These digests, and those that name the same files: what changes at one can tell something of another. */
export async function namingTheSame(store: Store, digests: readonly EntityRef[]): Promise<readonly EntityRef[]> {
  const computed = [...(await store.graph.otherDigests(digests)).values()].flat();
  const found = (await store.graph.find(computed)).flatMap((one) => one?.ref ?? []);
  const beside = (await store.graph.besideDigests(digests)).map(({ other }) => other);
  return [...new Set([...digests, ...found, ...beside])].sort((a, b) => a - b);
}

/** For each of these digests that a leak's text names: what else the file is called, where a reference knows that. */
export async function deriveSameFiles(
  store: Store,
  digests: readonly EntityRef[],
): Promise<readonly DerivedAssertion[]> {
  if (digests.length === 0) return [];
  const derived: DerivedAssertion[] = [];
  const names = new Map((await store.collections.list()).map(({ id, name }) => [id, name]));
  const computed = await store.graph.otherDigests(digests);
  const beside = Map.groupBy(await store.graph.besideDigests(digests), ({ digest }) => digest);
  for (const digest of digests) {
    if (!computed.has(digest) && !beside.has(digest)) continue;
    const { entries } = await store.mentions.ofEntity(digest, { role: 'leak' }, { limit: MENTIONS_SEEN });
    const named = entries.find(({ method }) => method !== FILE_ITSELF);
    if (!named) continue;
    const base = { subject: digest, predicate: 'same-file-as', method: SAME_FILE };
    const keys = computed.get(digest) ?? [];
    const found = (await store.graph.find(keys)).flatMap((one) => one?.ref ?? []);
    const [passage] = await store.documents.passagesById([named.passage]);
    for (const { ref, asserted, referenced } of await store.graph.shared(found)) {
      if (!passage || !(asserted || referenced)) continue;
      const evidence = [{ passage: named.passage, start: named.start, end: named.end }];
      derived.push({ ...base, object: ref, collection: passage.collection, confidence: 1, evidence });
    }
    for (const tie of unmistakable(beside.get(digest) ?? [])) {
      derived.push({
        ...base,
        object: tie.other,
        collection: tie.collection,
        confidence: FROM_A_ROW,
        evidence: tie.spans.map((span) => ({ passage: tie.passage, ...span })),
        // A row is somebody's word, even where the source names none.
        origin: tie.origin ?? { name: names.get(tie.collection) ?? tie.collection },
      });
    }
  }
  return derived;
}

/** Ties of rows that give at most one digest of each kind: others list several files. */
function unmistakable(ties: readonly BesideDigest[]): readonly BesideDigest[] {
  return [...Map.groupBy(ties, ({ passage }) => passage).values()].flatMap((row) => {
    const [first] = row;
    const own = first ? [[first.type, first.digest] as const] : [];
    const kinds = Map.groupBy([...own, ...row.map((tie) => [tie.otherType, tie.other] as const)], ([type]) => type);
    return [...kinds.values()].every((same) => new Set(same.map(([, ref]) => ref)).size === 1) ? row : [];
  });
}
