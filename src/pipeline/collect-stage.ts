/** Stages `collect` and `read` together: files are read while the walk still goes on, children after their parents. */
import { type FoundFile, findFiles } from '../collect/find-files.ts';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import type { Collection } from '../model/collection.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import { type PipelineContext, throwIfStopped } from './context.ts';
import type { StageCounter } from './progress.ts';
import {
  documentOf,
  entryOf,
  MEMBER_SEPARATOR,
  readFileStage,
  readWithEntry,
  type StoredFile,
  withCompanions,
} from './read-file-stage.ts';
import { createScratchFolders, type ScratchFolders } from './scratch-folders.ts';

/** Ledger entries are written in batches of this many. */
const BATCH = 200;
/** Outcomes of files that are kept at hand. */
const REMEMBERED = 5000;
/** What a file meets that is too much for a limit. */
const LIMIT_CODES: ReadonlySet<string> = new Set([
  'archive-bomb',
  'nested-too-deep',
  'too-large',
  'text-cut',
  'reader-timeout',
  'reader-memory',
]);
/** What another version of a reader may do better. */
const READER_CODES: ReadonlySet<string> = new Set([
  'broken-file',
  'broken-bundle',
  'unsupported-format',
  'encrypted',
  'reader-timeout',
  'reader-memory',
  'reader-crashed',
]);
/** Milliseconds that a file waits for others before it is read. */
const LONGEST_WAIT = 100;

/** Collects and reads what is new below the paths. Gives how many files changed the case, and the paths that it met. */
export async function collectAndRead(
  context: PipelineContext,
  collection: Collection,
  paths: readonly string[],
): Promise<{ changed: number; seen: readonly string[] }> {
  const reading = new ReadingQueue(context, collection);
  try {
    await reading.resume();
    const seen = await collect(context, collection, paths, reading);
    const changed = await reading.drained();
    await context.store.documents.resolveLinks(collection.id);
    return { changed, seen };
  } catch (caught) {
    await reading.settled();
    throw caught;
  }
}

async function collect(
  context: PipelineContext,
  collection: Collection,
  paths: readonly string[],
  reading: ReadingQueue,
): Promise<readonly string[]> {
  const counter = context.progress.stage('collect', 'files');
  const seen: string[] = [];
  let batch: LedgerEntry[] = [];
  const files: StoredFile[] = [];
  const companions = new Map<string, StoredFile[]>();
  let flushed = Date.now();
  // The ledger knows a file before a worker does: a killed run finds it pending.
  const flush = async (): Promise<void> => {
    await context.store.ledger.put(batch);
    batch = [];
    for (const file of files.splice(0)) await reading.add(file);
    flushed = Date.now();
  };
  for await (const finding of findFiles(paths)) {
    throwIfStopped(context.signal);
    seen.push('file' in finding ? finding.file.path : finding.passedOver.path);
    const size = 'file' in finding ? finding.file.size : 0;
    let copied = 0;
    counter.expect(1, size);
    if ('passedOver' in finding) {
      const { path, size, outcome, code, message } = finding.passedOver;
      if (outcome === 'failed') context.progress.failure(path, code, message);
      batch.push({ collection: collection.id, path, size, outcome, code, message });
    } else {
      const kept = await keep(context, collection, finding.file, (bytes) => {
        const more = Math.min(bytes, size - copied);
        copied += more;
        counter.advance(0, more);
      });
      const leader = finding.file.readWith;
      const file = 'outcome' in kept ? kept : withCompanions(kept, companions.get(kept.path) ?? []);
      companions.delete(file.path);
      if ('outcome' in file) {
        batch.push(file);
      } else if (leader !== undefined) {
        batch.push(readWithEntry(collection, file, leader));
        companions.set(leader, [...(companions.get(leader) ?? []), file]);
      } else if (reading.isWanted(file) || !(await isDone(context, collection, file))) {
        batch.push(entryOf(collection, file, 'pending'));
        files.push(file);
      }
    }
    counter.advance(1, size - copied);
    if (batch.length >= BATCH || Date.now() - flushed > LONGEST_WAIT) await flush();
  }
  await flush();
  counter.finish();
  if (seen.length === 0) throw new TelltaleError('empty-input', `There are no files in ${paths.join(', ')}.`);
  return seen;
}

/** Copies the bytes into the case; a file that cannot be read is an entry of the ledger. */
async function keep(
  context: PipelineContext,
  collection: Collection,
  file: Pick<FoundFile, 'absolute' | 'path' | 'size'>,
  onBytes: (copied: number) => void,
): Promise<StoredFile | LedgerEntry> {
  try {
    const { sha256, size } = await context.blobs.putFile(file.absolute, onBytes);
    return { path: file.path, sha256, size };
  } catch (caught) {
    const error = asTelltaleError(caught, 'unreadable-file');
    if (error.code !== 'unreadable-file') throw error;
    context.progress.failure(file.path, error.code, error.message);
    return {
      collection: collection.id,
      path: file.path,
      size: file.size,
      outcome: 'failed',
      code: error.code,
      message: error.message,
    };
  }
}

