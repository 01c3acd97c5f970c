import { describe, expect, it } from 'vitest';
import { en } from '../../language/en/messages.ts';
import { zhHans } from '../../language/zh-hans/messages.ts';
import { formatFor } from '../../parts/format.ts';
import { lineWords } from './edge-words.ts';
import { drawn, groupKey, holdsIn, NO_FILTER, tiers, visible } from './graph-filter.ts';
import { hull } from './graph-layer.ts';
import { EMPTY, groupChanged, grouped, keyOf, merged, pinnedAs } from './graph-model.ts';
import { contentOf, tableOf } from './graph-view-file.ts';

const node = (value: string) => ({ type: 'domain', value, degree: 0, leak: true, reference: false });
const edge = (id: string, from: string, to: string, more: object = {}) => ({
  id,
  from: node(from),
  to: node(to),
  predicate: 'hosts',
  collection: 'c',
  source: 'A report',
  passage: null,
  confidence: 1,
  first: null,
  last: null,
  amount: null,
  ...more,
});
const kindOf = () => 'infra';

describe('filters', () => {
  const state = merged(EMPTY, {
    nodes: ['a', 'b', 'c', 'alone'].map(node),
    edges: [
      edge('1', 'a', 'b', { first: '2019-05', last: '2020-01-02', confidence: 0.9 }),
      edge('2', 'b', 'c', { predicate: 'resolves-to', confidence: 0.4 }),
    ],
  });
  it('hide kinds and relations without losing them', () => {
    expect(visible(state, { ...NO_FILTER, relations: ['hosts'] }, kindOf).edges.size).toBe(1);
    expect(visible(state, { ...NO_FILTER, kinds: ['infra'] }, kindOf).nodes.size).toBe(0);
    expect(visible(state, NO_FILTER, kindOf)).toBe(state);
  });
  it('leave out what a source says, and things of which nobody else says anything', () => {
    const said = merged(EMPTY, {
      nodes: ['a', 'b', 'c', 'alone'].map(node),
      edges: [edge('1', 'a', 'b'), edge('2', 'a', 'b', { source: 'Another' }), edge('3', 'b', 'c')],
    });
    const left = visible(said, { ...NO_FILTER, sources: ['A report'] }, kindOf);
    expect([...left.edges.keys()]).toEqual(['2']);
    expect([...left.nodes.keys()]).toEqual(['domain:a', 'domain:b', 'domain:alone']);
  });
  it('hide weak edges, and things that lose all theirs unless they are pinned', () => {
    const strong = visible(state, { ...NO_FILTER, confidence: 0.5 }, kindOf);
    expect([...strong.edges.keys()]).toEqual(['1']);
    expect([...strong.nodes.keys()]).toEqual(['domain:a', 'domain:b', 'domain:alone']);
    const pinned = visible(pinnedAs(state, ['domain:c'], true), { ...NO_FILTER, confidence: 0.5 }, kindOf);
    expect(pinned.nodes.has('domain:c')).toBe(true);
  });
  it('hold edges against a range as precisely as both are given', () => {
    const days = { first: '2019-05', last: '2020-01-02' };
    expect(holdsIn(days, '2020-01', '')).toBe(true);
    expect(holdsIn(days, '2020-02', '')).toBe(false);
    expect(holdsIn(days, '', '2019-05-14')).toBe(true);
    expect(holdsIn(days, '', '2019-04')).toBe(false);
    expect(holdsIn(days, '2019-06', '2019-07')).toBe(true);
    expect(holdsIn({ first: null, last: null }, '', '')).toBe(true);
    expect(holdsIn({ first: null, last: null }, '2019', '')).toBe(false);
    expect(holdsIn({ first: null, last: '2021' }, '2020', '2022')).toBe(true);
  });
});

