/** Places nodes: new ones beside what they hang on, then a force layout that leaves pinned ones where they are. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { defang } from '../../parts/defang.ts';
import { kindOf } from '../../parts/kind.tsx';
import { type GraphState, keyOf } from './graph-model.ts';

export type Positions = Map<string, { x: number; y: number }>;

/** A number from 0 to 1 from a text, so that the same graph is always laid out alike. */
function fraction(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return (hash >>> 0) / 2 ** 32;
}

const GLYPHS: Readonly<Record<string, string>> = {
  infra: '●',
  person: '▲',
  org: '■',
  actor: '◆',
  tool: '✚',
  other: '○',
};

const LABEL = 32;

/** The list beside the picture has the whole of it. */
function shortened(text: string): string {
  return text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text;
}

export interface Look {
  readonly colours: Readonly<Record<string, string>>;
  readonly edge: string;
}

export function build(state: GraphState, positions: Positions, look: Look): Graph {
  const graph = new Graph({ multi: true, type: 'directed' });
  const placed: { x: number; y: number }[] = [...state.nodes.keys()].flatMap((key) => positions.get(key) ?? []);
  for (const [key, node] of state.nodes) {
    const known = positions.get(key);
    const angle = fraction(key) * Math.PI * 2;
    const neighbour = [...state.edges.values()]
      .flatMap((edge) =>
        keyOf(edge.from) === key ? [keyOf(edge.to)] : keyOf(edge.to) === key ? [keyOf(edge.from)] : [],
      )
      .map((other) => positions.get(other))
      .find((position) => position !== undefined);
    const centre = neighbour ?? placed[0] ?? { x: 0, y: 0 };
    const x = known?.x ?? centre.x + Math.cos(angle) * (8 + fraction(`${key}.`) * 4);
    const y = known?.y ?? centre.y + Math.sin(angle) * (8 + fraction(`${key}.`) * 4);
    const kind = kindOf(node.type);
    graph.addNode(key, {
      x,
      y,
      size: Math.min(14, 5 + Math.log2(1 + node.degree)),
      label: `${GLYPHS[kind] ?? ''} ${shortened(defang(node.type, node.value))}`,
      color: look.colours[kind] ?? look.edge,
      fixed: state.pinned.has(key),
    });
  }
  for (const [id, edge] of state.edges) {
    graph.addEdgeWithKey(id, keyOf(edge.from), keyOf(edge.to), {
      label: edge.predicate.replaceAll('-', ' '),
      color: look.edge,
      size: 1.2,
      type: 'arrow',
    });
  }
  return graph;
}

/** Runs the layout in place and keeps what it found. Bounded work: large graphs get fewer rounds. */
export function settle(graph: Graph, positions: Positions): void {
  if (graph.order > 1) {
    forceAtlas2.assign(graph, {
      iterations: graph.order > 2000 ? 20 : graph.order > 400 ? 60 : 200,
      settings: {
        ...forceAtlas2.inferSettings(graph),
        adjustSizes: graph.order < 400,
        slowDown: 4,
        scalingRatio: 12,
        gravity: 1,
      },
    });
  }
  graph.forEachNode((key, attributes) => positions.set(key, { x: Number(attributes.x), y: Number(attributes.y) }));
}