/**
 * Whether an earlier run dealt with the same bytes at the same path. Failures are tried again when there are passwords
 * to try, and where a part was missing.
 */
async function isDone(context: PipelineContext, collection: Collection, file: StoredFile): Promise<boolean> {
  const entry = await context.store.ledger.get(collection.id, file.path);
  if (!entry || entry.outcome === 'pending') return false;
  if (entry.outcome === 'failed' && entry.document && entry.document !== documentOf(collection, file)) {
    // Strings of pieces that are whole by now, or of bytes that were replaced.
    await context.store.documents.fail(entry.document, []);
  }
  if (entry.sha256 !== file.sha256) return false;
  if (entry.outcome === 'failed') {
    const isTriedAgain =
      entry.code === 'volume-missing' || (entry.code === 'encrypted' && context.passwords.length > 0);
    // The strings that were kept of it are no reading of it.
    if (isTriedAgain && entry.document) await context.store.documents.fail(entry.document, []);
    return !isTriedAgain;
  }
  if (entry.outcome === 'skipped') return entry.readWith === undefined;
  if (!entry.document) return true;
  if (entry.document !== documentOf(collection, file)) return false;
  if (entry.outcome !== 'read') return true;
  const document = await context.store.documents.get(entry.document);
  return document !== undefined && context.versions.readers.has(document.reader);
}

/** Files on their way through the workers. The same content is read once; its further paths are duplicates. */
class ReadingQueue {
  private readonly context: PipelineContext;
  private readonly collection: Collection;
  private readonly counter: StageCounter;
  private readonly folders: ScratchFolders;
  private readonly outcomes = new Map<string, Promise<LedgerEntry>>();
  private finished: string[] = [];
  private readonly wanted = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();
  /** Paths that a killed run left pending: they are found in the folder once more, and are no further work. */
  private readonly resumed = new Set<string>();
  private readonly uncounted = new Set<StoredFile>();
  private waiting: StoredFile[] = [];
  private failure: unknown;
  private changed = 0;

  constructor(context: PipelineContext, collection: Collection) {
    this.context = context;
    this.collection = collection;
    this.counter = context.progress.stage('read', 'files');
    this.folders = createScratchFolders(context.scratch);
  }

  /** Whether it is read again, whatever is known of it: there are passwords for something inside, or limits or readers have changed. */
  isWanted(file: StoredFile): boolean {
    return this.wanted.has(file.path);
  }

  /** Files with these codes, and what holds them: archives in archives are opened from the outside in. */
  private async findWanted(outcome: 'failed' | 'read', codes: ReadonlySet<string>): Promise<void> {
    let cursor: string | null | undefined;
    do {
      const page = await this.context.store.ledger.list(
        { collection: this.collection.id, outcome },
        { limit: 500, cursor: cursor ?? undefined },
      );
      for (const { path, code } of page.entries) {
        if (!codes.has(code ?? '')) continue;
        this.wanted.add(path);
        for (let at = path.indexOf(MEMBER_SEPARATOR); at >= 0; at = path.indexOf(MEMBER_SEPARATOR, at + 1)) {
          this.wanted.add(path.slice(0, at));
        }
      }
      cursor = page.cursor;
    } while (cursor);
  }

  /** Takes up what a killed run left pending. */
  async resume(): Promise<void> {
    if (this.context.passwords.length > 0) await this.findWanted('failed', new Set(['encrypted']));
    if (this.context.limitsChanged) {
      await this.findWanted('failed', LIMIT_CODES);
      await this.findWanted('read', LIMIT_CODES);
    }
    if (this.context.readersChanged) await this.findWanted('failed', READER_CODES);
    let cursor: string | null | undefined;
    do {
      const page = await this.context.store.ledger.list(
        { collection: this.collection.id, outcome: 'pending' },
        { limit: 500, cursor: cursor ?? undefined },
      );
      for (const { path, sha256, size } of page.entries) {
        if (!sha256 || !(await this.context.blobs.has(sha256))) continue;
        const others = await this.context.store.ledger.readWith(this.collection.id, path);
        const companions = others.flatMap((each) =>
          each.sha256 ? [{ path: each.path, sha256: each.sha256, size: each.size }] : [],
        );
        await this.add(withCompanions({ path, sha256, size }, companions));
        this.resumed.add(path);
      }
      cursor = page.cursor;
    } while (cursor);
  }

  /** Queues a file; waits while the workers have plenty. */
  async add(file: StoredFile): Promise<void> {
    const isKnown = this.resumed.delete(file.path);
    if (isKnown) this.uncounted.add(file);
    this.enqueue([file], isKnown ? { units: 1, bytes: file.size } : undefined);
    while (this.waiting.length > this.context.tasks.size * 4 && this.failure === undefined) {
      await Promise.race(this.running);
    }
    if (this.failure !== undefined) throw this.failure;
  }

