/** What every store of graph views has to keep. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GraphView } from '../model/graph-view.ts';
import type { CreateStore, StoreUnderTest } from './store-contract-case.ts';

const view = (id: string, more: Partial<GraphView> = {}): GraphView => ({
  id,
  name: `view ${id}`,
  about: '',
  author: 'ann',
  created: '2026-01-01T00:00:00Z',
  updated: '2026-01-01T00:00:00Z',
  nodes: [
    { type: 'ipv4', value: '192.0.2.1', x: 1.5, y: -2, pinned: true, note: '服务器' },
    { type: 'domain', value: 'a.example', x: 0, y: 0, pinned: false, note: '' },
  ],
  groups: [{ name: 'infrastructure', members: [0, 1], collapsed: false }],
  filter: { kinds: ['other'], relations: [], from: '2019', to: '', confidence: 0.5 },
  ...more,
});

export function describeGraphViewStore(name: string, create: CreateStore): void {
  describe(`${name} as a store of graph views`, () => {
    let made: StoreUnderTest;
    beforeEach(async () => {
      made = await create();
    });
    afterEach(() => made.remove());

    test('keeps views as they were put, the one changed last first', async () => {
      const { graphViews } = made.store;
      await graphViews.put(view('view-1'));
      await graphViews.put(view('view-2', { updated: '2026-01-02T00:00:00Z' }));
      expect(await graphViews.get('view-1')).toEqual(view('view-1'));
      expect(await graphViews.get('view-9')).toBeUndefined();
      const changed = {
        name: 'renamed',
        author: 'bob',
        created: '2026-02-01T00:00:00Z',
        updated: '2026-02-01T00:00:00Z',
      };
      await graphViews.put(view('view-1', { ...changed, nodes: [], groups: [] }));
      const again = await made.reopen();
      expect(await again.graphViews.list()).toEqual([
        {
          id: 'view-1',
          name: 'renamed',
          about: '',
          author: 'ann',
          created: '2026-01-01T00:00:00Z',
          updated: '2026-02-01T00:00:00Z',
          nodes: 0,
          groups: 0,
        },
        expect.objectContaining({ id: 'view-2', nodes: 2, groups: 1 }),
      ]);
      expect(await again.graphViews.get('view-1')).toMatchObject({ name: 'renamed', author: 'ann' });
    });

    test('brings a removed view back as it was', async () => {
      const { graphViews } = made.store;
      await graphViews.put(view('view-1'));
      expect(await graphViews.remove('view-1')).toBe(true);
      expect(await graphViews.remove('view-1')).toBe(false);
      expect([await graphViews.list(), await graphViews.get('view-1')]).toEqual([[], undefined]);
      expect(await graphViews.restore('view-1')).toBe(true);
      expect(await graphViews.restore('view-1')).toBe(false);
      expect(await graphViews.get('view-1')).toEqual(view('view-1'));
      expect([await graphViews.remove('view-9'), await graphViews.restore('view-9')]).toEqual([false, false]);
    });
  });
}
