/** Stage `read`: one file becomes a document with passages, in a worker process; its children join the queue. */
import { basename, dirname, posix } from 'node:path';
import { setsOfPaths } from '../collect/file-sets.ts';
import { asTelltaleError, type ErrorCode, TelltaleError } from '../errors.ts';
import type { Collection } from '../model/collection.ts';
import type { Document, DocumentLink, PathLink } from '../model/document.ts';
import type { EntityKey } from '../model/entity.ts';
import { documentId, setSha256 } from '../model/ids.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { ReaderSource } from '../read/reader.ts';
import { type PipelineContext, throwIfStopped } from './context.ts';
import type { ScratchFolders } from './scratch-folders.ts';
import type { ReadPart, ReadResult } from './tasks.ts';

/** A file whose bytes are in the blob store. */
export interface StoredFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  /** What it is read with. */
  readonly companions?: readonly StoredCompanion[];
  /** The document that held it, for archive members and attachments. */
  readonly parent?: Omit<DocumentLink, 'to'>;
}

export interface StoredCompanion {
  /** Relative to the file's own folder. */
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

export const MEMBER_SEPARATOR = '!/';

/** Codes after which a file, or one page of it, gets one more try, alone, in a fresh worker. */
export const WORTH_ANOTHER_TRY: ReadonlySet<string> = new Set(['reader-timeout', 'reader-memory', 'reader-crashed']);

/** Codes after which a file's bytes are still worth looking through. */
const STRINGS_ARE_LEFT: ReadonlySet<string> = new Set([
  ...WORTH_ANOTHER_TRY,
  'broken-file',
  'broken-bundle',
  'volume-missing',
  'too-large',
]);

/** How far the reading of a file is: in its bytes, and with what was found inside it so far. */
export interface Reached {
  readonly bytes: number;
  readonly found?: NonNullable<ReadPart['found']>;
}

/** Of a file that holds others this share is done when it is read, and the rest when they are stored. */
const READING_SHARE = 0.9;

/**
 * Reads one file and commits the outcome. Gives the children that are to be read next. `onPosition` is told how far the
 * reader of a large file is.
 */
export async function readFileStage(
  context: PipelineContext,
  collection: Collection,
  file: StoredFile,
  folders: ScratchFolders,
  onPosition: (reached: Reached) => void,
): Promise<{ outcome: LedgerEntry; children: readonly StoredFile[] }> {
  throwIfStopped(context.signal);
  const id = documentOf(collection, file);
  const scratch = folders.take();
  try {
    const { result, whole } = await runReader(context, collection, file, id, scratch, onPosition);
    const children = await keepChildren(context, collection, file, id, result, (share) =>
      onPosition({ bytes: Math.floor(file.size * (READING_SHARE + (1 - READING_SHARE) * share)) }),
    );
    const cut = cutText(result, context.limits.textLength);
    const { summary } = result;
    const told = cut === undefined ? summary : { ...summary, warnings: [...(summary.warnings ?? []), cut] };
    const document = describe(collection, file, id, result.reader, told);
    const outcome: LedgerEntry = {
      ...entryOf(collection, file, 'read'),
      document: id,
      ...(cut === undefined ? {} : { code: 'text-cut', message: cut }),
    };
    if (cut !== undefined) context.progress.note(`${file.path}: ${cut}`);
    const lost = result.lost.map(
      (member): LedgerEntry => ({
        collection: collection.id,
        path: file.path + MEMBER_SEPARATOR + member.name,
        size: member.size,
        outcome: 'failed',
        code: member.code,
        message: member.message,
      }),
    );
    for (const entry of lost) context.progress.failure(entry.path, entry.code ?? '', entry.message ?? '');
    await context.store.documents.finish(document, result.reader, {
      ledger: [outcome, ...lost],
      links: result.links.map((link) => resolveLink(file.path, link)),
      lists: result.lists,
      ...(whole ? { whole } : {}),
      // A report's own digest is nobody's indicator.
      ...(collection.role === 'leak' ? { digests: await digestsOf(context, file) } : {}),
      members: children.flatMap((child) =>
        child.parent ? [{ ...child.parent, to: documentOf(collection, child) }] : [],
      ),
    });
    return { outcome, children };
  } catch (caught) {
    const error = asTelltaleError(caught, 'broken-file');
    if (error.code === 'interrupted' || error.code === 'disk-full' || error.code.startsWith('case-')) throw error;
    context.progress.failure(file.path, error.code, error.message);
    return { outcome: await failedOutcome(context, collection, file, error, scratch), children: [] };
  } finally {
    await folders.giveBack(scratch);
  }
}

/** What is said of a document whose text met the limit. */
function cutText({ cutText }: ReadResult, limit: number): string | undefined {
  if (cutText === undefined) return undefined;
  const { kept, passages, leftOut } = cutText;
  return `Text beyond ${limit} characters is left out: ${leftOut} characters. The first ${kept} are kept, in ${passages} ${passages === 1 ? 'passage' : 'passages'}.`;
}

/** Of a damaged file its strings are kept, so that it can be found; it stays failed, with its reason. */
async function failedOutcome(
  context: PipelineContext,
  collection: Collection,
  file: StoredFile,
  error: TelltaleError,
  scratch: string,
): Promise<LedgerEntry> {
  const id = documentOf(collection, file);
  const outcome = failed(collection, file, error);
  const left = STRINGS_ARE_LEFT.has(error.code) ? await stringsOf(context, collection, file, scratch) : undefined;
  if (!left) {
    await context.store.documents.fail(id, [outcome]);
    return outcome;
  }
  const { reader, summary } = left.result;
  const warnings = [`${error.message} Only strings in its bytes were kept.`];
  const document = describe(collection, file, id, reader, { ...summary, warnings });
  const known = { ...outcome, document: id };
  await context.store.documents.finish(document, reader, {
    ledger: [known],
    ...(left.whole ? { whole: left.whole } : {}),
  });
  return known;
}

/** Undefined when there are none. */
async function stringsOf(
  context: PipelineContext,
  collection: Collection,
  file: StoredFile,
  scratch: string,
): Promise<Reading | undefined> {
  try {
    const left = await runReader(context, collection, file, documentOf(collection, file), scratch, () => {}, true);
    return left.result.summary.properties?.['strings'] === '0' ? undefined : left;
  } catch (caught) {
    // The file has failed already, and for a better reason.
    if (caught instanceof TelltaleError && (WORTH_ANOTHER_TRY.has(caught.code) || STRINGS_ARE_LEFT.has(caught.code))) {
      return undefined;
    }
    throw caught;
  }
}

interface Reading {
  readonly result: ReadResult;
  /** What is not stored yet. */
  readonly whole: ReadPart | undefined;
}

async function runReader(
  context: PipelineContext,
  collection: Collection,
  file: StoredFile,
  id: string,
  scratch: string,
  onPosition: (reached: Reached) => void,
  stringsOnly = false,
): Promise<Reading> {
  const depth = file.path.split(MEMBER_SEPARATOR).length - 1;
  if (depth > context.limits.depth) {
    throw new TelltaleError('nested-too-deep', `Archives in archives, ${depth} deep.`);
  }
  const input = {
    path: await context.blobs.path(file.sha256),
    name: nameOf(file.path),
    scratch,
    role: collection.role,
    limits: context.limits,
    passwords: context.passwords,
    companions: await Promise.all(
      (file.companions ?? []).map(async ({ name, sha256, size }) => ({
        name,
        size,
        path: await context.blobs.path(sha256),
      })),
    ),
    source: sourceOf(collection, file),
    stringsOnly,
  };
  const { documents } = context.store;
  const attempt = async (): Promise<Reading> => {
    // Most documents come in one part: it waits for the end, and all is stored at once.
    let held: ReadPart | undefined;
    let hasBegun = false;
    const take = async (part: ReadPart): Promise<void> => {
      if (part.position !== undefined || part.found !== undefined) {
        const share = part.found === undefined ? 1 : READING_SHARE;
        onPosition({
          bytes: Math.floor((part.position ?? 0) * share),
          ...(part.found === undefined ? {} : { found: part.found }),
        });
      }
      if (part.passages.length === 0 && part.statements.length === 0) return;
      if (!hasBegun && !held) {
        held = part;
        return;
      }
      if (!hasBegun) {
        // A failed or killed attempt may have left passages: beginning again empties the document.
        await documents.begin(describe(collection, file, id, 'pending/0', { kind: 'unknown', mediaType: '' }));
        hasBegun = true;
        if (held) await documents.append(id, held);
      }
      await documents.append(id, part);
    };
    const result = await context.tasks.run('read', input, take);
    if (result.rest) await take(result.rest);
    return { result, whole: hasBegun ? undefined : (held ?? { passages: [], statements: [] }) };
  };
  try {
    return await attempt();
  } catch (caught) {
    if (!(caught instanceof TelltaleError) || !WORTH_ANOTHER_TRY.has(caught.code)) throw caught;
    return attempt();
  }
}

/** What public intelligence may list the file by. */
async function digestsOf(context: PipelineContext, { sha256 }: StoredFile): Promise<readonly EntityKey[]> {
  const { md5, sha1 } = await context.blobs.digests(sha256);
  return [
    { type: 'sha256', value: sha256 },
    { type: 'sha1', value: sha1 },
    { type: 'md5', value: md5 },
  ];
}

function sourceOf(collection: Collection, file: StoredFile): ReaderSource {
  const { publisher, published, url } = collection;
  return {
    path: file.path,
    collection: collection.name,
    ...(publisher === undefined ? {} : { publisher }),
    ...(published === undefined ? {} : { published }),
    ...(url === undefined ? {} : { url }),
  };
}

/** Moves what the reader unpacked into the blob store and the ledger, before the parent counts as read. */
async function keepChildren(
  context: PipelineContext,
  collection: Collection,
  file: StoredFile,
  id: string,
  result: ReadResult,
  onKept: (share: number) => void,
): Promise<readonly StoredFile[]> {
  if (result.children.length === 0) return [];
  const children: StoredFile[] = [];
  for (const child of result.children) {
    const { sha256, size } = await context.blobs.takeFile(child.path);
    children.push({
      path: file.path + MEMBER_SEPARATOR + child.name,
      sha256,
      size,
      parent: { from: id, relation: child.relation, position: child.position },
    });
    onKept(children.length / result.children.length);
  }
  const leaders = setsOfPaths(children.filter(({ size }) => size > 0).map(({ path, size }) => ({ name: path, size })));
  await context.store.ledger.put(children.map((child) => childEntry(collection, child, leaders.get(child.path))));
  const companions = new Map<string, StoredFile[]>();
  for (const child of children) {
    const leader = leaders.get(child.path);
    if (leader !== undefined) companions.set(leader, [...(companions.get(leader) ?? []), child]);
  }
  return children
    .filter(({ size, path }) => size > 0 && !leaders.has(path))
    .map((child) => withCompanions(child, companions.get(child.path) ?? []));
}

function childEntry(collection: Collection, child: StoredFile, leader: string | undefined): LedgerEntry {
  if (child.size === 0) {
    return { ...entryOf(collection, child, 'skipped'), code: 'empty-file', message: 'No bytes.' };
  }
  return leader === undefined ? entryOf(collection, child, 'pending') : readWithEntry(collection, child, leader);
}

function describe(
  collection: Collection,
  file: StoredFile,
  id: string,
  reader: string,
  summary: ReadResult['summary'],
): Document {
  return {
    id,
    collection: collection.id,
    sha256: file.sha256,
    size: file.size,
    paths: [file.path],
    kind: summary.kind,
    mediaType: summary.mediaType,
    reader,
    properties: {
      ...summary.properties,
      ...(summary.warnings?.length ? { 'telltale:warnings': summary.warnings.join('\n') } : {}),
    },
    ...(summary.title === undefined ? {} : { title: summary.title }),
    ...(summary.ocrPages?.length ? { ocrPages: summary.ocrPages } : {}),
  };
}

/** The document that a file becomes: with companions it is another one than without. */
export function documentOf(collection: Collection, file: StoredFile): string {
  return documentId(collection.id, setSha256(file.sha256, file.companions ?? []));
}

/** `companions` are in or below the file's own folder. */
export function withCompanions(file: StoredFile, companions: readonly Omit<StoredFile, 'parent'>[]): StoredFile {
  if (companions.length === 0) return file;
  const folder = file.path.length - basename(file.path).length;
  return {
    ...file,
    companions: companions.map(({ path, sha256, size }) => ({ name: path.slice(folder), sha256, size })),
  };
}

/** The ledger's entry of a companion. */
export function readWithEntry(collection: Collection, file: StoredFile, leader: string): LedgerEntry {
  return {
    ...entryOf(collection, file, 'skipped'),
    code: 'read-with-another',
    message: `Read together with ${basename(leader)}.`,
    readWith: leader,
  };
}

export function entryOf(collection: Collection, file: StoredFile, outcome: LedgerEntry['outcome']): LedgerEntry {
  return { collection: collection.id, path: file.path, size: file.size, sha256: file.sha256, outcome };
}

function failed(collection: Collection, file: StoredFile, error: { code: ErrorCode; message: string }): LedgerEntry {
  return { ...entryOf(collection, file, 'failed'), code: error.code, message: error.message };
}

/** `a/b.zip!/c/d.png` is named `d.png`. */
function nameOf(path: string): string {
  return basename(path.split(MEMBER_SEPARATOR).at(-1) ?? path);
}

/** A target relative to the linking file as a ledger path; one that leads out of the collection stays as it is and never resolves. */
function resolveLink(from: string, link: ReadResult['links'][number]): PathLink {
  const inside = from.lastIndexOf(MEMBER_SEPARATOR);
  const outer = inside < 0 ? '' : from.slice(0, inside + MEMBER_SEPARATOR.length);
  const target = posix.normalize(posix.join(dirname(from.slice(outer.length)), link.target));
  return {
    relation: link.relation,
    target: outer + target,
    position: link.position,
    ...(link.passage === undefined ? {} : { passage: link.passage }),
  };
}
