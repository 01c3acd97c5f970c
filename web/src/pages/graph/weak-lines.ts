/** The weaker edges of a large graph: one drawing call that is left out from afar. */
import { EdgeLineProgram, type EdgeProgramType } from 'sigma/rendering';
import type { RenderParams } from 'sigma/types';

/** `hides` is asked as each frame is drawn, so that zooming past the border costs no second reading of the graph. */
export function weakLines(hides: (zoomRatio: number) => boolean): EdgeProgramType {
  return class extends EdgeLineProgram {
    override render(params: RenderParams): void {
      if (!hides(params.zoomRatio)) super.render(params);
    }
  };
}
