/**
 * A store in which what analysts merged is one thing and what they kept apart is two. Nothing is rewritten: documents,
 * mentions and assertions stay as they are, so that a judgement can be taken back at any time.
 */
import type { Entity, EntityRef } from '../model/entity.ts';
import type { StoredMention } from '../model/mention.ts';
import type { BrowseStore, EntityCounts, Standing } from '../ports/browse-store.ts';
import type { PatternStore } from '../ports/pattern-store.ts';
import type { Edge, GraphStore, MentionStore, SharedEntity, Step, Store } from '../ports/store.ts';
import { type Identities, identitiesOf } from './identities.ts';

type Now = () => Promise<Identities>;

/** Mentions of one merged thing that are looked at for what its leaks say. */
const MENTIONS_SEEN = 1_000;

export function mergedStore(store: Store): Store {
  const now = identitiesOf(store);
  return {
    ...store,
    graph: mergedGraph(store, now),
    mentions: mergedMentions(store, now),
    browse: mergedBrowse(store.browse, now),
    patterns: mergedPatterns(store.patterns, now),
    overlaps: {
      ...store.overlaps,
      // A search is noted at what things are known as.
      startsThrough: async (entities) => {
        const identities = await now();
        return store.overlaps.startsThrough([...new Set([...entities, ...entities.map(identities.known)])]);
      },
    },
  };
}

function mergedGraph(store: Store, now: Now): GraphStore {
  const { graph } = store;
  const known = async (entity: Entity | undefined): Promise<Entity | undefined> =>
    entity && (await now()).knownEntity(entity);
  const edgesOf: GraphStore['edgesOf'] = async (entities) => {
    const identities = await now();
    const raw = await graph.edgesOf(identities.members(entities));
    return new Map(entities.map((ref) => [ref, joined(ref, identities, raw)]));
  };
  return {
    ...graph,
    entity: async (key) => known(await graph.entity(key)),
    find: async (keys) => Promise.all((await graph.find(keys)).map(known)),
    edges: async (entity) => (await edgesOf([entity])).get(entity) ?? [],
    edgesOf,
    assertions: async (refs) => {
      const identities = await now();
      return (await graph.assertions(refs)).map((each) => ({
        ...each,
        subject: identities.known(each.subject),
        object: identities.known(each.object),
      }));
    },
    // Shared by at most as many as the parts together: a merged thing is never taken for a rarer one than it is.
    spread: async (entities) => {
      const identities = await now();
      const raw = await graph.spread(identities.members(entities));
      const sum = (ref: EntityRef, of: 'collections' | 'origins' | 'documents'): number =>
        identities.group(ref).reduce((total, member) => total + (raw.get(member)?.[of] ?? 0), 0);
      return new Map(
        entities.map((ref) => [
          ref,
          { collections: sum(ref, 'collections'), origins: sum(ref, 'origins'), documents: sum(ref, 'documents') },
        ]),
      );
    },
    shared: async (among) => mergedShared(store, await now(), among),
    steps: async (entities, along) => {
      const identities = await now();
      const raw = await graph.steps(identities.members(entities), along);
      return new Map(entities.map((ref) => [ref, joinedSteps(ref, identities, raw)]));
    },
  };
}

/** Edges of a thing's parts, between things; those within it and those that an analyst denied are none. */
function joined<E extends Edge>(
  ref: EntityRef,
  identities: Identities,
  raw: ReadonlyMap<EntityRef, readonly E[]>,
): E[] {
  return identities.group(ref).flatMap((member) =>
    (raw.get(member) ?? []).flatMap((edge): E[] => {
      const to = identities.known(edge.to);
      if (to === identities.known(ref) || identities.areApart(edge.from, edge.to)) return [];
      return [{ ...edge, from: ref, to }];
    }),
  );
}

function joinedSteps(
  ref: EntityRef,
  identities: Identities,
  raw: ReadonlyMap<EntityRef, readonly Step[]>,
): readonly Step[] {
  const group = identities.group(ref);
  const steps = joined(ref, identities, raw);
  if (group.length === 1) return steps;
  const fanOut = new Map<string, number>();
  for (const member of group) {
    const own = new Map((raw.get(member) ?? []).map((step) => [`${step.predicate} ${step.inverse}`, step.fanOut]));
    for (const [way, n] of own) fanOut.set(way, (fanOut.get(way) ?? 0) + n);
  }
  return steps.map((step) => ({ ...step, fanOut: fanOut.get(`${step.predicate} ${step.inverse}`) ?? step.fanOut }));
}

/** A group is shared when any of its parts is; what it says of itself comes from all of them. */
async function mergedShared(
  store: Store,
  identities: Identities,
  among: readonly EntityRef[] | undefined,
): Promise<readonly SharedEntity[]> {
  const raw = await store.graph.shared(among && identities.members(among));
  if (identities.groups.length === 0) return raw;
  const merged = new Map<EntityRef, SharedEntity>();
  const wanted = among && new Set(identities.members(among));
  for (const group of identities.groups) {
    if (wanted && !group.some((ref) => wanted.has(ref))) continue;
    const made = await sharedGroup(store, group, raw);
    if (made) merged.set(made.ref, made);
  }
  const alone = raw.filter(({ ref }) => identities.group(ref).length === 1);
  const inOrder = (a: SharedEntity, b: SharedEntity): number =>
    a.type === b.type ? (a.value < b.value ? -1 : 1) : a.type < b.type ? -1 : 1;
  return [...alone, ...[...merged.values()].sort(inOrder)];
}

