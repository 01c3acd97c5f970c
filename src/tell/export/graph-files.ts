/** The graph around the overlaps as GraphML and as GEXF. */
import type { Store } from '../../ports/store.ts';
import type { ExportOptions } from './exporter.ts';
import { type GraphEdge, type GraphNode, overlapGraph } from './overlap-graph.ts';

interface Attribute<T> {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'double';
  readonly of: (thing: T) => string | boolean | number;
}

const NODE_ATTRIBUTES: readonly Attribute<GraphNode>[] = [
  { name: 'type', type: 'string', of: (node) => node.type },
  { name: 'kind', type: 'string', of: (node) => node.kind },
  { name: 'leak', type: 'boolean', of: (node) => node.leak },
  { name: 'reference', type: 'boolean', of: (node) => node.reference },
  { name: 'chained', type: 'boolean', of: (node) => node.chained },
];
const EDGE_ATTRIBUTES: readonly Attribute<GraphEdge>[] = [
  { name: 'predicate', type: 'string', of: (edge) => edge.predicate },
  { name: 'overlaps', type: 'string', of: (edge) => edge.overlaps },
  { name: 'chain weight', type: 'double', of: (edge) => edge.weight },
];

/** GraphML 1.0. */
export async function graphml(store: Store, options: ExportOptions): Promise<string> {
  const { nodes, edges } = await overlapGraph(store, options);
  const labelled: readonly Attribute<GraphNode>[] = [
    { name: 'label', type: 'string', of: (node) => node.label },
    ...NODE_ATTRIBUTES,
  ];
  const keys = <T>(side: 'node' | 'edge', attributes: readonly Attribute<T>[]) =>
    attributes.map(
      ({ name, type }, at) => `  <key id="${side}${at}" for="${side}" attr.name="${xml(name)}" attr.type="${type}"/>`,
    );
  const data = <T>(side: 'node' | 'edge', attributes: readonly Attribute<T>[], thing: T) =>
    attributes.map(({ of }, at) => `<data key="${side}${at}">${xml(String(of(thing)))}</data>`).join('');
  return lines([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys('node', labelled),
    ...keys('edge', EDGE_ATTRIBUTES),
    '  <graph id="overlaps" edgedefault="directed">',
    ...nodes.map((node) => `    <node id="${xml(node.id)}">${data('node', labelled, node)}</node>`),
    ...edges.map(
      (edge) =>
        `    <edge id="${edge.id}" source="${xml(edge.source)}" target="${xml(edge.target)}">${data('edge', EDGE_ATTRIBUTES, edge)}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
  ]);
}

/** GEXF 1.3. */
export async function gexf(store: Store, options: ExportOptions): Promise<string> {
  const { nodes, edges } = await overlapGraph(store, options);
  const attributes = <T>(side: 'node' | 'edge', list: readonly Attribute<T>[]) => [
    `    <attributes class="${side}">`,
    ...list.map(({ name, type }, at) => `      <attribute id="${at}" title="${xml(name)}" type="${type}"/>`),
    '    </attributes>',
  ];
  const values = <T>(list: readonly Attribute<T>[], thing: T) =>
    `<attvalues>${list.map(({ of }, at) => `<attvalue for="${at}" value="${xml(String(of(thing)))}"/>`).join('')}</attvalues>`;
  return lines([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    `  <meta lastmodifieddate="${options.now.toISOString().slice(0, 10)}"><creator>Telltale ${xml(options.version)}</creator></meta>`,
    '  <graph defaultedgetype="directed">',
    ...attributes('node', NODE_ATTRIBUTES),
    ...attributes('edge', EDGE_ATTRIBUTES),
    '    <nodes>',
    ...nodes.map(
      (node) => `      <node id="${xml(node.id)}" label="${xml(node.label)}">${values(NODE_ATTRIBUTES, node)}</node>`,
    ),
    '    </nodes>',
    '    <edges>',
    ...edges.map(
      (edge) =>
        `      <edge id="${edge.id}" source="${xml(edge.source)}" target="${xml(edge.target)}" label="${xml(edge.predicate)}">${values(EDGE_ATTRIBUTES, edge)}</edge>`,
    ),
    '    </edges>',
    '  </graph>',
    '</gexf>',
  ]);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0: what it cannot hold (control characters, half pairs) becomes U+FFFD. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
