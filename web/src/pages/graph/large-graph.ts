/**
 * What keeps a large graph moving where a processor draws it: no second drawing for the pointer, few lines while the
 * picture moves, and no reading of the whole graph when it comes to rest.
 */
import type Graph from 'graphology';
import type Sigma from 'sigma';
import {
  EdgeLineProgram,
  type EdgeProgramType,
  NodePointProgram,
  type NodeProgramType,
  type ProgramInfo,
} from 'sigma/rendering';
import type { RenderParams } from 'sigma/types';

/** The picture is at rest when its camera has not moved for so long, ms. */
const REST = 140;

/** Of nodes so many are drawn while the picture moves: the first, which are those with most edges. */
const IN_MOTION = 4000;

/** Nodes without the hidden picture that finds what is under the pointer: `nearestNode` finds it. */
export function plainNodes(isMoving: () => boolean): NodeProgramType {
  return class extends NodePointProgram {
    constructor(gl: WebGLRenderingContext, _picking: WebGLFramebuffer | null, renderer: Sigma) {
      super(gl, null, renderer);
    }
    override drawWebGL(method: number, { gl, frameBuffer }: ProgramInfo): void {
      gl.bindFramebuffer(gl.FRAMEBUFFER, frameBuffer);
      gl.drawArrays(method, 0, isMoving() ? Math.min(this.verticesCount, IN_MOTION) : this.verticesCount);
    }
  };
}

/** Lines of one strength, as one drawing call. `hides` is asked as each frame is drawn: going past a border reads nothing again. */
export function linesOf(hides: (zoomRatio: number) => boolean): EdgeProgramType {
  return class extends EdgeLineProgram {
    override render(params: RenderParams): void {
      if (!hides(params.zoomRatio)) super.render(params);
    }
  };
}

export interface Motion {
  isMoving(): boolean;
  /** Something moves that is not the camera. */
  touch(): void;
  end(): void;
}

/** Knows whether the picture moves, and has it drawn in full once it rests. */
export function watchMotion(renderer: Sigma, rested: () => void): Motion {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = (): void => {
    if (timer !== undefined) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      renderer.scheduleRender();
      rested();
    }, REST);
  };
  const camera = renderer.getCamera();
  camera.on('updated', moved);
  return {
    isMoving: () => timer !== undefined,
    touch: moved,
    end() {
      camera.removeListener('updated', moved);
      if (timer !== undefined) clearTimeout(timer);
    },
  };
}

/**
 * Has the renderer look the pointer's node up by its place. It would read it from a hidden picture, for which the page
 * waits until everything is drawn, at each step of the mouse.
 */
export function findByPlace(renderer: Sigma, graph: Graph): void {
  const at = ({ x, y }: { x: number; y: number }): string | null => nearestNode(renderer, graph, x, y);
  Object.defineProperty(renderer, 'getNodeAtPosition', { value: at });
}

/** The node under a point of the viewport, the foremost one where several are. */
function nearestNode(renderer: Sigma, graph: Graph, x: number, y: number): string | null {
  const point = renderer.viewportToGraph({ x, y });
  const unit = renderer.viewportToGraph({ x: x + 1, y });
  const perPixel = Math.hypot(unit.x - point.x, unit.y - point.y);
  const scale = renderer.scaleSize(1);
  let found: string | null = null;
  graph.forEachNode((key, attributes) => {
    const reach = Math.max(3, Number(attributes['size']) * scale) * perPixel;
    const [dx, dy] = [Number(attributes['x']) - point.x, Number(attributes['y']) - point.y];
    if (dx > reach || -dx > reach || dy > reach || -dy > reach) return;
    if (dx * dx + dy * dy <= reach * reach) found = key;
  });
  return found;
}
