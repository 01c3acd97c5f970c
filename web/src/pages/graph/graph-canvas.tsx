/** The drawn graph: WebGL by sigma; drag, choose, expand. */
import type Graph from 'graphology';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import Sigma from 'sigma';
import { EdgeLineProgram, NodePointProgram } from 'sigma/rendering';
import { useMessages } from '../../language/language.tsx';
import { KINDS } from '../../parts/kind.tsx';
import { tokenColour, useTheme } from '../../theme/theme.tsx';
import { build, isLarge, type Positions, settle, settleAside } from './graph-layout.ts';
import type { GraphState } from './graph-model.ts';
import { weakLines } from './weak-lines.ts';

/** Camera ratios below this are near: every edge is drawn. */
const NEAR = 0.4;

export interface CanvasHandle {
  fit(): void;
  /** What is drawn now, for exports. */
  graph(): Graph | undefined;
  png(): Promise<Blob>;
}

export interface GraphCanvasProps {
  readonly state: GraphState;
  readonly chosen: readonly string[];
  readonly positions: Positions;
  readonly label: string;
  readonly choose: (key: string | undefined, add: boolean) => void;
  readonly expand: (key: string) => void;
  readonly moved: (key: string) => void;
  /** Draws the weaker edges of a large graph from afar too. */
  readonly allEdges: boolean;
  /** Called with the number of edges that are not drawn, whenever it changes. */
  readonly weakHidden: (count: number) => void;
  readonly ref: Ref<CanvasHandle>;
}

