/** Groups as outlines behind the graph, and notes beneath their nodes: drawn on layers of their own. */
import type Sigma from 'sigma';
import type { GraphState, Place } from './graph-model.ts';

export interface LayerInk {
  readonly ground: string;
  readonly ink: string;
  readonly line: string;
  readonly font: string;
}

/** Room between a group's outermost members and its outline, px. */
const ROOM = 22;
const NOTE = 44;

/** The smallest outline around points, in order; two points and fewer are their own outline. */
export function hull(points: readonly Place[]): readonly Place[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (all: readonly Place[]): Place[] => {
    const chain: Place[] = [];
    for (const point of all) {
      for (;;) {
        const [a, b] = [chain.at(-2), chain.at(-1)];
        if (!a || !b || (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** Draws them whenever the graph is drawn; `now` gives what is on the table. Gives a function that ends it. */
export function drawLayers(renderer: Sigma, ink: LayerInk, now: () => GraphState): () => void {
  const behind = renderer.createCanvas('groups', { beforeLayer: 'edges' });
  const above = renderer.createCanvas('notes', { afterLayer: 'labels' });
  // The page's other layers take what the mouse does.
  for (const canvas of [behind, above]) Object.assign(canvas.style, { inset: '0', pointerEvents: 'none' });
  let wasEmpty = true;
  const draw = (): void => {
    const state = now();
    const isEmpty = state.groups.length === 0 && state.notes.size === 0;
    if (isEmpty && wasEmpty) return;
    wasEmpty = isEmpty;
    const graph = renderer.getGraph();
    const placeOf = (key: string): Place | undefined => {
      if (!graph.hasNode(key)) return undefined;
      const { x, y } = graph.getNodeAttributes(key);
      return renderer.graphToViewport({ x: Number(x), y: Number(y) });
    };
    const { width, height } = renderer.getDimensions();
    const ratio = devicePixelRatio || 1;
    for (const canvas of [behind, above]) {
      // Setting its size clears it.
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      canvas.getContext('2d')?.scale(ratio, ratio);
    }
    const [groupContext, noteContext] = [behind.getContext('2d'), above.getContext('2d')];
    if (groupContext) {
      for (const group of state.groups) {
        if (group.collapsed) continue;
        outline(groupContext, ink, group.name, hull([...group.members].flatMap((key) => placeOf(key) ?? [])));
      }
    }
    if (noteContext) {
      noteContext.font = `italic 11px ${ink.font}`;
      noteContext.fillStyle = ink.ink;
      for (const [key, words] of state.notes) {
        const place = placeOf(key);
        if (!place) continue;
        const [line = ''] = words.split('\n');
        const cut = line.length > NOTE || line !== words ? `${line.slice(0, NOTE)}…` : line;
        noteContext.fillText(`✎ ${cut}`, place.x + 9, place.y + 18);
      }
    }
  };
  renderer.on('afterRender', draw);
  return () => void renderer.removeListener('afterRender', draw);
}

function outline(context: CanvasRenderingContext2D, ink: LayerInk, name: string, points: readonly Place[]): void {
  const [first] = points;
  if (!first) return;
  const path = new Path2D();
  // A thick round line around the outline rounds it and gives room.
  path.moveTo(first.x, first.y);
  for (const { x, y } of points.slice(1)) path.lineTo(x, y);
  path.closePath();
  if (points.length === 1) path.arc(first.x, first.y, 0.1, 0, Math.PI * 2);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const [style, width] of [
    [ink.line, 2 * ROOM],
    [ink.ground, 2 * ROOM - 2.4],
  ] as const) {
    context.strokeStyle = style;
    context.fillStyle = style;
    context.lineWidth = width;
    context.stroke(path);
    context.fill(path);
  }
  const top = points.reduce((highest, point) => (point.y < highest.y ? point : highest), first);
  context.font = `600 12px ${ink.font}`;
  context.fillStyle = ink.ink;
  context.textAlign = 'center';
  context.fillText(name, top.x, top.y - ROOM - 5);
}