  async drained(): Promise<number> {
    while (this.running.size > 0 || this.waiting.length > 0) {
      if (this.failure !== undefined) throw this.failure;
      this.startNext();
      await Promise.race(this.running);
    }
    if (this.failure !== undefined) throw this.failure;
    this.counter.finish();
    return this.changed;
  }

  async settled(): Promise<void> {
    this.waiting = [];
    await Promise.allSettled(this.running);
  }

  /** `announced` is how much of it the progress knows already. */
  private enqueue(files: readonly StoredFile[], announced = { units: 0, bytes: 0 }): void {
    let bytes = 0;
    // A mailbox may hold more mails than a call takes arguments.
    for (const file of files) {
      bytes += file.size;
      this.waiting.push(file);
    }
    this.counter.expect(files.length - announced.units, bytes - announced.bytes);
    this.startNext();
  }

  private startNext(): void {
    while (this.failure === undefined && this.running.size <= this.context.tasks.size) {
      const file = this.waiting.shift();
      if (!file) return;
      const work: Promise<unknown> = this.process(file)
        .catch((caught: unknown) => {
          this.failure ??= caught;
        })
        .finally(() => {
          this.running.delete(work);
          this.startNext();
        });
      this.running.add(work);
    }
  }

  private async process(file: StoredFile): Promise<void> {
    const told = await this.settle(file);
    if (!this.uncounted.delete(file)) this.counter.advance(1, file.size - told);
  }

  /** Gives of how many bytes the progress has been told. */
  private async settle(file: StoredFile): Promise<number> {
    if (this.wanted.delete(file.path)) return this.readNow(file);
    const key = documentOf(this.collection, file);
    const earlier = this.outcomes.get(key) ?? this.storedOutcome(file);
    const known = await earlier;
    if (known && known.path !== file.path) await this.repeat(file, known);
    else if (known) await this.again(known);
    else {
      // Two paths of one content may arrive together: the second waits for the first.
      const running = this.outcomes.get(key);
      if (!running) return this.readNow(file);
      await this.repeat(file, await running);
    }
    return 0;
  }

  private async readNow(file: StoredFile): Promise<number> {
    let told = 0;
    const announced = { units: 0, bytes: 0 };
    const reading = readFileStage(this.context, this.collection, file, this.folders, ({ bytes, found }) => {
      // A second attempt begins at the front again.
      const further = Math.max(0, Math.min(bytes, file.size) - told);
      const more = {
        units: Math.max(0, (found?.files ?? 0) - announced.units),
        bytes: Math.max(0, (found?.bytes ?? 0) - announced.bytes),
      };
      told += further;
      announced.units += more.units;
      announced.bytes += more.bytes;
      this.counter.advance(0, further, more);
    });
    const outcome = reading.then((done) => done.outcome);
    outcome.catch(() => {});
    const key = documentOf(this.collection, file);
    this.outcomes.set(key, outcome);
    const { children, outcome: done } = await reading;
    if (done.document) this.forgetLater(key);
    this.changed += 1;
    this.enqueue(children, announced);
    return told;
  }

  /** The store knows it from now on: a run over millions of files must not keep them all. */
  private forgetLater(key: string): void {
    this.finished.push(key);
    if (this.finished.length <= REMEMBERED * 2) return;
    for (const old of this.finished.splice(0, REMEMBERED)) this.outcomes.delete(old);
  }

  /** The outcome that an earlier run committed for the same content, if any. */
  private async storedOutcome(file: StoredFile): Promise<LedgerEntry | undefined> {
    const { documents, ledger } = this.context.store;
    const id = documentOf(this.collection, file);
    if ((await documents.state(id)) !== 'read') return undefined;
    const document = await documents.get(id);
    if (!document || !this.context.versions.readers.has(document.reader)) return undefined;
    const first = document.paths[0];
    const entry = first === undefined ? undefined : await ledger.get(this.collection.id, first);
    // Its first path may hold something else by now; what it held before may be back, too.
    return entry?.document === id ? entry : { ...entryOf(this.collection, file, 'read'), document: id };
  }

  /** A path whose content is known from before, such as a member of an archive that was published anew. */
  private async again(known: LedgerEntry): Promise<void> {
    await this.context.store.ledger.put([known]);
    this.changed += 1;
  }

  /** A further path of a content whose outcome is known. */
  private async repeat(file: StoredFile, known: LedgerEntry): Promise<void> {
    const { documents, ledger } = this.context.store;
    const { document, outcome, code, message } = known;
    // Strings of a damaged file are a document, too: its further paths have failed like the first.
    const isDuplicate = document !== undefined && outcome !== 'failed';
    const entry: LedgerEntry = {
      ...entryOf(this.collection, file, isDuplicate ? 'duplicate' : outcome),
      ...(document === undefined ? {} : { document }),
      ...(!isDuplicate && code && message ? { code, message } : {}),
    };
    if (document === undefined) await ledger.put([entry]);
    else {
      await documents.addPath(document, file.path, entry);
      if (file.parent) await documents.link([{ ...file.parent, to: document }]);
    }
    this.changed += 1;
  }
}
