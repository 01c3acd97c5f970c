import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteStore } from '../adapters/store/sqlite/sqlite-store-case.ts';
import { TelltaleError } from '../errors.ts';
import type { GraphView } from '../model/graph-view.ts';
import { addCollection, addDocument, message, type StoreUnderTest, statementOf } from '../ports/store-contract-case.ts';
import { graphViewSections, graphViewsHtml } from '../tell/report/graph-view-sections.ts';
import { edgeFacts } from '../tell/views/edge-facts.ts';
import { openedView, parseViewFile, viewFile, viewNamed } from './graph-views.ts';

const CLIENT = { type: 'organization', value: '县公安局' } as const;
const SELLER = { type: 'organization', value: 'Heron' } as const;

const view = (more: Partial<GraphView>): GraphView => ({
  id: 'view-0000000000000001',
  name: 'Clients',
  about: 'who paid',
  author: 'ann',
  created: '2026-01-01T00:00:00Z',
  updated: '2026-01-01T00:00:00Z',
  nodes: [CLIENT, SELLER, { type: 'domain', value: 'elsewhere.example' } as const].map((key, at) => ({
    ...key,
    x: at,
    y: at / 2,
    pinned: at === 0,
    note: '',
  })),
  groups: [{ name: 'both', members: [0, 1], collapsed: true }],
  filter: { kinds: [], relations: [], from: '', to: '', confidence: 0 },
  ...more,
});

describe('graph views', () => {
  let made: StoreUnderTest;
  beforeEach(async () => {
    made = await createSqliteStore();
    const leak = await addCollection(made.store, 'leak', 'leak');
    await addDocument(made.store, leak, 'chat', [message('lan', ['k0i'], '付款 3 万', '2021-05-06T07:08:09')], {
      statements: [
        statementOf(CLIENT, 'paid', SELLER, { amount: { value: 30_000, currency: 'CNY' }, confidence: 0.8 }),
      ],
    });
  });
  afterEach(() => made.remove());

  it('open with what the case has of them, and name what it lacks', async () => {
    await made.store.graphViews.put(view({}));
    const { graph, missing } = await openedView(made.store, 'view-0000000000000001');
    expect(graph.nodes.map(({ value }) => value).sort()).toEqual(['Heron', '县公安局']);
    expect(graph.predicates).toEqual(['paid']);
    expect(graph.edges[0]?.slice(4)).toEqual([0.8, '2021-05-06', '2021-05-06', { value: 30_000, currency: 'CNY' }, 0]);
    expect(graph.sources).toHaveLength(1);
    expect(missing).toEqual([{ type: 'domain', value: 'elsewhere.example' }]);
    await expect(openedView(made.store, 'view-0000000000000002')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('say of each edge how much, when, who and how sure, with the words', async () => {
    await made.store.graphViews.put(view({}));
    const { graph } = await openedView(made.store, 'view-0000000000000001');
    const [facts] = await edgeFacts(made.store, [graph.edges[0]?.[3] ?? 0, 999_999], 3);
    expect(facts).toMatchObject({
      amount: { value: 30_000, currency: 'CNY' },
      said: '2021-05-06T07:08:09',
      confidence: 0.8,
      source: 'lan',
      role: 'leak',
      citations: 1,
      evidence: [{ quote: '付' }],
    });
  });

  it('stand in the report in words', async () => {
    await made.store.graphViews.put(view({ name: '<b>Clients</b>' }));
    const [section] = await graphViewSections(made.store, false);
    expect(section).toMatchObject({ name: '<b>Clients</b>', things: 3, total: 1 });
    expect(section?.groups).toEqual([{ name: 'both', things: ['县公安局', 'Heron'] }]);
    expect(section?.edges).toEqual([['县公安局', 'paid 30,000 CNY', 'Heron', '2021-05-06', '0.80']]);
    const written = graphViewsHtml(section ? [section] : [])?.html ?? '';
    expect(written).toContain('&lt;b&gt;Clients&lt;/b&gt;');
    expect(written).not.toContain('<b>Clients');
    expect(graphViewsHtml([])).toBeNull();
  });

  it('go to another copy of the case as a file', () => {
    const { id: _, author: __, created: ___, updated: ____, ...content } = view({});
    expect(parseViewFile(JSON.stringify(viewFile(view({}))))).toEqual(content);
  });

  it.each([
    ['no JSON', 'x'],
    ['nothing of a view', '{}'],
    ['a node without a place', '{"name":"a","nodes":[{"type":"ipv4","value":"1"}]}'],
    ['a group of nodes that are not there', '{"name":"a","nodes":[],"groups":[{"name":"g","members":[0]}]}'],
    ['a later format', '{"format":"telltale-graph-view/2","name":"a","nodes":[]}'],
  ])('are not read from %s', (_what, text) => {
    expect(() => parseViewFile(text)).toThrow(TelltaleError);
  });

  it('are found by id or name, and a name that two have is refused', async () => {
    const { graphViews } = made.store;
    await graphViews.put(view({}));
    expect((await viewNamed(made.store, 'Clients')).id).toBe('view-0000000000000001');
    await graphViews.put(view({ id: 'view-0000000000000002' }));
    await expect(viewNamed(made.store, 'Clients')).rejects.toMatchObject({ code: 'usage' });
    expect((await viewNamed(made.store, 'view-0000000000000002')).name).toBe('Clients');
    await expect(viewNamed(made.store, 'nobody')).rejects.toMatchObject({ code: 'not-found' });
  });
});
