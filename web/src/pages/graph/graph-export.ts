/** Exports of the graph on the table: GraphML and GEXF for other tools, SVG for print. */
import type { GraphEdge } from '../../api/types.ts';
import { defang } from '../../parts/defang.ts';
import { kindOf } from '../../parts/kind.tsx';
import type { Positions } from './graph-layout.ts';
import { type GraphState, keyOf } from './graph-model.ts';

export function escapeXml(text: string): string {
  return (
    text
      // Characters that XML 1.0 cannot hold, escaped or not.
      .replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        '\ufffd',
      )
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** What an edge says besides its predicate. */
const EDGE_DATA = [
  ['collection', 'string'],
  ['passage', 'string'],
  ['confidence', 'double'],
  ['first', 'string'],
  ['last', 'string'],
  ['amount', 'double'],
  ['currency', 'string'],
] as const;

function said(edge: GraphEdge): readonly (readonly [string, string | number | null | undefined])[] {
  const { collection, passage, confidence, first, last, amount } = edge;
  const values = { collection, passage, confidence, first, last, amount: amount?.value, currency: amount?.currency };
  return EDGE_DATA.map(([name]) => [name, values[name]]);
}

function groupNames(state: GraphState): ReadonlyMap<string, string> {
  return new Map(state.groups.flatMap(({ name, members }) => [...members].map((key) => [key, name] as const)));
}

/** Values are exported as they are: other tools match on them. */
export function graphMl(state: GraphState, positions: Positions): string {
  const groupOf = groupNames(state);
  const data = (key: string, value: string | number | boolean) =>
    `<data key="${key}">${escapeXml(String(value))}</data>`;
  const optional = (key: string, value: string | number | null | undefined) =>
    value === null || value === undefined || value === '' ? '' : data(key, value);
  const nodes = [...state.nodes].map(([key, node]) => {
    const { x, y } = positions.get(key) ?? { x: 0, y: 0 };
    return `    <node id="${escapeXml(key)}">${data('type', node.type)}${data('value', node.value)}${data('leak', node.leak)}${data('reference', node.reference)}${data('x', x)}${data('y', y)}${data('pinned', state.pinned.has(key))}${optional('note', state.notes.get(key))}${optional('group', groupOf.get(key))}</node>`;
  });
  const edges = [...state.edges].map(
    ([id, edge]) =>
      `    <edge id="${escapeXml(id)}" source="${escapeXml(keyOf(edge.from))}" target="${escapeXml(keyOf(edge.to))}">${data('predicate', edge.predicate)}${said(
        edge,
      )
        .map(([name, value]) => optional(name, value))
        .join('')}</edge>`,
  );
  const key = (name: string, on: string, type: string) =>
    `  <key id="${name}" for="${on}" attr.name="${name}" attr.type="${type}"/>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    key('type', 'node', 'string'),
    key('value', 'node', 'string'),
    key('leak', 'node', 'boolean'),
    key('reference', 'node', 'boolean'),
    key('x', 'node', 'double'),
    key('y', 'node', 'double'),
    key('pinned', 'node', 'boolean'),
    key('note', 'node', 'string'),
    key('group', 'node', 'string'),
    key('predicate', 'edge', 'string'),
    ...EDGE_DATA.map(([name, type]) => key(name, 'edge', type)),
    '  <graph edgedefault="directed">',
    ...nodes,
    ...edges,
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

/** The same for Gephi, with places and without looks: those are the reader's own. */
export function gexf(state: GraphState, positions: Positions): string {
  const attribute = (name: string, type: string) => `<attribute id="${name}" title="${name}" type="${type}"/>`;
  const value = (name: string, text: string | number | boolean | null | undefined) =>
    text === null || text === undefined || text === ''
      ? ''
      : `<attvalue for="${name}" value="${escapeXml(String(text))}"/>`;
  const groupOf = groupNames(state);
  const nodes = [...state.nodes].map(([key, node]) => {
    const { x, y } = positions.get(key) ?? { x: 0, y: 0 };
    return `      <node id="${escapeXml(key)}" label="${escapeXml(node.value)}"><attvalues>${value('type', node.type)}${value('leak', node.leak)}${value('reference', node.reference)}${value('note', state.notes.get(key))}${value('group', groupOf.get(key))}</attvalues><viz:position x="${x}" y="${y}" z="0"/></node>`;
  });
  const edges = [...state.edges].map(
    ([id, edge]) =>
      `      <edge id="${escapeXml(id)}" source="${escapeXml(keyOf(edge.from))}" target="${escapeXml(keyOf(edge.to))}" label="${escapeXml(edge.predicate)}"><attvalues>${said(
        edge,
      )
        .map(([name, text]) => value(name, text))
        .join('')}</attvalues></edge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    '  <graph defaultedgetype="directed">',
    `    <attributes class="node">${attribute('type', 'string')}${attribute('leak', 'boolean')}${attribute('reference', 'boolean')}${attribute('note', 'string')}${attribute('group', 'string')}</attributes>`,
    `    <attributes class="edge">${EDGE_DATA.map(([name, type]) => attribute(name, type)).join('')}</attributes>`,
    '    <nodes>',
    ...nodes,
    '    </nodes>',
    '    <edges>',
    ...edges,
    '    </edges>',
    '  </graph>',
    '</gexf>',
    '',
  ].join('\n');
}

export interface Ink {
  readonly ground: string;
  readonly ink: string;
  readonly edge: string;
  readonly kinds: Readonly<Record<string, string>>;
}

const SIZE = 1200;
const MARGIN = 120;

/** The picture to print: values defanged, as everywhere they are text to read. */
export function svg(state: GraphState, positions: Positions, ink: Ink): string {
  const points = [...state.nodes.keys()].map((key) => positions.get(key) ?? { x: 0, y: 0 });
  const [left, right] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [low, high] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  const span = Math.max(right - left, high - low) || 1;
  const place = (key: string) => {
    const { x, y } = positions.get(key) ?? { x: 0, y: 0 };
    const scale = (SIZE - 2 * MARGIN) / span;
    return { x: (MARGIN + (x - left) * scale).toFixed(1), y: (MARGIN + (high - y) * scale).toFixed(1) };
  };
  const edges = [...state.edges.values()].map((edge) => {
    const [from, to] = [place(keyOf(edge.from)), place(keyOf(edge.to))];
    return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${ink.edge}"><title>${escapeXml(edge.predicate)}</title></line>`;
  });
  const nodes = [...state.nodes].map(([key, node]) => {
    const { x, y } = place(key);
    const colour = ink.kinds[kindOf(node.type)] ?? ink.ink;
    return `<g><circle cx="${x}" cy="${y}" r="7" fill="${colour}"/><text x="${x}" y="${y}" dx="11" dy="4" fill="${ink.ink}">${escapeXml(defang(node.type, node.value))}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="${ink.ground}"/>${edges.join('')}${nodes.join('')}</svg>\n`;
}
