import { describe, expect, it } from 'vitest';
import { EMPTY, keyOf, merged, parseKey, pinnedAs, visible, weakEdges, without } from './graph-model.ts';

const node = (type: string, value: string) => ({ type, value, degree: 1, leak: true, reference: false });
const a = node('ipv4', '203.0.113.7');
const b = node('domain', 'a.example');
const edge = (id: string, from: typeof a, to: typeof a, predicate = 'hosts') => ({
  id,
  from,
  to,
  predicate,
  collection: 'c',
  passage: null,
  confidence: 1,
  first: null,
  last: null,
});

describe('the graph on the table', () => {
  it('draws no edge that lacks an end', () => {
    const c = node('domain', 'b.example');
    const state = merged(EMPTY, { nodes: [a, b], edges: [edge('1', a, b), edge('2', a, c)] });
    expect([...state.edges.keys()]).toEqual(['1']);
  });
  it('takes a node away with its edges and its pin', () => {
    const state = pinnedAs(merged(EMPTY, { nodes: [a, b], edges: [edge('1', a, b)] }), keyOf(a), true);
    const left = without(state, new Set([keyOf(a)]));
    expect([left.nodes.size, left.edges.size, left.pinned.size]).toEqual([1, 0, 0]);
    expect(state.edges.size).toBe(1);
  });
  it('hides kinds and relations without losing them', () => {
    const state = merged(EMPTY, { nodes: [a, b], edges: [edge('1', a, b), edge('2', b, a, 'resolves-to')] });
    expect(visible(state, { kinds: [], relations: ['hosts'] }, () => 'infra').edges.size).toBe(1);
    expect(visible(state, { kinds: ['infra'], relations: [] }, () => 'infra').nodes.size).toBe(0);
  });
  it('reads keys whose value holds colons', () => {
    expect(parseKey('ipv6:2001:db8::1')).toEqual({ type: 'ipv6', value: '2001:db8::1' });
    expect(parseKey('ipv6:')).toBeUndefined();
    expect(parseKey('')).toBeUndefined();
  });
});

describe('weaker edges', () => {
  const node = (value: string) => ({ type: 'domain', value, degree: 0, leak: true, reference: false });
  const edge = (id: string, from: string, to: string) => ({
    id,
    from: node(from),
    to: node(to),
    predicate: 'hosts',
    collection: 'c',
    passage: null,
    confidence: 1,
    first: null,
    last: null,
  });
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
  it('keeps those of more statements, then those between well joined ends', () => {
    expect([...weakEdges(state, 2)].sort()).toEqual(['1', '2', '3', '4']);
    expect([...weakEdges(state, 3)].sort()).toEqual(['2', '3', '4']);
    expect(weakEdges(state, 6).size).toBe(0);
  });
});
