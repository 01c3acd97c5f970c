/** A sink that keeps everything in memory, for tests and for readers that look inside. */
import type { Statement } from '../model/assertion.ts';
import type { Passage } from '../model/passage.ts';
import type { Warninglist } from '../model/warninglist.ts';
import type { ChildFile, FileLink, ReadSink } from './reader.ts';

export interface CollectingSink extends ReadSink {
  readonly passages: Passage[];
  readonly statements: Statement[];
  readonly children: ChildFile[];
  readonly lost: { name: string; size: number; code: string; message: string }[];
  readonly links: FileLink[];
  readonly lists: Warninglist[];
}

export function createCollectingSink(): CollectingSink {
  const kept = { passages: [], statements: [], children: [], lost: [], links: [], lists: [] } as Pick<
    CollectingSink,
    'passages' | 'statements' | 'children' | 'lost' | 'links' | 'lists'
  >;
  return {
    ...kept,
    async passage(passage) {
      const ordinal = kept.passages.length;
      kept.passages.push({ ...passage, ordinal });
      return ordinal;
    },
    async statement(statement) {
      kept.statements.push(statement);
    },
    async child(child) {
      kept.children.push(child);
    },
    async lostChild(child) {
      kept.lost.push({ ...child });
    },
    async link(link) {
      kept.links.push(link);
    },
    async warninglist(list) {
      kept.lists.push(list);
    },
  };
}
