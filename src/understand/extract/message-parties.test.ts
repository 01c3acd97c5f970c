/** Names beside addresses in mail headers, and senders that are called by a whole name. */
import { expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import { describeExtractor } from '../../ports/entity-extractor.contract.ts';
import { createMessagePartyExtractor } from './message-parties.ts';
import { passageOf } from './passage-for-test.ts';

const header = (text: string): StoredPassage => ({
  ...passageOf(text),
  role: 'property',
  position: { kind: 'part', part: 'header' },
});
const HEADER = `From: Helen Fitzgerald <Helen@example.org>
To: "Novak, Gregor" <g@example.net>, 吴海波 <whb@example.com>, sales@example.org, Support <support@example.org>
Cc: ООО «Вектор» <info@example.ru>`;

async function claims(passages: readonly StoredPassage[]): Promise<readonly string[]> {
  const { statements } = await createMessagePartyExtractor().extract(passages);
  return statements.map(
    ({ subject, predicate, object }) => `${subject.type} ${subject.value} ${predicate} ${object.type} ${object.value}`,
  );
}

describeExtractor('message parties', { create: async () => createMessagePartyExtractor(), passages: [header(HEADER)] });

test('a name beside an address is claimed to be its owner’s; a mailbox of several is nobody’s', async () => {
  expect(await claims([header(HEADER)])).toEqual([
    'individual Helen Fitzgerald same-as email helen@example.org',
    'individual Gregor Novak same-as email g@example.net',
    'individual 吴海波 same-as email whb@example.com',
    'organization ООО «Вектор» same-as email info@example.ru',
  ]);
});

test('a sender with a whole name is claimed to be that person, once a document', async () => {
  const message = (sender: string, ordinal: number): StoredPassage => ({
    ...passageOf('ok', { ordinal }),
    role: 'message',
    sender,
  });
  const senders = ['Олег Самойлов', 'Олег Самойлов', 'shutd0wn', 'wxid_a1b2', 'Support Team', 'Iron Heron', '沈砚'];
  expect(await claims(senders.map(message))).toEqual([
    'individual Олег Самойлов same-as handle Олег Самойлов',
    'individual 沈砚 same-as handle 沈砚',
  ]);
});
