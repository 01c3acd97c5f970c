/** Strongest ways and common neighbours on a small graph of which every way is known. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';
import type { EntityKey } from '../../model/entity.ts';
import { commonNeighbours } from './common-neighbours.ts';
import { strongestPath } from './find-paths.ts';
import { leavingOut } from './leaving-out.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
  const fact = (subject: string, relation: string, object: string): string =>
    `  - { subject: { ${subject} }, relation: ${relation}, object: { ${object} }, source: { title: T } }\n`;
  // A short way through a junction, and a longer one through things that stand beside little else.
  const junction = Array.from({ length: 400 }, (_, at) =>
    fact(`domain: d${at}.example`, 'resolves-to', 'ipv4: 45.76.1.1'),
  ).join('');
  await kase.reference(
    'facts.yaml',
    `facts:\n${junction}${fact('domain: a.example', 'resolves-to', 'ipv4: 45.76.1.1')}${fact('domain: b.example', 'resolves-to', 'ipv4: 45.76.1.1')}${fact('domain: a.example', 'resolves-to', 'ipv4: 45.76.1.2')}${fact('intrusion-set: Heron', 'uses', 'ipv4: 45.76.1.2')}${fact('domain: b.example', 'indicates', 'intrusion-set: Heron')}${fact('malware: Alone', 'uses', 'tool: Other')}`,
  );
});
afterEach(() => kase.close());

const refOf = async (key: EntityKey): Promise<number> => (await kase.store.graph.entity(key))?.ref ?? 0;
const domain = (value: string): EntityKey => ({ type: 'domain', value });

it('goes around junctions where a longer way is stronger, in either direction', async () => {
  const [a, b] = [await refOf(domain('a.example')), await refOf(domain('b.example'))];
  const way = await strongestPath(kase.store, a, b);
  const nodes = await kase.store.graph.entities(way.hops.map(({ to }) => to));
  expect(nodes.map(({ value }) => value)).toEqual(['45.76.1.2', 'Heron', 'b.example']);
  expect(way.hops.map(({ predicate, inverse }) => `${predicate} ${inverse}`)).toEqual([
    'resolves-to false',
    'uses true',
    'indicates true',
  ]);
  const back = await strongestPath(kase.store, b, a);
  expect(back.hops.map(({ assertion }) => assertion).toReversed()).toEqual(way.hops.map(({ assertion }) => assertion));
  expect(way.strength).toBeGreaterThan(0);
  expect(way.strength).toBeLessThanOrEqual(1);
});

it('says where there is no way, and that a thing is at itself', async () => {
  const [a, alone] = [await refOf(domain('a.example')), await refOf({ type: 'malware', value: 'Alone' })];
  expect(await strongestPath(kase.store, a, alone)).toMatchObject({ strength: 0, hops: [] });
  expect(await strongestPath(kase.store, a, a)).toMatchObject({ strength: 1, hops: [] });
});

it('gives what stands beside both, the most telling first, and counts the rest', async () => {
  const [a, heron, b] = [
    await refOf(domain('a.example')),
    await refOf({ type: 'intrusion-set', value: 'Heron' }),
    await refOf(domain('b.example')),
  ];
  const { neighbours, total } = await commonNeighbours(kase.store, a, heron, 5);
  expect(total).toBe(1);
  expect((await kase.store.graph.entities(neighbours.map(({ ref }) => ref))).map(({ value }) => value)).toEqual([
    '45.76.1.2',
  ]);
  expect(neighbours[0]?.edges).toHaveLength(2);
  expect((await commonNeighbours(kase.store, a, b, 5)).total).toBe(1);
});

it('finds another way, or none, when a source, a collection or a thing is left out', async () => {
  const [a, b] = [await refOf(domain('a.example')), await refOf(domain('b.example'))];
  const through = async (left: Awaited<ReturnType<typeof leavingOut>>): Promise<readonly string[]> => {
    const { hops } = await strongestPath(left.store, a, b);
    return (await kase.store.graph.entities(hops.map(({ to }) => to))).map(({ value }) => value);
  };
  const thing = await leavingOut(kase.store, { names: [], things: [{ type: 'intrusion-set', value: 'Heron' }] });
  expect(await through(thing)).toEqual(['45.76.1.1', 'b.example']);
  expect(thing.edges()).toBeGreaterThan(0);
  const source = await leavingOut(kase.store, { names: ['t'], things: [] });
  expect(await through(source)).toEqual([]);
  expect([source.isLeftOut('T'), source.isLeftOut('U')]).toEqual([true, false]);
  const [reference] = await kase.store.collections.list();
  expect(await through(await leavingOut(kase.store, { names: [reference?.id ?? ''], things: [] }))).toEqual([]);
  const nobody = await leavingOut(kase.store, { names: ['nobody'], things: [] });
  expect(await through(nobody)).toHaveLength(3);
  expect(nobody.edges()).toBe(0);
  await expect(
    leavingOut(kase.store, { names: [], things: [{ type: 'domain', value: 'unknown.example' }] }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
