/** Places nodes: new ones beside what they hang on, then a force layout that leaves pinned ones where they are. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { GraphEdge } from '../../api/types.ts';
import { defang } from '../../parts/defang.ts';
import { kindOf } from '../../parts/kind.tsx';
import { type DrawnGraph, tiers } from './graph-filter.ts';
import type { Place } from './graph-model.ts';
import type { LaidOut } from './layout-worker.ts';

export type Positions = Map<string, Place>;

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
  /** What is written at the line between two things. */
  labelOf(edges: readonly GraphEdge[]): string;
  count(n: number): string;
  /** How many of its statements are on the table, by thing. */
  readonly shown: ReadonlyMap<string, number>;
}

/** From so many nodes on a layout takes long enough to be felt: it goes to a worker. */
const LARGE = 1500;

/** `pinned` stay where they are in every layout. */
export function build(drawing: DrawnGraph, pinned: ReadonlySet<string>, positions: Positions, look: Look): Graph {
  const graph = new Graph({ multi: true, type: 'directed' });
  const large = drawing.nodes.size > LARGE;
  const first = [...drawing.nodes.keys()].find((key) => positions.has(key));
  const start = (first === undefined ? undefined : positions.get(first)) ?? { x: 0, y: 0 };
  const neighbours = placedNeighbours(drawing, positions);
  // A graph that is all new begins as a disc as wide as it will be.
  const spread = positions.size === 0 ? Math.sqrt(drawing.nodes.size) * 8 : 8;
  for (const [key, node] of drawing.nodes) {
    const folded = drawing.folded.get(key);
    const known = folded ? middle(folded.members, positions) : positions.get(key);
    const angle = fraction(key) * Math.PI * 2;
    const centre = neighbours.get(key) ?? start;
    const away = spread === 8 ? 8 + fraction(`${key}.`) * 4 : Math.sqrt(fraction(`${key}.`)) * spread;
    const kind = kindOf(node.type);
    const rest = folded ? 0 : node.degree - (look.shown.get(key) ?? node.degree);
    const count = large && !folded ? ` (${look.count(node.degree)})` : '';
    const name = folded
      ? `▣ ${shortened(folded.name)} (${look.count(folded.members.length)})`
      : `${GLYPHS[kind] ?? ''} ${shortened(defang(node.type, node.value))}${count}`;
    graph.addNode(key, {
      x: known?.x ?? centre.x + Math.cos(angle) * away,
      y: known?.y ?? centre.y + Math.sin(angle) * away,
      size: large ? Math.min(9, 1.5 + Math.log2(1 + node.degree) / 2) : Math.min(14, 5 + Math.log2(1 + node.degree)),
      // What stands around it and is not on the table, as a number.
      label: rest > 0 && !large ? `${name} +${look.count(rest)}` : name,
      color: look.colours[folded ? 'other' : kind] ?? look.edge,
      fixed: pinned.has(key),
    });
  }
  const tier = large ? tiers(drawing) : undefined;
  for (const { id, from, to, edges } of drawing.edges) {
    graph.addEdgeWithKey(id, from, to, {
      label: look.labelOf(edges),
      color: look.edge,
      size: large ? 0.4 : Math.min(4, 1 + Math.log2(edges.length) / 2),
      type: tier?.get(id) ?? 'arrow',
    });
  }
  return graph;
}

/** Whether everything has its place: nothing is to be laid out then. */
export function isPlaced(drawing: DrawnGraph, positions: Positions): boolean {
  return [...drawing.nodes.keys()].every((key) =>
    (drawing.folded.get(key)?.members ?? [key]).some((each) => positions.has(each)),
  );
}

function middle(keys: readonly string[], positions: Positions): Place | undefined {
  const places = keys.flatMap((key) => positions.get(key) ?? []);
  if (places.length === 0) return undefined;
  const mean = (of: (place: Place) => number): number =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

/** For each node that has no place yet, the place of something that it hangs on. */
function placedNeighbours(drawing: DrawnGraph, positions: Positions): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  if (positions.size === 0) return found;
  for (const { from, to } of drawing.edges) {
    const [a, b] = [positions.get(from), positions.get(to)];
    if (a && !b && !found.has(to)) found.set(to, a);
    if (b && !a && !found.has(from)) found.set(from, b);
  }
  return found;
}

/** Runs the layout in place and keeps what it found. Only for graphs that are not large. */
export function settle(graph: Graph, positions: Positions): void {
  if (graph.order > 1) {
    forceAtlas2.assign(graph, {
      iterations: graph.order > 400 ? 60 : 200,
      settings: {
        ...forceAtlas2.inferSettings(graph),
        adjustSizes: graph.order < 400,
        slowDown: 4,
        scalingRatio: 12,
        gravity: 1,
      },
    });
  }
  keep(graph, positions);
}

function keep(graph: Graph, positions: Positions): void {
  graph.forEachNode((key, attributes) => positions.set(key, { x: Number(attributes.x), y: Number(attributes.y) }));
}

export function isLarge(graph: Graph): boolean {
  return graph.order > LARGE;
}

/**
 * Lays a large graph out in a worker; `listen` hears of the share that is done, 1 at last. Gives a function that ends it
 * early, with everything where it stands by then.
 */
export function settleAside(graph: Graph, positions: Positions, listen: (share: number) => void): () => void {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  const keys = graph.nodes();
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const end = (): void => worker.terminate();
  worker.addEventListener('message', ({ data: { share, places } }: MessageEvent<LaidOut>) => {
    // Without an event for each: the listener has all of it drawn at once.
    keys.forEach((key, number) => {
      Object.assign(graph.getNodeAttributes(key), { x: places[2 * number] ?? 0, y: places[2 * number + 1] ?? 0 });
    });
    keep(graph, positions);
    if (share >= 1) end();
    listen(share);
  });
  worker.addEventListener('error', (event) => {
    // The graph stays as it was first placed, which can be read as well.
    console.error(event.message);
    end();
    keep(graph, positions);
    listen(1);
  });
  worker.postMessage({
    places: Float32Array.from(
      keys.flatMap((key) => [graph.getNodeAttribute(key, 'x'), graph.getNodeAttribute(key, 'y')]),
    ),
    fixed: keys.map((key) => graph.getNodeAttribute(key, 'fixed') === true),
    edges: Uint32Array.from(
      graph.mapEdges((_edge, _attributes, from, to) => [numbers.get(from) ?? 0, numbers.get(to) ?? 0]).flat(),
    ),
  });
  return end;
}
