import { describe, expect, it } from 'vitest';
import { escapeXml, gexf, graphMl, svg } from './graph-export.ts';
import { EMPTY, keyOf, merged } from './graph-model.ts';

const a = { type: 'name', value: '<script>&"\u0000', degree: 1, leak: true, reference: false };
const b = { type: 'domain', value: 'a.example', degree: 1, leak: false, reference: true };
const state = merged(EMPTY, {
  nodes: [a, b],
  edges: [
    {
      id: '1',
      from: a,
      to: b,
      predicate: 'hosts',
      collection: 'c',
      source: 'A report',
      passage: 'doc-1.2',
      confidence: 0.8,
      first: '2020-01-02',
      last: null,
      amount: null,
    },
  ],
});
const positions = new Map([
  [keyOf(a), { x: 0, y: 0 }],
  [keyOf(b), { x: 1, y: 1 }],
]);

describe('exports', () => {
  it('GraphML holds values as they are, escaped', () => {
    const text = graphMl(state, positions);
    expect(text).toContain('<data key="value">&lt;script&gt;&amp;&quot;\ufffd</data>');
    expect(text).toContain('<data key="value">a.example</data>');
    expect(text).toContain('source="name:&lt;script&gt;&amp;&quot;\ufffd" target="domain:a.example"');
    expect(text.match(/<node /g)).toHaveLength(2);
    expect(text).toContain('<data key="confidence">0.8</data><data key="first">2020-01-02</data></edge>');
  });
  it('SVG holds no markup of the leak, and values defanged', () => {
    const text = svg(state, positions, { ground: '#fff', ink: '#000', edge: '#ccc', kinds: {} });
    expect(text).not.toContain('<script');
    expect(text).toContain('a[.]example');
    expect(text).not.toMatch(/NaN|Infinity/);
  });
  it('leaves whole characters beyond the basic plane', () => {
    expect(escapeXml('\u{20BB7}\ud800x')).toBe('\u{20BB7}\ufffdx');
  });
  it('writes GEXF whose text is data, never markup', () => {
    const odd = { type: 'name', value: '<a & "b">', degree: 1, leak: true, reference: false };
    const other = { ...odd, value: 'c' };
    const edge = {
      id: 'e1',
      from: odd,
      to: other,
      predicate: 'hosts',
      collection: 'x',
      source: 'A report',
      passage: null,
      confidence: 1,
      first: null,
      last: null,
      amount: null,
    };
    const state = merged(EMPTY, { nodes: [odd, other], edges: [edge] });
    const written = gexf(state, new Map([['name:c', { x: 1, y: 2 }]]));
    expect(written).toContain('label="&lt;a &amp; &quot;b&quot;&gt;"');
    expect(written).toContain('source="name:&lt;a &amp; &quot;b&quot;&gt;" target="name:c" label="hosts"');
    expect(written).toContain('<viz:position x="1" y="2" z="0"/>');
  });
});
