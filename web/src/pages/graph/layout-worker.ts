/** Lays a large graph out, away from the page: numbers in, places out as they come. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

interface Task {
  /** x and y of each node. */
  readonly places: Float32Array;
  readonly fixed: readonly boolean[];
  /** Two nodes an edge. */
  readonly edges: Uint32Array;
}

/** What the page hears of it: the share that is done, and where everything stands by then. */
export interface LaidOut {
  readonly share: number;
  readonly places: Float32Array;
}

const ITERATIONS = 60;
/** Iterations between two messages. */
const STEP = 12;

self.addEventListener('message', ({ data }: MessageEvent<Task>) => {
  const graph = new Graph({ multi: true, type: 'directed' });
  data.fixed.forEach((fixed, node) => {
    graph.addNode(node, { x: data.places[2 * node], y: data.places[2 * node + 1], fixed });
  });
  for (let at = 0; at < data.edges.length; at += 2) graph.addEdge(data.edges[at], data.edges[at + 1]);
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: true, barnesHutTheta: 1, slowDown: 4 };
  for (let done = STEP; done <= ITERATIONS; done += STEP) {
    forceAtlas2.assign(graph, { iterations: STEP, settings });
    const places = new Float32Array(data.places.length);
    graph.forEachNode((node, { x, y }) => {
      places[2 * Number(node)] = Number(x);
      places[2 * Number(node) + 1] = Number(y);
    });
    self.postMessage({ share: done / ITERATIONS, places } satisfies LaidOut);
  }
});
