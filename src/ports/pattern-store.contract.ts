/** What a pattern store must do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passageId } from '../model/ids.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  message,
  type StoreUnderTest,
} from './store-contract-case.ts';

export function describePatternStore(name: string, create: CreateStore): void {
  describe(`${name}: patterns`, () => {
    let made: StoreUnderTest;
    let chat: string;
    beforeEach(async () => {
      made = await create();
      const leak = await addCollection(made.store, 'leak', 'leak');
      const document = await addDocument(made.store, leak, 'chat', [
        message('ann', ['bo'], 'Pay day at ACME, again pay', '2021-03-01T09:30:00'),
        message('ann', ['bo'], 'no 𠮷 工资', '2021-03-02T09:59:00'),
        message('bo', ['ann', 'cy'], 'repay', '2021-03-06T23:00:00'),
      ]);
      chat = document.id;
      await addMentions(made.store, document, [
        { passage: 0, type: 'organization', raw: 'ACME', labels: ['role:client'] },
        { passage: 1, type: 'name', raw: '工资' },
      ]);
      const reference = await addCollection(made.store, 'reference', 'public');
      const report = await addDocument(made.store, reference, 'report', ['pay ACME']);
      await addMentions(made.store, report, [{ passage: 0, type: 'organization', raw: 'ACME' }]);
    });
    afterEach(() => made.remove());

    it('finds mentions by role, type, label and entity', async () => {
      const { patterns } = made.store;
      const clients = await patterns.mentions({ role: 'leak', label: 'role:client', limit: 10 });
      expect(clients).toMatchObject([
        {
          type: 'organization',
          value: 'ACME',
          passage: passageId(chat, 0),
          start: 11,
          end: 15,
          time: '2021-03-01T09:30:00',
        },
      ]);
      expect(await patterns.mentions({ role: 'leak', types: ['organization'], limit: 10 })).toEqual(clients);
      expect(await patterns.mentions({ role: 'leak', of: clients.map(({ ref }) => ref), limit: 10 })).toEqual(clients);
      expect(await patterns.mentions({ role: 'reference', types: ['organization'], limit: 10 })).toHaveLength(1);
      expect(await patterns.mentions({ role: 'leak', types: ['organization', 'name'], limit: 1 })).toHaveLength(1);
    });

    it('finds terms in the leaks alone, once a passage, case folded, with the words that stand there', async () => {
      const hits = await made.store.patterns.holding(['pay', '工资', 'absent', '…']);
      expect(hits.map(({ term, passage, start, text, end }) => [term, passage, text.slice(start, end)])).toEqual([
        ['pay', passageId(chat, 0), 'Pay'],
        ['工资', passageId(chat, 1), '工资'],
      ]);
      expect(hits[0]).toMatchObject({ sender: 'ann', time: '2021-03-01T09:30:00' });
    });

    it('counts hours, weekdays and conversations, and shows their first and last words', async () => {
      const [ann, bo] = await made.store.patterns.rhythms();
      expect(ann).toMatchObject({ sender: 'ann', messages: 2, weekdays: [1, 1, 0, 0, 0, 0, 0] });
      expect(ann?.hours[9]).toBe(2);
      expect(ann?.evidence.map(({ passage }) => passage)).toEqual([passageId(chat, 0), passageId(chat, 1)]);
      expect([bo?.hours[23], bo?.weekdays[5]]).toEqual([1, 1]);
      const talk = await made.store.patterns.conversations();
      expect(talk.map(({ from, to, messages }) => [from, to, messages])).toEqual([
        ['ann', 'bo', 2],
        ['bo', 'ann', 1],
        ['bo', 'cy', 1],
      ]);
      expect(talk[0]).toMatchObject({ first: '2021-03-01T09:30:00', last: '2021-03-02T09:59:00' });
    });
  });
}
