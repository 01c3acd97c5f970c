/** Derives anew what some changed entities bear on, and nothing else; the result is that of deriving everything. */
import type { Assertion } from '../model/assertion.ts';
import type { Entity, EntityKey, EntityRef, EntityType } from '../model/entity.ts';
import { entityKey, OBSERVABLE_TYPES } from '../model/entity.ts';
import { parsePassageId } from '../model/ids.ts';
import type { DerivedAssertion, Scanned, Store } from '../ports/store.ts';
import {
  anchorsOf,
  bounded,
  CONTAINMENT_METHODS,
  cited,
  containedIn,
  knownNetworks,
  MOST_AROUND,
  networksOf,
  type Pair,
} from './derive-containment.ts';
import { DIGESTS, deriveSameFiles, namingTheSame, SAME_FILE } from './derive-files.ts';
import { deriveBetweenLeaks } from './derive-leaks.ts';
import { deriveFromText } from './derive-text.ts';
import { leadsOn } from './overlap/walks.ts';
import { anchorOf, partsOf } from './rules.ts';

/** Texts that hold a changed name, and values in them, that are looked at; where there are more, everything is. */
const MOST_BESIDE = 2_000;
const VALUE_METHODS = [
  'rule:mentioned-in-report',
  'rule:indicator-in-report',
  'rule:named-in-entry',
  'rule:same-passage',
  'rule:other-leak',
];
const SUBJECTS: readonly EntityType[] = ['intrusion-set', 'campaign', 'malware', 'tool'];
const OBSERVABLES: readonly EntityType[] = [...OBSERVABLE_TYPES, 'handle'];
const IN_REPORT = ['rule:mentioned-in-report', 'rule:indicator-in-report'];

const keyOf = (entity: EntityKey): string => `${entity.type}\0${entityKey(entity)}`;

/** Brings derived assertions up to date after these entities changed. False when only deriving everything would do. */
export async function deriveChanged(store: Store, changed: readonly EntityRef[]): Promise<boolean> {
  const entities = await store.graph.entities(changed);
  await store.graph.putAnchors([anchorsOf(entities)], false);
  if (!(await deriveContainmentOf(store, entities))) return false;
  const beside = await namedBeside(store, entities);
  if (!beside) return false;
  const subjects = [...new Set([...changed, ...beside])];
  const digests = await namingTheSame(
    store,
    entities.filter(({ type }) => DIGESTS.has(type)).map(({ ref }) => ref),
  );
  const shared = await store.graph.shared(subjects);
  const { derived, reports } = await deriveFromText(store, shared);
  const before = await store.graph.derivedAt(subjects, 'subject', VALUE_METHODS);
  const described = await describedBefore(store, new Set(subjects), before, reports);
  const files = await store.graph.derivedAt(digests, 'subject', [SAME_FILE]);
  await apply(
    store,
    [...before, ...described, ...files],
    [...derived, ...(await deriveBetweenLeaks(store, shared)), ...(await deriveSameFiles(store, digests))],
  );
  return true;
}

/** Whom reports were said to be about that have been read again, or that no other value of a leak leads to. */
async function describedBefore(
  store: Store,
  changed: ReadonlySet<EntityRef>,
  before: readonly Assertion[],
  read: ReadonlySet<EntityRef>,
): Promise<readonly Assertion[]> {
  const reports = new Set(before.filter(({ method }) => IN_REPORT.includes(method)).map(({ object }) => object));
  const unread = [...reports].filter((report) => !read.has(report));
  const others = (await store.graph.derivedAt(unread, 'object', IN_REPORT)).filter(
    ({ subject }) => !changed.has(subject),
  );
  const leading = new Set(
    (await store.graph.entities([...new Set(others.map(({ subject }) => subject))]))
      .filter(({ type }) => leadsOn(type))
      .map(({ ref }) => ref),
  );
  const held = new Set(others.filter(({ subject }) => leading.has(subject)).map(({ object }) => object));
  const gone = [...read, ...unread.filter((report) => !held.has(report))];
  return store.graph.derivedAt(gone, 'subject', ['rule:report-subject']);
}

