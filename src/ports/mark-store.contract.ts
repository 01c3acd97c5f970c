/** What every store of marks has to keep. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mark } from '../model/mark.ts';
import type { CreateStore, StoreUnderTest } from './store-contract-case.ts';

const mark = (document: string, kind: Mark['kind'], text = '', author = 'ann'): Mark => ({
  document,
  kind,
  text,
  author,
  time: '2026-01-01T00:00:00Z',
});

export function describeMarkStore(name: string, create: CreateStore): void {
  describe(`${name} as a store of marks`, () => {
    let made: StoreUnderTest;
    beforeEach(async () => {
      made = await create();
    });
    afterEach(() => made.remove());

    test('keeps each mark once, with who set it first, until it is taken away', async () => {
      const { marks } = made.store;
      await marks.put(mark('doc-1', 'read'));
      await marks.put(mark('doc-1', 'read', '', 'bob'));
      await marks.put(mark('doc-1', 'tag', '合同'));
      await marks.put(mark('doc-1', 'tag', 'contract'));
      await marks.put(mark('doc-2', 'note', 'ask about this'));
      expect(await marks.list('doc-1')).toEqual([
        mark('doc-1', 'read'),
        mark('doc-1', 'tag', 'contract'),
        mark('doc-1', 'tag', '合同'),
      ]);
      await marks.remove({ document: 'doc-1', kind: 'tag', text: 'contract' });
      await marks.remove({ document: 'doc-9', kind: 'read', text: '' });
      const again = await made.reopen();
      expect((await again.marks.list()).map(({ document, kind, text }) => `${document} ${kind} ${text}`)).toEqual([
        'doc-1 read ',
        'doc-1 tag 合同',
        'doc-2 note ask about this',
      ]);
    });
  });
}
