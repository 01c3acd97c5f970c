/** A picture of the graph that an analyst keeps: what is on it, where it stands, and what was written beside it. */
import type { EntityKey } from './entity.ts';

export interface ViewNode extends EntityKey {
  /** Place in the picture, without a unit. */
  readonly x: number;
  readonly y: number;
  /** Layouts leave it where it is. */
  readonly pinned: boolean;
  /** An analyst's words; empty where there are none. */
  readonly note: string;
}

export interface ViewGroup {
  readonly name: string;
  /** Numbers of the view's nodes, from 0. A node is in one group at most. */
  readonly members: readonly number[];
  /** Drawn as one thing. */
  readonly collapsed: boolean;
}

/** What is left out of the picture though it is on the table. */
export interface ViewFilter {
  readonly kinds: readonly string[];
  readonly relations: readonly string[];
  /** ISO dates, as precise as they are given, both included; empty where the range is open. */
  readonly from: string;
  readonly to: string;
  /** Reports, senders and collections whose statements are left out; views of older versions have none. */
  readonly sources?: readonly string[];
  /** Edges below this confidence, 0 to 1, are left out. */
  readonly confidence: number;
}

/** What a view holds besides who made it and when. */
export interface ViewContent {
  readonly name: string;
  /** What it shows, in the analyst's words; empty where there are none. */
  readonly about: string;
  readonly nodes: readonly ViewNode[];
  readonly groups: readonly ViewGroup[];
  readonly filter: ViewFilter;
}

export interface GraphView extends ViewContent {
  readonly id: string;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly created: string;
  readonly updated: string;
}

/** `view-…`, another each time: two views of one content are two. */
export function newViewId(): string {
  return `view-${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
}
