/** Merging is honoured by the graph, views and the search for overlaps, and is taken back without a trace in the data. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../test/support/scripted-case.ts';
import { connect } from '../connect/connect.ts';
import type { EntityKey } from '../model/entity.ts';
import type { Overlap } from '../model/overlap.ts';
import type { Store } from '../ports/store.ts';
import { judgeIdentity, splitOff, withdrawIdentity } from './judge-identity.ts';
import { mergedStore } from './merged-store.ts';

let kase: ScriptedCase;
let store: Store;
beforeEach(async () => {
  kase = await ScriptedCase.open();
  store = mergedStore(kase.store);
  await kase.reference(
    'facts.yaml',
    `facts:
  - { subject: { ipv4: 45.76.1.9 }, relation: indicates, object: { intrusion-set: Heron }, source: { title: T } }
  - { subject: { intrusion-set: Heron }, relation: attributed-to, object: { organization: Acme Ltd }, source: { title: T } }
  - { subject: { name: Reed }, relation: alias-of, object: { malware: Reed }, source: { title: T } }
  - { subject: { name: Reed }, relation: alias-of, object: { intrusion-set: Reed Group }, source: { title: U } }
`,
  );
  await kase.text('leak', 'leak', [
    { text: 'relay.example pays', time: '2021-01-02T00:00:00', mentions: [{ type: 'domain', value: 'relay.example' }] },
    { text: 'we use Reed', mentions: [{ type: 'name', value: 'Reed' }] },
  ]);
  await kase.connect();
});
afterEach(() => kase.close());

const effects = { author: 'ana', clock: () => new Date('2026-01-02T03:04:05Z') };
const address: EntityKey = { type: 'ipv4', value: '45.76.1.9' };
const domain: EntityKey = { type: 'domain', value: 'relay.example' };
const name: EntityKey = { type: 'name', value: 'Reed' };
const group: EntityKey = { type: 'intrusion-set', value: 'Reed Group' };
const same = { verdict: 'same', one: address, other: domain, rationale: 'one box' } as const;

async function overlaps(): Promise<string[]> {
  const { everything } = await connect({ store });
  const { entries } = await store.overlaps.list({}, { limit: 100 });
  // A judgement bears on what it touches: looking at all of it again changes nothing.
  expect(everything).toBe(false);
  await connect({ store, everything: true });
  expect((await store.overlaps.list({}, { limit: 100 })).entries).toEqual(entries);
  return entries.map((each: Overlap) => `${each.leak.value} > ${each.reference.name}`).sort();
}

it('joins what the parts know, also for the search for overlaps, until it is taken back', async () => {
  const before = await overlaps();
  expect(before.some((line) => line.endsWith('> Heron'))).toBe(false);
  await judgeIdentity(store, same, effects);
  expect(await store.graph.entity(domain)).toMatchObject(address);
  const ref = (await store.graph.entity(address))?.ref ?? 0;
  expect(await store.browse.counts(ref)).toMatchObject({ mentions: 1, first: '2021-01-02T00:00:00' });
  expect((await store.browse.standing([ref])).get(ref)).toMatchObject({ leak: true, reference: true });
  expect((await store.mentions.ofEntity(ref, { role: 'leak' }, { limit: 5 })).entries).toMatchObject([
    { raw: 'relay.example' },
  ]);
  expect(await overlaps()).toContain('45.76.1.9 > Heron');
  await withdrawIdentity(store, undefined, effects);
  expect(await overlaps()).toEqual(before);
  expect(await store.identities.history()).toHaveLength(2);
});

it('pages through the mentions of all parts', async () => {
  await judgeIdentity(store, same, effects);
  await kase.text('leak', 'more', [{ text: '45.76.1.9 and 45.76.1.9', mentions: [address, address] }]);
  const ref = (await store.graph.entity(address))?.ref ?? 0;
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await store.mentions.ofEntity(ref, { role: 'leak' }, { limit: 1, ...(cursor ? { cursor } : {}) });
    seen.push(...page.entries.map(({ raw }) => raw));
    cursor = page.cursor;
  } while (cursor !== null);
  expect(seen.sort()).toEqual(['45.76.1.9', '45.76.1.9', 'relay.example']);
});

it('keeps an ambiguous name from a meaning that an analyst denies', async () => {
  const meanings = async (): Promise<number> => {
    const entity = await store.graph.entity(name);
    return entity
      ? (await store.graph.edges(entity.ref)).filter(({ predicate }) => predicate === 'alias-of').length
      : 0;
  };
  expect(await meanings()).toBe(2);
  const denied = await judgeIdentity(
    store,
    { verdict: 'different', one: name, other: group, rationale: 'the malware' },
    effects,
  );
  expect(await meanings()).toBe(1);
  expect((await overlaps()).filter((line) => line.endsWith('> Reed Group'))).toEqual([]);
  await withdrawIdentity(store, denied.id, effects);
  expect(await meanings()).toBe(2);
});

it('takes a thing out of its group', async () => {
  await judgeIdentity(store, same, effects);
  await splitOff(store, domain, 'two boxes', effects);
  expect(await store.graph.entity(domain)).toMatchObject(domain);
  await expect(splitOff(store, domain, 'again', effects)).rejects.toMatchObject({ code: 'not-found' });
});

it('refuses what makes no sense, with a reason', async () => {
  const refused = async (change: object, code: string): Promise<void> =>
    expect(judgeIdentity(store, { ...same, ...change }, effects)).rejects.toMatchObject({ code });
  await refused({ rationale: ' ' }, 'usage');
  await refused({ other: address }, 'usage');
  await refused({ other: { type: 'domain', value: 'nowhere.example' } }, 'not-found');
  await refused({ one: group, other: name }, 'usage');
  await judgeIdentity(store, same, effects);
  await refused({}, 'usage');
  await judgeIdentity(store, { ...same, verdict: 'different', other: group }, effects);
  // Through the group: what is one with the one thing cannot be one with what it is not.
  await refused({ one: domain, other: group }, 'usage');
});
