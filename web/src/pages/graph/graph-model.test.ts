import { describe, expect, it } from 'vitest';
import {
  chainOver,
  EMPTY,
  grouped,
  keyOf,
  merged,
  movedFrom,
  noted,
  parseKey,
  pinnedAs,
  without,
} from './graph-model.ts';

const node = (type: string, value: string) => ({ type, value, degree: 1, leak: true, reference: false });
const a = node('ipv4', '203.0.113.7');
const b = node('domain', 'a.example');
const c = node('domain', 'b.example');
const edge = (id: string, from: typeof a, to: typeof a, predicate = 'hosts') => ({
  id,
  from,
  to,
  predicate,
  collection: 'c',
  source: 'A report',
  passage: null,
  confidence: 1,
  first: null,
  last: null,
  amount: null,
});

describe('the graph on the table', () => {
  it('draws no edge that lacks an end', () => {
    const state = merged(EMPTY, { nodes: [a, b], edges: [edge('1', a, b), edge('2', a, c)] });
    expect([...state.edges.keys()]).toEqual(['1']);
  });
  it('takes a node away with its edges, its pin, its note and its place in a group', () => {
    const full = merged(EMPTY, { nodes: [a, b], edges: [edge('1', a, b)] });
    const state = grouped(noted(pinnedAs(full, [keyOf(a)], true), keyOf(a), 'why'), 'g', 'Group', [keyOf(a), keyOf(b)]);
    const left = without(state, new Set([keyOf(a)]));
    expect([left.nodes.size, left.edges.size, left.pinned.size, left.notes.size]).toEqual([1, 0, 0, 0]);
    expect([...(left.groups[0]?.members ?? [])]).toEqual([keyOf(b)]);
    expect(without(left, new Set([keyOf(b)])).groups).toEqual([]);
    expect(state.edges.size).toBe(1);
  });
  it('has a node in one group at most', () => {
    const full = merged(EMPTY, { nodes: [a, b, c], edges: [] });
    const first = grouped(full, 'g1', 'One', [keyOf(a), keyOf(b), 'domain:gone.example']);
    const second = grouped(first, 'g2', 'Two', [keyOf(b), keyOf(c)]);
    expect(second.groups.map(({ name, members }) => [name, [...members]])).toEqual([
      ['One', [keyOf(a)]],
      ['Two', [keyOf(b), keyOf(c)]],
    ]);
  });
  it('keeps where a dragged thing stood for one step only', () => {
    const moved = movedFrom(EMPTY, new Map([['x', { x: 1, y: 2 }]]), ['x']);
    expect([moved.before?.get('x'), moved.pinned.has('x')]).toEqual([{ x: 1, y: 2 }, true]);
    expect(noted(moved, 'x', 'n').before).toBeUndefined();
    expect(noted(noted(moved, 'x', 'n'), 'x', '  ').notes.size).toBe(0);
  });
  it('reads keys whose value holds colons', () => {
    expect(parseKey('ipv6:2001:db8::1')).toEqual({ type: 'ipv6', value: '2001:db8::1' });
    expect(parseKey('ipv6:')).toBeUndefined();
    expect(parseKey('')).toBeUndefined();
  });
  it('shows a chain by what the case states of it, and a hop as it was where nothing else joins the two', () => {
    const chain = { nodes: [a, b, c], edges: [edge('h 0', a, b), edge('h 1', b, c)] };
    const known = { nodes: [{ ...a, degree: 7 }, b], edges: [edge('a1', b, a, 'resolves-to')] };
    const over = merged(EMPTY, chainOver(chain, known));
    expect([...over.edges.keys()]).toEqual(['a1', 'h 1']);
    expect(over.nodes.get(keyOf(a))?.degree).toBe(7);
  });
});