async function deriveContainmentOf(store: Store, changed: readonly Entity[]): Promise<boolean> {
  const subjects = new Map<EntityRef, Scanned>(changed.map((entity) => [entity.ref, entity]));
  for (const entity of await around(store, changed)) subjects.set(entity.ref, entity);
  const refs = [...subjects.keys()];
  const leak = new Map<EntityRef, Scanned>();
  for await (const batch of store.graph.scan({ types: OBSERVABLE_TYPES, role: 'leak', among: refs })) {
    for (const entity of batch) leak.set(entity.ref, entity);
  }
  const others = [...subjects.values()].filter((entity) => !leak.has(entity.ref));
  const addresses = [...leak.values()].filter(({ type }) => type === 'ipv4' || type === 'ipv6');
  const networks = addresses.length > 0 ? await knownNetworks(store) : undefined;
  const fresh: Pair[] = [
    ...(await containedIn(store, [...leak.values()])),
    ...(await insideOthers(store, others)),
    ...(networks ? addresses.flatMap((one) => networksOf(one, networks)) : []),
  ];
  const before = await store.graph.derivedAt(refs, 'subject', CONTAINMENT_METHODS);
  const kept = await withinBound(store, subjects, fresh, before);
  if (!kept) return false;
  await apply(store, [...before, ...kept.crowdedOut], await cited(store, kept.pairs));
  return true;
}

/** Composite values that contain a changed one, and addresses of the leak in a changed network. */
async function around(store: Store, changed: readonly Entity[]): Promise<readonly Scanned[]> {
  const keys = new Set(changed.map(keyOf));
  const anchors = changed.flatMap((entity) => {
    const simple = entity.type === 'domain' || entity.type === 'ipv4' || entity.type === 'ipv6';
    return simple ? (anchorOf(entity) ?? []) : [];
  });
  const composites = (await store.graph.anchored([...new Set(anchors)])).filter((entity) =>
    partsOf(entity).some(({ key }) => keys.has(keyOf(key))),
  );
  const networks = changed.filter(({ type }) => type === 'cidr');
  if (networks.length === 0) return composites;
  const addresses: Scanned[] = [];
  for await (const batch of store.graph.scan({ types: ['ipv4', 'ipv6'], role: 'leak' })) addresses.push(...batch);
  return [...composites, ...addresses];
}

/** What values that no leak mentions contain of the leaks. */
async function insideOthers(store: Store, others: readonly Scanned[]): Promise<readonly Pair[]> {
  const pairs = await containedIn(store, others);
  const objects = [...new Set(pairs.map((pair) => pair.object.ref))];
  const leaked = new Set<EntityRef>();
  for await (const batch of store.graph.scan({ types: OBSERVABLE_TYPES, role: 'leak', among: objects })) {
    for (const entity of batch) leaked.add(entity.ref);
  }
  return pairs.filter((pair) => leaked.has(pair.object.ref));
}

/**
 * Keeps to so many values around one thing, as deriving everything does. Undefined when a place became free that one of
 * those not stored would take.
 */