describe('what is drawn', () => {
  const state = merged(EMPTY, {
    nodes: ['a', 'b', 'c', 'd', 'e'].map(node),
    edges: [
      edge('1', 'a', 'e'),
      edge('2', 'a', 'b'),
      edge('3', 'b', 'c'),
      edge('4', 'c', 'a'),
      edge('5', 'd', 'e'),
      edge('6', 'e', 'd'),
    ],
  });
  it('is one line for all that joins two things', () => {
    const { edges } = drawn(state);
    expect(edges.map(({ id, edges: all }) => [id, all.length])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 1],
      ['4', 1],
      ['5', 2],
    ]);
  });
  it('has a folded group as one thing, with lines to whatever its members are joined to', () => {
    const folded = groupChanged(grouped(state, 'g', 'Servers', ['domain:a', 'domain:b', 'domain:c']), 'g', {
      collapsed: true,
    });
    const graph = drawn(folded);
    expect([...graph.nodes.keys()]).toEqual(['domain:d', 'domain:e', groupKey('g')]);
    expect(graph.folded.get(groupKey('g'))?.members).toHaveLength(3);
    expect(graph.edges.map(({ from, to }) => [from, to])).toEqual([
      [groupKey('g'), 'domain:e'],
      ['domain:d', 'domain:e'],
    ]);
    expect(drawn(groupChanged(folded, 'g', { collapsed: false })).nodes.size).toBe(5);
  });
  it('ranks lines of more statements first, then those between well joined ends', () => {
    const ranked = tiers(drawn(state), 1, 3);
    expect(ranked.get('5')).toBe('core');
    expect([...ranked.values()].filter((tier) => tier === 'line')).toHaveLength(2);
    expect([...ranked.values()].filter((tier) => tier === 'weak')).toHaveLength(2);
  });
});

describe('words of a line', () => {
  it('say what, how much and when, in the reader’s language', () => {
    const said = [
      { predicate: 'paid', amount: { value: 30_000, currency: 'CNY' }, first: '2019-05-14', last: '2019-05-14' },
      { predicate: 'paid', amount: { value: 12_000, currency: 'CNY' }, first: '2021', last: null },
      { predicate: 'client-of', amount: null, first: null, last: null },
    ];
    expect(lineWords(en, formatFor('en'), said)).toBe('paid ×2 · client of, 42,000 CNY, 2019–2021');
    expect(lineWords(zhHans, formatFor('zh-Hans'), said.slice(1, 2))).toContain('12,000 CNY, 2021');
  });
});

describe('an outline', () => {
  it('holds all points and goes round the outermost', () => {
    const corners = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 4 },
      { x: 0, y: 4 },
    ];
    const around = hull([...corners, { x: 2, y: 2 }, { x: 1, y: 3 }]);
    expect(around).toHaveLength(4);
    for (const corner of corners) expect(around).toContainEqual(corner);
    expect(hull(corners.slice(0, 2))).toHaveLength(2);
    expect(hull([])).toEqual([]);
  });
});

describe('a view', () => {
  it('comes back as it was saved: places, pins, notes, groups, filter; what the case lacks stays in it', () => {
    const table = merged(EMPTY, { nodes: ['a', 'b'].map(node), edges: [edge('a1', 'a', 'b')] });
    const state = {
      ...grouped(pinnedAs(table, ['domain:a'], true), 'x', 'Both', ['domain:a', 'domain:b']),
      notes: new Map([['domain:b', 'mine']]),
    };
    const places = new Map([...state.nodes.keys()].map((key, at) => [key, { x: at, y: at + 0.5 }] as const));
    const filter = { ...NO_FILTER, from: '2019', kinds: ['tool'] };
    const content = contentOf(state, places, filter, { name: 'V', about: '' });
    const about = { id: 'view-1', author: 'ann', created: '', updated: '' };
    const back = tableOf({
      // What the server fills in is all there.
      view: { ...about, ...(JSON.parse(JSON.stringify(content)) as typeof content) } as Parameters<
        typeof tableOf
      >[0]['view'],
      graph: { nodes: [node('a')], predicates: [], sources: [], edges: [] },
      missing: [{ type: 'domain', value: 'b' }],
    });
    expect([...back.state.nodes.keys()]).toEqual(['domain:a', 'domain:b']);
    expect([...back.state.pinned]).toEqual(['domain:a']);
    expect(back.state.notes).toEqual(state.notes);
    expect(back.state.groups.map(({ name, members }) => [name, [...members]])).toEqual([
      ['Both', [keyOf(node('a')), keyOf(node('b'))]],
    ]);
    expect(back.places).toEqual(places);
    expect(back.filter).toEqual(filter);
  });
});
