/** What every case store has to keep of overlaps, of what changed, and of what rules derive. Part of `describeStore`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import type { EntityKey } from '../model/entity.ts';
import { passageId } from '../model/ids.ts';
import type { Overlap } from '../model/overlap.ts';
import type { StartRecord } from './overlap-store.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  everyEntry,
  type StoreUnderTest,
  statementOf,
} from './store-contract-case.ts';

const IP: EntityKey = { type: 'ipv4', value: '1.2.3.4' };
const DOMAIN: EntityKey = { type: 'domain', value: 'bad.example' };

export function describeStoredOverlaps(name: string, create: CreateStore): void {
  describe(`${name} as a store of overlaps`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let reference: Collection;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      reference = await addCollection(store, 'reference', 'reference');
    });
    afterEach(() => made.remove());

    const refOf = async (key: EntityKey): Promise<number> => {
      const entity = await store.graph.entity(key);
      if (!entity) throw new Error(`no entity ${key.value}`);
      return entity.ref;
    };

    const overlap = (id: string, rank: number, rejected?: string): Overlap => ({
      id,
      rank,
      score: 1 / rank,
      likelihood: 'Likely',
      confidence: 'Low',
      conclusion: 'infrastructure-overlap',
      leak: { type: 'ipv4', value: '1.2.3.4' },
      reference: { type: 'campaign', name: 'C' },
      labels: [],
      weakest: 0,
      hops: [],
      support: [],
      without: [],
      ...(rejected ? { rejected } : {}),
    });

    const startOf = (start: number, nodes: readonly number[], ...overlaps: readonly Overlap[]): StartRecord => ({
      start,
      nodes,
      overlaps: overlaps.map((one) => ({
        overlap: one,
        standing: {
          id: one.id,
          start,
          startType: 'ipv4',
          end: 9,
          endType: 'campaign',
          score: one.score,
          reading: 1,
          conclusion: one.conclusion,
          rejected: one.rejected !== undefined,
          key: one.id,
          through: [],
          origins: [],
        },
      })),
    });

    test('overlaps are replaced by start and listed by rank, rejected ones last', async () => {
      await store.overlaps.update({
        all: true,
        starts: [startOf(7, [7], overlap('overlap-0', 1))],
        places: [],
        through: 0,
      });
      const [a, b, c] = [
        overlap('overlap-a', 2),
        overlap('overlap-b', 1),
        overlap('overlap-c', 1, 'a public resolver'),
      ];
      await store.overlaps.update({
        all: true,
        starts: [startOf(1, [1, 5], a), startOf(2, [2, 5, 6], b, c)],
        places: [],
        through: 0,
      });
      const ids = async (): Promise<string[]> =>
        (await everyEntry((page) => store.overlaps.list({}, page), 2)).map(({ id }) => id);
      expect(await ids()).toEqual(['overlap-b', 'overlap-a', 'overlap-c']);
      expect((await store.overlaps.list({ rejected: true }, { limit: 9 })).entries).toEqual([c]);
      expect((await store.overlaps.list({ rejected: false }, { limit: 9 })).entries).toHaveLength(2);
      expect(await store.overlaps.get('overlap-a')).toEqual(a);
      expect(await store.overlaps.get('overlap-0')).toBeUndefined();
      expect(await store.overlaps.startsThrough([5])).toEqual([1, 2]);
      expect(await store.overlaps.startsThrough([6, 7])).toEqual([2]);

      const shown = { ...a, conclusion: 'same-actor' as const };
      const chance = { decoys: 100, asHigh: 3 };
      await store.overlaps.update({
        all: false,
        starts: [startOf(2, [2], b)],
        places: [
          { id: 'overlap-a', rank: 1, shown, chance },
          { id: 'overlap-b', rank: 2 },
        ],
        through: 0,
      });
      expect(await ids()).toEqual(['overlap-a', 'overlap-b']);
      expect(await store.overlaps.get('overlap-a')).toEqual({ ...shown, rank: 1, chance });
      expect(await store.overlaps.found(['overlap-a', 'overlap-x'])).toEqual([a]);
      expect((await store.overlaps.standings()).map(({ id }) => id)).toEqual(['overlap-a', 'overlap-b']);
      expect(await store.overlaps.startsThrough([5, 6])).toEqual([1]);
    });

    test('notes what changed until overlaps are stored, save what derives everything', async () => {
      const settle = (through: number) => store.overlaps.update({ all: true, starts: [], places: [], through });
      const first = await store.changes.read(9);
      expect(first.changes).toBeUndefined();
      // Stopped before anything was stored: everything is still to be looked at.
      expect((await store.changes.read(9)).changes).toBeUndefined();
      await settle((await store.changes.read(9)).through);
      expect((await store.changes.read(9)).changes).toEqual({ mentioned: [], renamed: [], steps: [] });

      const document = await addDocument(store, reference, 'a', ['1.2.3.4'], {
        statements: [statementOf(IP, 'hosts', DOMAIN)],
      });
      const [ip, domain] = [await refOf(IP), await refOf(DOMAIN)];
      const stated = {
        mentioned: [],
        renamed: [],
        steps: [
          { entity: ip, predicate: 'hosts', inverse: false },
          { entity: domain, predicate: 'hosts', inverse: true },
        ],
      };
      const noted = await store.changes.read(9);
      expect(noted.changes).toEqual(stated);
      expect((await store.changes.read(1)).changes).toBeUndefined();
      const derived = {
        subject: domain,
        predicate: 'contains',
        object: ip,
        method: 'rule:contains',
        confidence: 1,
        collection: reference.id,
        evidence: [{ passage: passageId(document.id, 0), start: 0, end: 3 }],
      };
      await store.graph.replaceDerived([derived]);
      // What comes after the reading stays noted.
      await addMentions(store, document, [{ passage: 0, type: 'ipv4', raw: '1.2.3.4' }]);
      await settle(noted.through);
      expect((await store.changes.read(9)).changes).toEqual({ mentioned: [ip], renamed: [], steps: [] });
      await settle((await store.changes.read(9)).through);
      await store.documents.fail(document.id, []);
      const gone = (await store.changes.read(9)).changes;
      expect(gone?.mentioned).toEqual([ip]);
      expect(gone?.steps.map(({ predicate }) => predicate)).toContain('hosts');
      await settle((await store.changes.read(9)).through);
      await store.collections.put({ ...reference, reliability: 'E' });
      expect((await store.changes.read(9)).changes).toBeUndefined();
    });

    test('changes some derived assertions, finds them by side, and composite values by their anchor', async () => {
      const document = await addDocument(store, reference, 'a', ['one'], {
        statements: [statementOf(IP, 'hosts', DOMAIN)],
      });
      const [ip, domain] = [await refOf(IP), await refOf(DOMAIN)];
      const derived = (predicate: string) => ({
        subject: domain,
        predicate,
        object: ip,
        method: 'rule:contains',
        confidence: 1,
        collection: reference.id,
        evidence: [{ passage: passageId(document.id, 0), start: 0, end: 3 }],
      });
      await store.graph.replaceDerived([derived('contains'), derived('related-to')]);
      const at = (side: 'subject' | 'object', entity: number) =>
        store.graph.derivedAt([entity], side, ['rule:contains']);
      const [one] = await at('subject', domain);
      await store.graph.changeDerived([one?.ref ?? 0], [derived('drops')]);
      expect((await at('object', ip)).map(({ predicate }) => predicate).sort()).toEqual(['drops', 'related-to']);
      expect(await at('object', domain)).toEqual([]);
      await store.graph.putAnchors(
        [
          [
            { entity: ip, anchor: 'a' },
            { entity: domain, anchor: 'b' },
          ],
        ],
        true,
      );
      await store.graph.putAnchors(
        [
          [
            { entity: domain, anchor: 'a' },
            { entity: ip, anchor: 'a' },
          ],
        ],
        false,
      );
      expect((await store.graph.anchored(['a', 'x'])).map(({ ref }) => ref).sort()).toEqual([ip, domain].sort());
      await store.graph.putAnchors([[{ entity: ip, anchor: 'c' }]], true);
      expect(await store.graph.anchored(['a', 'b'])).toEqual([]);
    });
  });
}