export function GraphCanvas(props: GraphCanvasProps) {
  const { state, chosen, positions, label, choose, expand, moved, allEdges, weakHidden, ref } = props;
  const host = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma>(undefined);
  const latest = useRef({ chosen, choose, expand, moved, allEdges, weakHidden });
  latest.current = { chosen, choose, expand, moved, allEdges, weakHidden };
  const marked = useRef<readonly string[]>([]);
  const { shown } = useTheme();
  const m = useMessages();

  useImperativeHandle(ref, () => ({
    fit: () => void sigma.current?.getCamera().animatedReset({ duration: 200 }),
    graph: () => sigma.current?.getGraph(),
    png: () => picture(sigma.current, tokenColour('--bg')),
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: pins move nothing, another theme has other colours
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const accent = tokenColour('--accent');
    const ink = tokenColour('--ink');
    const look = {
      colours: Object.fromEntries(KINDS.map((kind) => [kind, tokenColour(`--k-${kind}`)])),
      edge: tokenColour('--line-2'),
      relations: m.relations,
    };
    const graph = build(state, positions, look);
    const large = isLarge(graph);
    if (!large) settle(graph, positions);
    const camera = sigma.current?.getCamera().getState();
    sigma.current?.kill();
    marked.current = latest.current.chosen;
    const weak = graph.filterEdges((_edge, { type }) => type === 'weak').length;
    let hidden: number | undefined;
    const hides = (zoomRatio: number): boolean => weak > 0 && zoomRatio > NEAR && !latest.current.allEdges;
    const renderer = new Sigma(graph, box, {
      allowInvalidContainer: true,
      // Room for the names of the outermost.
      stagePadding: large ? 40 : 140,
      renderEdgeLabels: graph.size < 30,
      labelColor: { color: ink },
      edgeLabelColor: { color: tokenColour('--ink-3') },
      labelFont: getComputedStyle(document.body).fontFamily,
      edgeLabelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 12,
      edgeLabelSize: 11,
      labelDensity: large ? 0.3 : 0.7,
      labelRenderedSizeThreshold: graph.order < 150 ? 0 : 6,
      hideEdgesOnMove: graph.size > 5000,
      hideLabelsOnMove: large,
      ...(large
        ? {
            nodeProgramClasses: { circle: NodePointProgram },
            edgeProgramClasses: { line: EdgeLineProgram, weak: weakLines(hides) },
            labelGridCellSize: 200,
          }
        : {}),
      defaultDrawNodeHover: (context, data) => {
        context.strokeStyle = accent;
        context.lineWidth = 2;
        context.beginPath();
        context.arc(data.x, data.y, data.size + 4, 0, Math.PI * 2);
        context.stroke();
      },
      nodeReducer: (key, attributes) =>
        latest.current.chosen.includes(key)
          ? { ...attributes, highlighted: true, zIndex: 1, forceLabel: true }
          : attributes,
      edgeReducer: (edge, attributes) => {
        const { chosen: now } = latest.current;
        return now.length > 0 && graph.extremities(edge).some((end) => now.includes(end))
          ? { ...attributes, color: accent }
          : attributes;
      },
    });
    if (camera) renderer.getCamera().setState(camera);
    sigma.current = renderer;
    const tell = (): void => {
      const now = hides(renderer.getCamera().ratio) ? weak : 0;
      if (now === hidden) return;
      hidden = now;
      latest.current.weakHidden(now);
    };
    renderer.on('afterRender', tell);
    tell();
    let dragged: string | undefined;
    let wasDragged = false;
    renderer.on('clickNode', ({ node, event }) => {
      if (!wasDragged) latest.current.choose(node, event.original.shiftKey);
    });
    renderer.on('clickStage', () => latest.current.choose(undefined, false));
    renderer.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      latest.current.expand(node);
    });
    renderer.on('downNode', ({ node }) => {
      dragged = node;
      wasDragged = false;
      if (!renderer.getCustomBBox()) renderer.setCustomBBox(renderer.getBBox());
    });
    renderer.on('moveBody', ({ event }) => {
      if (!dragged) return;
      wasDragged = true;
      const position = renderer.viewportToGraph(event);
      // Told of a new place, sigma would read the whole graph again at each step; what hangs on the node is enough.
      Object.assign(graph.getNodeAttributes(dragged), position);
      renderer.refresh({
        partialGraph: { nodes: [dragged], edges: graph.edges(dragged) },
        skipIndexation: true,
        schedule: true,
      });
      positions.set(dragged, position);
      event.preventSigmaDefault();
      event.original.preventDefault();
      event.original.stopPropagation();
    });
    const drop = () => {
      if (dragged && wasDragged) {
        renderer.scheduleRefresh();
        latest.current.moved(dragged);
      }
      dragged = undefined;
    };
    renderer.on('upNode', drop);
    renderer.on('upStage', drop);
    box.dataset.nodes = String(graph.order);
    box.dataset.edges = String(graph.size);
    box.dataset.settled = large ? 'no' : 'yes';
    if (!large) return;
    return settleAside(graph, positions, () => {
      renderer.refresh();
      box.dataset.settled = 'yes';
    });
  }, [state.nodes, state.edges, positions, shown, m]);
  useEffect(() => {
    const renderer = sigma.current;
    if (!renderer) return;
    const graph = renderer.getGraph();
    // Only what changes its looks is read again: a whole graph of 70,000 items is felt.
    const nodes = [...new Set([...marked.current, ...chosen])].filter((key) => graph.hasNode(key));
    marked.current = chosen;
    if (nodes.length === 0) return;
    const edges = [...new Set(nodes.flatMap((key) => graph.edges(key)))];
    renderer.refresh({ partialGraph: { nodes, edges }, skipIndexation: true });
  }, [chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the program asks for it as it draws
  useEffect(() => {
    sigma.current?.scheduleRender();
  }, [allEdges]);
  useEffect(
    () => () => {
      sigma.current?.kill();
      sigma.current = undefined;
    },
    [],
  );
  return <div className="net" ref={host} role="img" aria-label={label} />;
}

/** All layers of the picture on the page's ground. */
async function picture(renderer: Sigma | undefined, ground: string): Promise<Blob> {
  if (!renderer) throw new Error('nothing is drawn');
  const { width, height } = renderer.getDimensions();
  const ratio = devicePixelRatio || 1;
  const canvas = document.createElement('canvas');
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  // WebGL layers are cleared after they are shown: they are drawn and copied within one turn.
  renderer.refresh();
  for (const layer of Object.values(renderer.getCanvases()))
    context.drawImage(layer, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))));
  });
}
