/**
 * Stage `names`: matches the library's names in texts. When the library changes, only documents that may hold a changed
 * name are due again, and of a long one only the chunks that may.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../model/ids.ts';
import type { StoredPassage } from '../model/passage.ts';
import type { Alias, StageFilter, StageMark, Store } from '../ports/store.ts';
import {
  changedNames,
  createNameSieve,
  type NameMarks,
  nameMarks,
} from '../understand/extract/library-names/changed-names.ts';
import type { PipelineContext, StageVersions } from './context.ts';
import { runStage } from './passage-stages.ts';

/** Names in structured records are already stated as such; matching them in their descriptions adds only noise. */
const NAMES_FILTER: StageFilter = { notKinds: ['record-set'] };
/** Setting that holds the names which texts were last matched with. */
const KNOWN = 'names-known';
/** From so many changed names on, most texts hold one. */
const MOST_CHANGED = 20_000;
const PASSAGES_AT_ONCE = 2_000;

interface Known {
  readonly version: string;
  readonly marks: NameMarks;
}

export async function namesStage(context: PipelineContext): Promise<number> {
  const { store } = context;
  const aliases = await store.graph.aliases();
  if (aliases.length === 0) return 0;
  const content = JSON.stringify(aliases);
  const version = namesVersion(context.versions, content);
  const stored = await store.settings.get(KNOWN);
  const before = stored === undefined ? undefined : (JSON.parse(stored) as Known);
  let kept: Kept | undefined;
  if (before?.version !== version) {
    const marks = nameMarks(aliases);
    // Of the same code only: other code may find other things in any text.
    if (before?.version.startsWith(`${context.versions.names}+`)) {
      kept = await carryOver(store, before, { version, marks });
    }
    await store.settings.set(KNOWN, JSON.stringify({ version, marks } satisfies Known));
  }
  const file = join(context.scratch, `aliases-${version}.json`);
  let written: Promise<void> | undefined;
  return runStage(context, {
    name: 'names',
    version,
    filter: NAMES_FILTER,
    ...(kept === undefined
      ? {}
      : {
          kept: {
            documents: kept.documents,
            isSame: kept.isSame,
            // Corrections of the whole document are laid over what its other chunks brought.
            end: (document: string) =>
              store.documents.putUnderstanding(
                document,
                { stage: 'names', version },
                { languages: [], mentions: [], statements: [] },
                { first: false, last: true },
              ),
          },
        }),
    input: async (passages) => {
      written ??= writeFile(file, content);
      await written;
      return { passages, aliases: file };
    },
    store: ({ store: to }, document, mark, result, chunk) =>
      to.documents.putUnderstanding(document.id, mark, result, chunk),
  });
}

interface Kept {
  /** Documents that were matched with the names before, wholly: what they have is right but for the changed names. */
  readonly documents: ReadonlySet<string>;
  isSame(passages: readonly StoredPassage[]): boolean;
}

/** Marks what was matched with the names before as matched with these, save where a changed one may stand. */
async function carryOver(store: Store, before: Known, after: Known): Promise<Kept | undefined> {
  const names = changedNames(before.marks, after.marks);
  if (names.length > MOST_CHANGED) return undefined;
  const documents = await store.stages.done({ stage: 'names', version: before.version });
  const mayHold = createNameSieve(names);
  const due: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.documents.list({ state: 'read' }, { limit: 500, ...(cursor ? { cursor } : {}) });
    for (const { id, kind } of page.entries) {
      if (!NAMES_FILTER.notKinds?.includes(kind) && (await someHolds(store, id, mayHold))) due.push(id);
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  await store.stages.carry('names', before.version, after.version, due);
  return { documents, isSame: (passages) => !passages.some(({ text }) => mayHold(text)) };
}

async function someHolds(store: Store, document: string, mayHold: (text: string) => boolean): Promise<boolean> {
  for (let from = 0; ; ) {
    const passages = await store.documents.passages(document, { from, limit: PASSAGES_AT_ONCE });
    const last = passages.at(-1);
    if (!last) return false;
    if (passages.some((passage) => mayHold(passage.text))) return true;
    from = last.ordinal + 1;
  }
}

/** How documents are due for this stage; undefined while the library has no names. */
export async function namesDue(
  store: Store,
  versions: StageVersions,
): Promise<{ mark: StageMark; filter: StageFilter } | undefined> {
  const aliases: readonly Alias[] = await store.graph.aliases();
  if (aliases.length === 0) return undefined;
  return { mark: { stage: 'names', version: namesVersion(versions, JSON.stringify(aliases)) }, filter: NAMES_FILTER };
}

function namesVersion(versions: StageVersions, aliases: string): string {
  return `${versions.names}+${sha256(aliases).slice(0, 16)}`;
}
