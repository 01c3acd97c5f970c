import { describe, expect, it } from 'vitest';
import { EMPTY, keyOf, merged, parseKey, pinnedAs, visible, without } from './graph-model.ts';

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