async function withinBound(
  store: Store,
  subjects: ReadonlyMap<EntityRef, Scanned>,
  fresh: readonly Pair[],
  before: readonly Assertion[],
): Promise<{ pairs: readonly Pair[]; crowdedOut: readonly Assertion[] } | undefined> {
  const isOf = (pair: Pair, assertion: Assertion): boolean =>
    pair.subject.ref === assertion.subject &&
    pair.object.ref === assertion.object &&
    `rule:${pair.rule}` === assertion.method;
  const left = before.filter((assertion) => !fresh.some((pair) => isOf(pair, assertion)));
  const objects = [...new Set([...fresh.map((pair) => pair.object.ref), ...left.map((one) => one.object)])];
  const stored = await store.graph.derivedAt(objects, 'object', CONTAINMENT_METHODS);
  const counts = new Map<EntityRef, number>();
  for (const { object } of stored) counts.set(object, (counts.get(object) ?? 0) + 1);
  if (left.some(({ object }) => (counts.get(object) ?? 0) >= MOST_AROUND)) return undefined;
  const others = stored.filter((assertion) => !subjects.has(assertion.subject));
  const known = new Map(
    (await store.graph.entities([...new Set(others.flatMap((one) => [one.subject, one.object]))])).map((one) => [
      one.ref,
      one,
    ]),
  );
  const standing = others.flatMap((assertion): Pair[] => {
    const [subject, object] = [known.get(assertion.subject), known.get(assertion.object)];
    if (!subject || !object) return [];
    return [{ rule: assertion.method.slice('rule:'.length), predicate: assertion.predicate, subject, object }];
  });
  const within = new Set(bounded([...fresh, ...standing]));
  const out = standing.filter((pair) => !within.has(pair));
  return {
    pairs: fresh.filter((pair) => within.has(pair)),
    crowdedOut: others.filter((assertion) => out.some((pair) => isOf(pair, assertion))),
  };
}

/** What stands in one published text with a changed name: whom it names there may have changed, and whom it is about. */
async function namedBeside(store: Store, changed: readonly Entity[]): Promise<readonly EntityRef[] | undefined> {
  const documents = new Set<string>();
  for (const { ref } of changed.filter(({ type }) => type === 'name' || SUBJECTS.includes(type))) {
    const { entries, cursor } = await store.mentions.ofEntity(ref, { role: 'reference' }, { limit: MOST_BESIDE });
    if (cursor !== null) return undefined;
    for (const { passage } of entries) documents.add(parsePassageId(passage).document);
  }
  const beside = new Set<EntityRef>();
  for (const document of documents) {
    for (const refs of (await store.graph.valuesIn(document, OBSERVABLES)).values())
      for (const ref of refs) beside.add(ref);
    if (beside.size > MOST_BESIDE) return undefined;
  }
  return [...beside].sort((a, b) => a - b);
}

/** Drops and adds only what differs: what stays the same is no change to whoever builds on it. */
async function apply(store: Store, before: readonly Assertion[], after: readonly DerivedAssertion[]): Promise<void> {
  const wanted = new Map(merged(after).map((derived) => [signOf(derived), derived]));
  const there = new Set(before.map(signOf));
  const dropped = before.filter((assertion) => !wanted.has(signOf(assertion))).map((assertion) => assertion.ref);
  const added = [...wanted].filter(([sign]) => !there.has(sign)).map(([, derived]) => derived);
  if (dropped.length > 0 || added.length > 0) await store.graph.changeDerived(dropped, added);
}

/** The same assertion derived from several places is stored once, with all its evidence and its highest confidence. */
function merged(derived: readonly DerivedAssertion[]): readonly DerivedAssertion[] {
  const bySlot = new Map<string, DerivedAssertion>();
  for (const one of derived) {
    const slot = slotOf(one);
    const before = bySlot.get(slot);
    bySlot.set(
      slot,
      before
        ? {
            ...before,
            confidence: Math.max(before.confidence, one.confidence),
            evidence: [...before.evidence, ...one.evidence],
          }
        : one,
    );
  }
  return [...bySlot.values()];
}

function slotOf({ subject, predicate, object, collection, method, origin }: DerivedAssertion): string {
  return JSON.stringify([
    subject,
    predicate,
    object,
    collection,
    method,
    origin ? [origin.name, origin.url, origin.published, origin.reliability, origin.credibility] : null,
  ]);
}

function signOf(one: DerivedAssertion): string {
  const spans = new Set(one.evidence.map(({ passage, start, end }) => `${passage} ${start} ${end}`));
  return `${slotOf(one)} ${one.confidence} ${[...spans].sort().join(', ')}`;
}
