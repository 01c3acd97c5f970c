/** Pictures of the graph that analysts keep. What is removed can be brought back. */
import type { GraphView } from '../model/graph-view.ts';

/** A view as a list names it. */
export interface GraphViewEntry extends Pick<GraphView, 'id' | 'name' | 'about' | 'author' | 'created' | 'updated'> {
  readonly nodes: number;
  readonly groups: number;
}

export interface GraphViewStore {
  /** Adds, or replaces the one of that id, even a removed one; `created` and `author` of the first time are kept. */
  put(view: GraphView): Promise<void>;
  /** Undefined where there is none or it is removed. */
  get(id: string): Promise<GraphView | undefined>;
  /** Changed last first. */
  list(): Promise<readonly GraphViewEntry[]>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
  /** Brings a removed one back as it was. False where there is none. */
  restore(id: string): Promise<boolean>;
}