async function sharedGroup(
  store: Store,
  group: readonly EntityRef[],
  raw: readonly SharedEntity[],
): Promise<SharedEntity | undefined> {
  const [leading] = group;
  const [entity] = leading === undefined ? [] : await store.graph.entities([leading]);
  if (!entity) return undefined;
  const parts = raw.filter(({ ref }) => group.includes(ref));
  const standing = await store.browse.standing(group);
  const leaks = new Set(parts.flatMap((part) => part.leaks));
  let [mentions, confidence] = [0, 0];
  const times: string[] = [];
  for (const ref of group) {
    const { entries } = await store.mentions.ofEntity(ref, { role: 'leak' }, { limit: MENTIONS_SEEN });
    mentions += entries.length;
    for (const mention of entries) confidence = Math.max(confidence, mention.confidence);
    const passages = await store.documents.passagesById([...new Set(entries.map(({ passage }) => passage))]);
    for (const { collection, time } of passages) {
      leaks.add(collection);
      if (time !== undefined) times.push(time);
    }
  }
  if (mentions === 0) return undefined;
  times.sort();
  const asserted = group.some((ref) => (standing.get(ref)?.edges ?? 0) > 0);
  const referenced = parts.some((part) => part.referenced);
  if (!asserted && !referenced && leaks.size < 2) return undefined;
  return {
    ...entity,
    mentions,
    confidence,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    leaks: [...leaks].sort(),
    asserted,
    referenced,
  };
}

function mergedMentions({ mentions }: Store, now: Now): MentionStore {
  return {
    ...mentions,
    // Part after part; the cursor says in which.
    ofEntity: async (entity, filter, page) => {
      const group = (await now()).group(entity);
      if (group.length === 1) return mentions.ofEntity(entity, filter, page);
      const [at = '0', inside] = page.cursor?.split('/') ?? [];
      const entries: StoredMention[] = [];
      let inner = inside;
      for (let part = Number(at); part < group.length; part += 1) {
        const limit = page.limit - entries.length;
        if (limit === 0) return { entries, cursor: `${part}/` };
        const found = await mentions.ofEntity(group[part] ?? entity, filter, { limit, cursor: inner || undefined });
        entries.push(...found.entries);
        if (found.cursor !== null) return { entries, cursor: `${part}/${found.cursor}` };
        inner = undefined;
      }
      return { entries, cursor: null };
    },
  };
}

function mergedBrowse(browse: BrowseStore, now: Now): BrowseStore {
  return {
    ...browse,
    counts: async (entity) => {
      const parts = await Promise.all((await now()).group(entity).map((ref) => browse.counts(ref)));
      return parts.reduce(
        (sum, part): EntityCounts => ({
          mentions: sum.mentions + part.mentions,
          documents: sum.documents + part.documents,
          first: earlier(sum.first, part.first),
          last: later(sum.last, part.last),
        }),
      );
    },
    find: async (text, limit) => {
      const identities = await now();
      const found = (await browse.find(text, limit)).map((entity) => identities.knownEntity(entity));
      return [...new Map(found.map((entity) => [entity.ref, entity])).values()];
    },
    standing: async (entities) => {
      const identities = await now();
      const raw = await browse.standing(identities.members(entities));
      return new Map(
        entities.map((ref) => {
          const parts = identities.group(ref).flatMap((member) => raw.get(member) ?? []);
          const standing: Standing = {
            edges: parts.reduce((sum, { edges }) => sum + edges, 0),
            leak: parts.some(({ leak }) => leak),
            reference: parts.some(({ reference }) => reference),
          };
          return [ref, standing];
        }),
      );
    },
    among: async (entities, edges) => {
      const identities = await now();
      return (await browse.among(identities.members(entities), edges)).flatMap((edge) => {
        const [from, to] = [identities.known(edge.from), identities.known(edge.to)];
        return from === to ? [] : [{ ...edge, from, to }];
      });
    },
    stated: async (filter, page) => {
      const identities = await now();
      const { entries, cursor } = await browse.stated(filter, page);
      const mapped = entries.map((each) => ({
        ...each,
        subject: identities.known(each.subject),
        object: identities.known(each.object),
      }));
      return { entries: mapped, cursor };
    },
  };
}

function mergedPatterns(patterns: PatternStore, now: Now): PatternStore {
  return {
    ...patterns,
    facts: async (filter) => {
      const identities = await now();
      const about = filter.about && identities.members(filter.about);
      const facts = await patterns.facts({ ...filter, ...(about ? { about } : {}) });
      if (!identities.any) return facts;
      return facts
        .filter(({ subject, object }) => !identities.areApart(subject.ref, object.ref))
        .map((fact) => ({
          ...fact,
          subject: identities.knownEntity(fact.subject),
          object: identities.knownEntity(fact.object),
        }));
    },
    mentions: async (filter) => {
      const identities = await now();
      const of = filter.of && identities.members(filter.of);
      const found = await patterns.mentions({ ...filter, ...(of ? { of } : {}) });
      if (identities.groups.length === 0) return found;
      return found.map((mention) => {
        const { ref, type, value } = identities.knownEntity({ ...mention, labels: [] });
        return { ...mention, ref, type, value };
      });
    },
  };
}

const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);
