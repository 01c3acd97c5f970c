/** The drawn graph: WebGL by sigma; drag, choose, expand. */
import { type Ref, type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import Sigma from 'sigma';
import type { GraphEdge } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { KINDS } from '../../parts/kind.tsx';
import { tokenColour, useTheme } from '../../theme/theme.tsx';
import { lineWords } from './edge-words.ts';
import { drawn } from './graph-filter.ts';
import { drawLayers } from './graph-layer.ts';
import { build, isLarge, isPlaced, type Positions, settle, settleAside } from './graph-layout.ts';
import { EMPTY, type GraphState, type Place } from './graph-model.ts';
import { findByPlace, linesOf, type Motion, plainNodes, watchMotion } from './large-graph.ts';

/** Camera ratios below this are near: every edge is drawn. */
const NEAR = 0.4;
/** Things of a large graph are drawn at most three times as large as from afar. */
const LEAST_SHRINK = 1 / 3;
/** More edges than this carry no words. */
const WORDED = 40;

export interface CanvasHandle {
  fit(): void;
  /** Zooms in by a factor above 1, out by one below. */
  zoom(by: number): void;
  /** Puts things elsewhere without a new layout. */
  place(places: ReadonlyMap<string, Place>): void;
  png(): Promise<Blob>;
}

export interface GraphCanvasProps {
  /** What is drawn. */
  readonly state: GraphState;
  /** Statements on the table by thing, those that are filtered out included. */
  readonly shown: ReadonlyMap<string, number>;
  readonly chosen: readonly string[];
  readonly positions: Positions;
  readonly label: string;
  readonly choose: (key: string | undefined, add: boolean) => void;
  readonly chooseEdge: (edges: readonly string[]) => void;
  readonly expand: (key: string) => void;
  /** A thing was dragged from there. */
  readonly moved: (key: string, from: Place) => void;
  /** Draws the weaker edges of a large graph from afar too. */
  readonly allEdges: boolean;
  /** Called with the number of edges that are not drawn, whenever it changes. */
  readonly weakHidden: (count: number) => void;
  /** Called as a large graph is laid out: the share that is done, and what stops it there; undefined once it has its place. */
  readonly layingOut: (layout: { readonly share: number; readonly stop: () => void } | undefined) => void;
  readonly ref: Ref<CanvasHandle>;
}

export function GraphCanvas(props: GraphCanvasProps) {
  const { state, shown, chosen, positions, label, allEdges, ref } = props;
  const host = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const marked = useRef<readonly string[]>([]);
  const theme = useTheme();
  const m = useMessages();
  const format = useFormat();
  const drawing = useMemo(
    () => drawn({ ...EMPTY, nodes: state.nodes, edges: state.edges, groups: state.groups }),
    [state.nodes, state.edges, state.groups],
  );

  useImperativeHandle(ref, () => ({
    fit: () => void sigma.current?.getCamera().animatedReset({ duration: 200 }),
    zoom: (by) => {
      const camera = sigma.current?.getCamera();
      camera?.animate({ ratio: camera.getBoundedRatio(camera.ratio / by) }, { duration: 120 }).catch(() => undefined);
    },
    place: (places) => {
      const graph = sigma.current?.getGraph();
      for (const [key, place] of places) {
        positions.set(key, place);
        if (graph?.hasNode(key)) graph.mergeNodeAttributes(key, place);
      }
    },
    png: () => picture(sigma.current, tokenColour('--bg')),
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: pins and notes move nothing, another theme has other colours
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const accent = tokenColour('--accent');
    const ink = tokenColour('--ink');
    const ground = tokenColour('--bg');
    const font = getComputedStyle(document.body).fontFamily;
    const worded = drawing.edges.length <= WORDED;
    const look = {
      colours: Object.fromEntries(KINDS.map((kind) => [kind, tokenColour(`--k-${kind}`)])),
      edge: tokenColour('--line-2'),
      labelOf: (edges: readonly GraphEdge[]) => (worded ? lineWords(m, format, edges) : ''),
      count: format.count,
      shown,
    };
    const graph = build(drawing, state.pinned, positions, look);
    const large = isLarge(graph);
    const isNew = !isPlaced(drawing, positions);
    if (!large && isNew) settle(graph, positions);
    const camera = sigma.current?.getCamera().getState();
    sigma.current?.kill();
    marked.current = latest.current.chosen;
    const weak = graph.filterEdges((_edge, { type }) => type === 'weak').length;
    let motion: Motion | undefined;
    const moving = (): boolean => motion?.isMoving() ?? false;
    const hides = (zoomRatio: number): boolean => weak > 0 && zoomRatio > NEAR && !latest.current.allEdges;
    const renderer = new Sigma(graph, box, {
      allowInvalidContainer: true,
      // Room for the names of the outermost.
      stagePadding: large ? 40 : 140,
      renderEdgeLabels: worded,
      enableEdgeEvents: !large,
      edgeLabelColor: { color: tokenColour('--ink-3') },
      labelFont: font,
      edgeLabelFont: font,
      labelSize: 12,
      edgeLabelSize: 11,
      labelDensity: large ? 0.3 : 0.7,
      // From afar only what very much hangs on has its name.
      labelRenderedSizeThreshold: graph.order < 150 ? 0 : large ? 4 : 6,
      hideLabelsOnMove: large,
      ...(large
        ? {
            nodeProgramClasses: { circle: plainNodes(moving) },
            edgeProgramClasses: {
              weak: linesOf((zoomRatio) => moving() || hides(zoomRatio)),
              line: linesOf(moving),
              core: linesOf(() => false),
            },
            defaultEdgeType: 'line',
            labelGridCellSize: 200,
            // Things grow with the picture, but never so far that drawing them is felt.
            zoomToSizeRatioFunction: (ratio: number) => Math.max(LEAST_SHRINK, Math.sqrt(ratio)),
            minCameraRatio: 0.002,
          }
        : { labelGridCellSize: 130 }),
      // On what lies beneath, words are read by a rim of the ground.
      defaultDrawNodeLabel: (context, data, { labelSize }) => {
        if (!data.label) return;
        context.font = `${labelSize}px ${font}`;
        const [x, y] = [data.x + data.size + 3, data.y + labelSize / 3];
        context.lineJoin = 'round';
        context.lineWidth = 3;
        context.strokeStyle = ground;
        context.strokeText(data.label, x, y);
        context.fillStyle = ink;
        context.fillText(data.label, x, y);
      },
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
    let hidden: number | undefined;
    const tell = (): void => {
      const now = hides(renderer.getCamera().ratio) ? weak : 0;
      if (now === hidden) return;
      hidden = now;
      latest.current.weakHidden(now);
    };
    if (large) {
      findByPlace(renderer, graph);
      motion = watchMotion(renderer, tell);
    }
    tell();
    const endLayers = drawLayers(
      renderer,
      { ground: tokenColour('--sunk'), ink: tokenColour('--ink-2'), line: tokenColour('--line-2'), font },
      () => latest.current.state,
    );
    handle(renderer, positions, latest, motion);
    box.dataset.nodes = String(state.nodes.size);
    box.dataset.edges = String(state.edges.size);
    box.dataset.settled = large && isNew ? 'no' : 'yes';
    const settled = (): void => {
      box.dataset.settled = 'yes';
      latest.current.layingOut(undefined);
    };
    const endLayout =
      large && isNew
        ? settleAside(graph, positions, (share) => {
            renderer.refresh();
            if (share >= 1) settled();
            else latest.current.layingOut({ share, stop });
          })
        : undefined;
    const stop = (): void => {
      endLayout?.();
      settled();
    };
    if (endLayout) latest.current.layingOut({ share: 0, stop });
    return () => {
      motion?.end();
      endLayers();
      endLayout?.();
      latest.current.layingOut(undefined);
    };
  }, [drawing, positions, theme.shown, m, format]);
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: the programs and layers ask for them as they draw
  useEffect(() => {
    sigma.current?.scheduleRender();
  }, [allEdges, state.notes, state.pinned]);
  useEffect(
    () => () => {
      sigma.current?.kill();
      sigma.current = undefined;
    },
    [],
  );
  return <div className="net" ref={host} role="img" aria-label={label} />;
}

/** What the mouse does on the picture. */
function handle(
  renderer: Sigma,
  positions: Positions,
  latest: RefObject<GraphCanvasProps>,
  motion: Motion | undefined,
): void {
  const graph = renderer.getGraph();
  let dragged: { key: string; from: Place } | undefined;
  let wasDragged = false;
  renderer.on('clickNode', ({ node, event }) => {
    if (!wasDragged) latest.current.choose(node, event.original.shiftKey);
  });
  renderer.on('clickEdge', ({ edge }) => {
    const { from, to } = { from: graph.source(edge), to: graph.target(edge) };
    latest.current.chooseEdge([from, to]);
  });
  renderer.on('clickStage', () => latest.current.choose(undefined, false));
  renderer.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    latest.current.expand(node);
  });
  renderer.on('downNode', ({ node }) => {
    wasDragged = false;
    // Where things stand close together whoever drags means the picture, unless the thing was chosen.
    if (motion && !latest.current.chosen.includes(node)) return;
    const { x, y } = graph.getNodeAttributes(node);
    dragged = { key: node, from: { x: Number(x), y: Number(y) } };
    if (!renderer.getCustomBBox()) renderer.setCustomBBox(renderer.getBBox());
  });
  renderer.on('moveBody', ({ event }) => {
    if (!dragged) return;
    wasDragged = true;
    motion?.touch();
    const position = renderer.viewportToGraph(event);
    // Told of a new place, sigma would read the whole graph again at each step; what hangs on the node is enough.
    Object.assign(graph.getNodeAttributes(dragged.key), position);
    renderer.refresh({
      partialGraph: { nodes: [dragged.key], edges: graph.edges(dragged.key) },
      skipIndexation: true,
      schedule: true,
    });
    positions.set(dragged.key, position);
    event.preventSigmaDefault();
    event.original.preventDefault();
    event.original.stopPropagation();
  });
  const drop = (): void => {
    if (dragged && wasDragged) {
      renderer.scheduleRefresh();
      latest.current.moved(dragged.key, dragged.from);
    }
    dragged = undefined;
  };
  renderer.on('upNode', drop);
  renderer.on('upStage', drop);
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
