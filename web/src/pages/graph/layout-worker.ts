/** Lays a large graph out, away from the page: numbers in, places out. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

interface Task {
  /** x and y of each node. */
  readonly places: Float32Array;
  readonly fixed: readonly boolean[];
  /** Two nodes an edge. */
  readonly edges: Uint32Array;
}

const ITERATIONS = 60;

self.addEventListener('message', ({ data }: MessageEvent<Task>) => {
  const graph = new Graph({ multi: true, type: 'directed' });
  data.fixed.forEach((fixed, node) => {
    graph.addNode(node, { x: data.places[2 * node], y: data.places[2 * node + 1], fixed });
  });
  for (let at = 0; at < data.edges.length; at += 2) graph.addEdge(data.edges[at], data.edges[at + 1]);
  forceAtlas2.assign(graph, {
    iterations: ITERATIONS,
    settings: { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: true, barnesHutTheta: 1, slowDown: 4 },
  });
  const places = new Float32Array(data.places.length);
  graph.forEachNode((node, { x, y }) => {
    places[2 * Number(node)] = Number(x);
    places[2 * Number(node) + 1] = Number(y);
  });
  self.postMessage(places);
});
