/** What every case store has to keep of entities, mentions by value, assertions and lists. Part of `describeStore`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import type { EntityKey } from '../model/entity.ts';
import { passageId } from '../model/ids.ts';
import type { Warninglist } from '../model/warninglist.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  documentOf,
  everyEntry,
  type StoreUnderTest,
  statementOf,
} from './store-contract-case.ts';

const IP: EntityKey = { type: 'ipv4', value: '1.2.3.4' };
const DOMAIN: EntityKey = { type: 'domain', value: 'bad.example' };
const CAMPAIGN: EntityKey = { type: 'campaign', value: 'Poison' };

export function describeStoredGraph(name: string, create: CreateStore): void {
  describe(`${name} as a store of a graph`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let leak: Collection;
    let reference: Collection;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      leak = await addCollection(store, 'leak', 'leak');
      reference = await addCollection(store, 'reference', 'reference');
    });
    afterEach(() => made.remove());

    const refOf = async (key: EntityKey): Promise<number> => {
      const entity = await store.graph.entity(key);
      if (!entity) throw new Error(`no entity ${key.value}`);
      return entity.ref;
    };

    test('a named thing is one entity whatever its spelling, shown as the smallest one, whatever came first', async () => {
      for (const order of [
        ['apt 41', 'APT-41', 'Apt_41'],
        ['Apt_41', 'apt 41', 'APT-41'],
      ]) {
        const fresh = await create();
        const refs = await fresh.store.graph.ensure(order.map((value) => ({ type: 'intrusion-set', value })));
        expect(new Set(refs).size).toBe(1);
        const entity = await fresh.store.graph.entity({ type: 'intrusion-set', value: 'ＡＰＴ 41' });
        expect(entity).toEqual({ ref: refs[0], type: 'intrusion-set', value: 'APT-41', labels: [] });
        await fresh.remove();
      }
      const other = await store.graph.ensure([
        { type: 'malware', value: 'apt 41' },
        { type: 'domain', value: 'A.example' },
        { type: 'domain', value: 'a.example' },
      ]);
      expect(new Set(other).size).toBe(3);
    });

    test('finds entities in the order asked for', async () => {
      const [ip, domain] = await store.graph.ensure([IP, DOMAIN]);
      expect(await store.graph.find([DOMAIN, CAMPAIGN, IP])).toMatchObject([{ ref: domain }, undefined, { ref: ip }]);
      expect((await store.graph.entities([domain ?? 0, 999, ip ?? 0])).map(({ ref }) => ref)).toEqual([domain, ip]);
      expect(await store.graph.entity(CAMPAIGN)).toBeUndefined();
    });

    test('counts values of mentions, most mentioned first', async () => {
      const times = [
        { text: 'a 1.2.3.4', time: '2021-01-02' },
        { text: 'b 1.2.3.4 bad.example', time: '2021-01-01' },
      ];
      const document = await addDocument(store, leak, 'a', times);
      const public_ = await addDocument(store, reference, 'b', ['1.2.3.4 again']);
      await addMentions(store, document, [
        { passage: 0, ...rawOf(IP) },
        { passage: 1, ...rawOf(IP) },
        { passage: 1, ...rawOf(DOMAIN) },
      ]);
      await addMentions(store, public_, [{ passage: 0, ...rawOf(IP) }]);
      const leaked = await store.mentions.values({ role: 'leak' }, { limit: 9 });
      expect(leaked.entries).toMatchObject([
        { ...IP, mentions: 2, documents: 1, first: '2021-01-01', last: '2021-01-02', labels: [] },
        { ...DOMAIN, mentions: 1, documents: 1 },
      ]);
      const all = await everyEntry((page) => store.mentions.values({}, page), 1);
      expect(all.map(({ mentions, documents }) => [mentions, documents])).toEqual([
        [3, 2],
        [1, 1],
      ]);
      expect((await store.mentions.values({ type: 'domain' }, { limit: 9 })).entries).toHaveLength(1);
      expect((await store.mentions.values({ collection: reference.id }, { limit: 9 })).entries).toMatchObject([
        { mentions: 1, first: null },
      ]);
      const where = await everyEntry(async (page) => store.mentions.ofEntity(await refOf(IP), {}, page), 2);
      expect(where).toHaveLength(3);
      const cited = await store.mentions.ofEntity(await refOf(IP), { role: 'reference' }, { limit: 9 });
      expect(cited.entries.map(({ passage }) => passage)).toEqual([passageId(public_.id, 0)]);
    });

    test('leaves out doubtful readings when asked to', async () => {
      const document = await addDocument(store, leak, 'a', ['1.2.3.4 255.255.255.0']);
      const mask = { type: 'ipv4', value: '255.255.255.0' } as const;
      const doubtful = { passage: 0, ...rawOf(mask), confidence: 0.3 };
      await addMentions(store, document, [{ passage: 0, ...rawOf(IP) }, doubtful]);
      const values = async (likely: boolean) =>
        (await store.mentions.values({ role: 'leak', likely }, { limit: 9 })).entries.map(({ value }) => value);
      expect(await values(true)).toEqual([IP.value]);
      expect(await values(false)).toEqual([IP.value, mask.value]);
    });

    test('keeps a statement once, with all its evidence and its widest period', async () => {
      const origin = {
        name: 'Report',
        url: 'https://report.example',
        published: '2019',
        reliability: 'B',
        credibility: 2,
      } as const;
      const statement = statementOf(IP, 'hosts', DOMAIN, {
        origin,
        firstSeen: '2019-02',
        lastSeen: '2019-03',
        confidence: 0.5,
      });
      const second = {
        ...statement,
        evidence: [{ passage: 1, start: 2, end: 5 }],
        firstSeen: '2019-01',
        confidence: 0.7,
      };
      const document = await addDocument(store, reference, 'a', ['one', 'two two'], {
        statements: [statement, second],
      });
      const edges = await store.graph.edges(await refOf(IP));
      expect(edges).toHaveLength(1);
      const stored = await store.graph.assertions(edges.map(({ assertion }) => assertion));
      expect(stored).toEqual([
        {
          ref: edges[0]?.assertion,
          subject: await refOf(IP),
          predicate: 'hosts',
          object: await refOf(DOMAIN),
          collection: reference.id,
          method: 'facts',
          confidence: 0.7,
          firstSeen: '2019-01',
          lastSeen: '2019-03',
          origin,
          evidence: [
            { passage: passageId(document.id, 0), start: 0, end: 1 },
            { passage: passageId(document.id, 1), start: 2, end: 5 },
          ],
        },
      ]);
      expect(await store.graph.assertions([12345])).toEqual([]);
    });

    test('two payments between the same two stay apart, the same one twice is one', async () => {
      const paid = (occurrence: string, value: number, passage: number) =>
        statementOf(IP, 'paid', DOMAIN, {
          amount: { value, currency: 'CNY' },
          occurrence,
          evidence: [{ passage, start: 0, end: 1 }],
        });
      await addDocument(store, reference, 'a', ['one', 'two', 'one'], {
        statements: [paid('x', 1_368_000, 0), paid('y', 350_000, 1), paid('x', 1_368_000, 2)],
      });
      const edges = await store.graph.edges(await refOf(IP));
      const stored = await store.graph.assertions(edges.map(({ assertion }) => assertion));
      expect(stored.map(({ amount, occurrence, evidence }) => [amount, occurrence, evidence.length])).toEqual([
        [{ value: 1_368_000, currency: 'CNY' }, 'x', 2],
        [{ value: 350_000, currency: 'CNY' }, 'y', 1],
      ]);
    });

    test('an amount that two texts share joins nothing', async () => {
      const other = await addCollection(store, 'leak', 'other');
      for (const collection of [reference, other]) {
        const document = await addDocument(store, collection, `amount of ${collection.name}`, ['5万元']);
        await addMentions(store, document, [
          {
            start: 0,
            end: 3,
            type: 'amount',
            value: '50000 CNY',
            raw: '5万元',
            method: 'm',
            confidence: 1,
            labels: [],
            passage: 0,
          },
        ]);
      }
      expect((await store.graph.shared()).map(({ type }) => type)).not.toContain('amount');
    });

    test('what cannot cite is not stored', async () => {
      const document = await addDocument(store, reference, 'a', ['one']);
      await expect(
        store.documents.append(document.id, {
          passages: [],
          statements: [statementOf(IP, 'hosts', DOMAIN, { evidence: [] })],
        }),
      ).rejects.toThrow();
      expect(await store.graph.entity(IP)).toBeUndefined();
    });

    test('edges lead both ways, and go with the last evidence', async () => {
      const document = await addDocument(store, reference, 'a', ['one'], {
        statements: [statementOf(IP, 'hosts', DOMAIN)],
      });
      await addMentions(store, document, [], [statementOf(DOMAIN, 'indicates', CAMPAIGN, { method: 'words' })]);
      const domain = await refOf(DOMAIN);
      const edges = [...(await store.graph.edges(domain))].sort((a, b) => a.predicate.localeCompare(b.predicate));
      expect(edges).toMatchObject([
        {
          from: domain,
          to: await refOf(IP),
          predicate: 'hosts',
          inverse: true,
          collection: reference.id,
          method: 'facts',
        },
        { from: domain, to: await refOf(CAMPAIGN), predicate: 'indicates', inverse: false, method: 'words' },
      ]);
      const several = await store.graph.edgesOf([domain, await refOf(IP), 999]);
      expect([...several].map(([, its]) => its.length)).toEqual([2, 1, 0]);
      await addMentions(store, document, [], []);
      expect(await store.graph.edges(domain)).toHaveLength(1);
      await store.documents.fail(document.id, []);
      expect(await store.graph.edges(domain)).toEqual([]);
    });

    test('derived assertions are replaced as a whole and leave the others alone', async () => {
      const document = await addDocument(store, reference, 'a', ['one'], {
        statements: [statementOf(IP, 'hosts', DOMAIN)],
      });
      const [ip, domain] = [await refOf(IP), await refOf(DOMAIN)];
      const derived = {
        subject: domain,
        predicate: 'contains',
        object: ip,
        method: 'rule:contains',
        confidence: 1,
        collection: reference.id,
        evidence: [{ passage: passageId(document.id, 0), start: 0, end: 3 }],
      };
      await store.graph.replaceDerived([derived, { ...derived, predicate: 'related-to' }]);
      await store.graph.replaceDerived([derived]);
      expect((await store.graph.edges(ip)).map(({ method }) => method).sort()).toEqual(['facts', 'rule:contains']);
      const missing = { ...derived, evidence: [{ passage: 'doc-0000000000000000.0', start: 0, end: 1 }] };
      await expect(store.graph.replaceDerived([missing])).rejects.toMatchObject({ code: 'not-found' });
      expect(await store.graph.edges(ip)).toHaveLength(2);
    });

    test('tells entities by role, whether mentioned or stated', async () => {
      const leaked = await addDocument(store, leak, 'a', ['1.2.3.4', { text: 'hi', role: 'message', sender: 'ann' }]);
      await addMentions(store, leaked, [{ passage: 0, ...rawOf(IP) }]);
      await addDocument(store, reference, 'b', ['x'], { statements: [statementOf(IP, 'indicates', CAMPAIGN)] });
      const values = async (role: 'leak' | 'reference', types?: EntityKey['type'][]) =>
        (await store.graph.entitiesOfRole(role, types)).map(({ value }) => value).sort();
      expect(await values('leak')).toEqual(['1.2.3.4', 'ann']);
      expect(await values('reference')).toEqual(['1.2.3.4', 'Poison']);
      expect(await values('reference', ['campaign'])).toEqual(['Poison']);
    });

    test('scans entities in batches, by type, role and dots', async () => {
      const many = Array.from(
        { length: 12_000 },
        (_, n): EntityKey => ({ type: 'ipv4', value: `10.0.${n >> 8}.${n & 255}` }),
      );
      await store.graph.ensure([
        ...many,
        { type: 'domain', value: 'a.b.example' },
        { type: 'domain', value: 'b.example' },
      ]);
      const scanned = async (filter: Parameters<Store['graph']['scan']>[0]): Promise<string[]> => {
        const all: string[] = [];
        for await (const batch of store.graph.scan(filter)) all.push(...batch.map(({ value }) => value));
        return all;
      };
      expect(new Set(await scanned({ types: ['ipv4'] })).size).toBe(12_000);
      expect(await scanned({ types: ['domain'], dots: 2 })).toEqual(['a.b.example']);
      const leaked = await addDocument(store, leak, 'a', ['1.2.3.4']);
      await addMentions(store, leaked, [{ passage: 0, ...rawOf(IP) }]);
      expect(await scanned({ types: ['ipv4', 'domain'], role: 'leak' })).toEqual(['1.2.3.4']);
      const ip = await refOf(IP);
      const labels = [{ label: 'vpn', source: 'a list', width: 1 }];
      await store.graph.putLabels(new Map([[ip, labels]]));
      expect(await store.graph.labelled()).toEqual(new Map([[ip, labels]]));
      expect(await store.graph.labelled([ip + 1])).toEqual(new Map());
    });

    test('knows how widely references spread an entity: copies of one origin count once', async () => {
      const second = await addCollection(store, 'reference', 'second');
      const origin = { name: 'Report' };
      const statements = [statementOf(IP, 'indicates', CAMPAIGN, { origin })];
      await addDocument(store, reference, 'a', ['x'], { statements });
      await addDocument(store, second, 'b', ['x'], { statements });
      const leaked = await addDocument(store, leak, 'c', ['1.2.3.4']);
      await addMentions(store, leaked, [{ passage: 0, ...rawOf(IP) }]);
      const ip = await refOf(IP);
      expect(await store.graph.spread([ip, 999])).toEqual(
        new Map([
          [ip, { collections: 2, origins: 1, documents: 2 }],
          [999, { collections: 0, origins: 0, documents: 0 }],
        ]),
      );
    });

    test('names where chains begin, and steps along predicates with their fan-out', async () => {
      const leaked = await addDocument(store, leak, 'a', [{ text: '1.2.3.4 9.9.9.9', time: '2021-05-01T00:00:00' }]);
      await addMentions(store, leaked, [
        { passage: 0, ...rawOf(IP), confidence: 0.8 },
        { passage: 0, type: 'ipv4', raw: '9.9.9.9' },
      ]);
      const others = ['x.example', 'y.example'].map((value): EntityKey => ({ type: 'domain', value }));
      const origin = { name: 'Report' };
      await addDocument(store, reference, 'b', ['x'], {
        statements: [DOMAIN, ...others].map((domain) =>
          statementOf(IP, 'hosts', domain, { origin, confidence: 0.6, firstSeen: '2019' }),
        ),
      });
      const shared = await store.graph.shared();
      expect(shared).toMatchObject([
        {
          ...IP,
          mentions: 1,
          first: '2021-05-01T00:00:00',
          confidence: 0.8,
          leaks: [leak.id],
          asserted: true,
          referenced: false,
        },
      ]);
      const ip = await refOf(IP);
      const steps = (await store.graph.steps([ip], { forward: ['hosts'], inverse: [], limit: 2 })).get(ip);
      expect(steps).toHaveLength(2);
      expect(steps?.[0]).toMatchObject({
        from: ip,
        predicate: 'hosts',
        inverse: false,
        fanOut: 3,
        confidence: 0.6,
        firstSeen: '2019',
        origin,
      });
      const back = await store.graph.steps([await refOf(DOMAIN)], { forward: [], inverse: ['hosts'], limit: 9 });
      expect(back.get(await refOf(DOMAIN))).toMatchObject([{ to: ip, inverse: true, fanOut: 1 }]);
      expect((await store.graph.steps([ip], { forward: ['uses'], inverse: ['hosts'], limit: 9 })).get(ip)).toEqual([]);
    });

    test('gives the aliases that references claim', async () => {
      const alias = statementOf({ type: 'name', value: 'Evil Eye' }, 'alias-of', CAMPAIGN);
      await addDocument(store, reference, 'a', ['x'], { statements: [alias] });
      await addDocument(store, leak, 'b', ['x'], {
        statements: [{ ...alias, subject: { type: 'name', value: 'of the leak' } }],
      });
      expect(await store.graph.aliases()).toEqual([{ name: 'Evil Eye', entity: CAMPAIGN, collection: reference.id }]);
    });

    test('labels entities', async () => {
      const [ip] = await store.graph.ensure([IP]);
      const label = { label: 'warninglist', source: 'List', width: 256 };
      await store.graph.putLabels(new Map([[ip ?? 0, [label]]]));
      expect((await store.graph.entity(IP))?.labels).toEqual([label]);
      await store.graph.putLabels(new Map([[ip ?? 0, []]]));
      expect((await store.graph.entity(IP))?.labels).toEqual([]);
    });

    test('keeps warninglists, of two versions the newer, and drops them with their document', async () => {
      const list = (version: string, entries: string[]): Warninglist => ({
        name: 'List',
        description: 'd',
        version,
        category: 'known',
        matching: 'cidr',
        attributes: ['ip-dst'],
        entries,
      });
      const [older, newer] = [list('1', []), list('2', ['10.0.0.0/8', 'two\nlines', '名'])];
      for (const [path, lists] of [
        ['new', newer],
        ['old', older],
      ] as const) {
        const document = documentOf(reference.id, path);
        await store.documents.begin(document);
        await store.documents.finish(document, '1', { ledger: [], lists: [lists] });
      }
      expect(await store.graph.warninglists()).toEqual([newer]);
      await store.documents.fail(documentOf(reference.id, 'new').id, []);
      expect(await store.graph.warninglists()).toEqual([older]);
    });
  });
}

const rawOf = ({ type, value }: EntityKey): { type: EntityKey['type']; raw: string } => ({ type, raw: value });
