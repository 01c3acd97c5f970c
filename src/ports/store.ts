/**
 * The case store: everything Telltale knows of one case, behind one port.
 * One process writes; any number read. Each method that writes commits atomically before its promise resolves, but for
 * those by which files are read (`ledger.put` and `begin`, `append`, `finish`, `fail` and `addPath` of documents): these
 * are committed in their order, with the next write at the latest, so that a kill leaves what an earlier moment had left.
 * All methods reject with a TelltaleError of `errors.ts` where something is wrong with the case or the arguments.
 */
import type { Statement } from '../model/assertion.ts';
import type { Collection } from '../model/collection.ts';
import type { Document, DocumentKind, DocumentLink, LinkRelation, PathLink } from '../model/document.ts';
import type { EntityKey, EntityLabel, EntityRef, EntityType } from '../model/entity.ts';
import type { Judgement } from '../model/judgement.ts';
import type { LedgerEntry, LedgerLevel, LedgerTotals } from '../model/ledger.ts';
import type { Mention, StoredMention } from '../model/mention.ts';
import type { Passage, PassageLanguage, StoredPassage } from '../model/passage.ts';
import type { Translation } from '../model/translation.ts';
import type { Warninglist } from '../model/warninglist.ts';
import type { BrowseStore } from './browse-store.ts';
import type { CorrectionStore } from './correction-store.ts';
import type { DuplicateStore } from './duplicate-store.ts';
import type { GraphStore } from './graph-store.ts';
import type { GraphViewStore } from './graph-view-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { LibraryStore } from './library-store.ts';
import type { MarkStore } from './mark-store.ts';
import type { ChangeLog, OverlapStore } from './overlap-store.ts';
import type { Facets, People } from './overviews.ts';
import type { PatternStore } from './pattern-store.ts';
import type { SearchIndex } from './search-index.ts';
import type { ShelfStore } from './shelf-store.ts';
import type { TermStore } from './term-store.ts';

export type * from './graph-store.ts';

export interface Store {
  readonly collections: CollectionStore;
  readonly ledger: LedgerStore;
  readonly library: LibraryStore;
  readonly documents: DocumentStore;
  readonly stages: StageStore;
  readonly mentions: MentionStore;
  readonly graph: GraphStore;
  readonly overlaps: OverlapStore;
  readonly changes: ChangeLog;
  readonly judgements: JudgementStore;
  readonly marks: MarkStore;
  readonly shelf: ShelfStore;
  readonly graphViews: GraphViewStore;
  readonly search: SearchIndex;
  readonly terms: TermStore;
  readonly corrections: CorrectionStore;
  readonly browse: BrowseStore;
  readonly duplicates: DuplicateStore;
  readonly patterns: PatternStore;
  readonly identities: IdentityStore;
  /** Small values of the case itself, such as its name and when it was made. */
  readonly settings: { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> };
  close(): Promise<void>;
}

/** A page of a long listing. `cursor` continues it; null at the end. */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly cursor: string | null;
}
export interface PageRequest {
  /** At most this many entries; the store may give fewer. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface CollectionStore {
  /** Adds or updates by id. Keeps `added` of the first time. */
  put(collection: Collection): Promise<void>;
  get(id: string): Promise<Collection | undefined>;
  /** Leaks first, then by name. */
  list(): Promise<readonly Collection[]>;
}

export interface LedgerStore {
  /** Adds entries or replaces those with the same collection and path. */
  put(entries: readonly LedgerEntry[]): Promise<void>;
  get(collection: string, path: string): Promise<LedgerEntry | undefined>;
  /** What is read with the file at a path, by path. */
  readWith(collection: string, path: string): Promise<readonly LedgerEntry[]>;
  totals(collection: string): Promise<LedgerTotals>;
  /** What stands directly inside a file, `a.zip!/x` but not `a.zip!/x!/y`, by path; `total` counts what the limit leaves out. */
  inside(collection: string, path: string, limit: number): Promise<LedgerLevel>;
  /** Entries by outcome, ordered by collection and path. */
  list(
    filter: { collection?: string; outcome?: LedgerEntry['outcome'] },
    page: PageRequest,
  ): Promise<Page<LedgerEntry>>;
}

/** What a reader gave for one batch of a document. */
export interface DocumentPart {
  readonly passages: readonly Passage[];
  readonly statements: readonly Statement[];
  /** Of these passages: see `sketchBytes`. A later stage gives it of documents whose passages say nothing of what is free text. */
  readonly sketch?: Uint8Array;
}

export interface ReadOutcome {
  readonly ledger: readonly LedgerEntry[];
  /** The document as a whole, when nothing was appended before: it is begun, appended and finished in one go. */
  readonly whole?: DocumentPart;
  /** Links to what is inside it. */
  readonly members?: readonly DocumentLink[];
  /** References to other files by path; `resolveLinks` turns them into links once the files are documents. */
  readonly links?: readonly PathLink[];
  readonly lists?: readonly Warninglist[];
  /** Digests of the file's bytes: by them the file itself is a thing that its collection holds. */
  readonly digests?: readonly EntityKey[];
}

/** A document's result of a stage may come in chunks: the first one clears what the stage left before, the last one marks it done. */
export interface Chunk {
  readonly first: boolean;
  readonly last: boolean;
  /** Ordinals of a chunk that alone takes the place of what the stage left before, where the others stay as they are. */
  readonly instead?: { readonly from: number; readonly to: number };
}

/** Passages by ordinal, from `from` (default 0), at most `limit` of them, and fewer only where there are no more. */
export interface PassageRange {
  readonly from?: number;
  readonly limit?: number;
}

export interface DocumentStore {
  /**
   * Begins reading a document: makes it (state `reading`), with no passages. A document that an earlier run left
   * in `reading` is emptied first.
   */
  begin(document: Document): Promise<void>;
  /** Appends one batch; its passages become searchable. Its statements count once the document is finished. */
  append(document: string, part: DocumentPart): Promise<void>;
  /**
   * Ends reading: the final description, marks stage `read` at `version`, and writes what came with it (the ledger
   * entries of its paths, links by path, warninglists), in one transaction.
   */
  finish(document: Document, version: string, outcome: ReadOutcome): Promise<void>;
  /** Drops a document that could not be read, with all that hangs on it, and writes its ledger entries. */
  fail(document: string, ledger: readonly LedgerEntry[]): Promise<void>;
  /** Adds a path to a document that is already there (the same content found again). */
  addPath(document: string, path: string, ledger: LedgerEntry): Promise<void>;
  get(id: string): Promise<Document | undefined>;
  /** `reading` while it is being read or was left so by a killed run. */
  state(id: string): Promise<'absent' | 'reading' | 'read'>;
  list(
    filter: { collection?: string; kind?: DocumentKind; state?: 'reading' | 'read' },
    page: PageRequest,
  ): Promise<Page<Document>>;
  count(collection: string): Promise<{ documents: number; passages: number; messages: number; mentions: number }>;

  link(links: readonly DocumentLink[]): Promise<void>;
  /** Turns the path links of a collection whose target is a document by now into links; gives how many. Idempotent. */
  resolveLinks(collection: string): Promise<number>;
  /** Links from (children, pages, attachments) and to (parents) a document, by relation and position. */
  links(document: string): Promise<{ from: readonly DocumentLink[]; to: readonly DocumentLink[] }>;
  /** The document of a collection at a path. */
  findByPath(collection: string, path: string): Promise<string | undefined>;
  linkedBy(relation: LinkRelation): Promise<readonly DocumentLink[]>;

  /** Passages in reading order, from ordinal `from` (default 0). */
  passages(document: string, page?: PassageRange): Promise<readonly StoredPassage[]>;
  passage(id: string): Promise<StoredPassage | undefined>;
  /** The languages of a document's passages, each once, sorted; of code and of strings found in bytes none. */
  languages(document: string): Promise<readonly string[]>;
  /** In the order asked for; unknown ids are left out. */
  passagesById(ids: readonly string[]): Promise<readonly StoredPassage[]>;
  /**
   * Appends passages that OCR recognised (the store numbers them on; the first chunk drops those of an earlier try), and
   * marks the stage. The stages that depend on text (`understand`, `translate`, `names`) are then due again.
   */
  putRecognised(
    document: string,
    stage: StageMark,
    passages: readonly Omit<Passage, 'ordinal'>[],
    chunk: Chunk,
  ): Promise<void>;
  /** Sets languages, mentions and statements that this stage found, in one transaction. */
  putUnderstanding(document: string, stage: StageMark, understanding: Understanding, chunk: Chunk): Promise<void>;
  /**
   * Sets translations into one language by one engine and makes them searchable, in one transaction. `termRevision`
   * (default 0) is the state of the term base that they were made with.
   */
  putTranslations(
    document: string,
    stage: StageMark,
    translations: readonly Translation[],
    chunk: Chunk,
    termRevision?: number,
  ): Promise<void>;
  /** The best translation of each passage of a document: machine before gloss, corrected sentences in their places. */
  translations(document: string, to: string, page?: PassageRange): Promise<readonly Translation[]>;
  /** Senders and recipients of all messages of the leaks (or of one collection), most messages first. */
  people(collection?: string): Promise<People>;
  /** What the leaks consist of, for overviews: by kind, language, media type; messages by month. */
  facets(collection?: string): Promise<Facets>;
}

export interface Understanding {
  readonly languages: readonly PassageLanguage[];
  /** Mentions by ordinal of their passage. Replaces those that the same stage stored for this document before. */
  readonly mentions: readonly (Mention & { readonly passage: number })[];
  readonly statements: readonly Statement[];
  /** Of these passages: see `sketchBytes`. */
  readonly sketch?: Uint8Array;
}

export interface StageMark {
  /** `read`, `ocr`, `understand`, `translate`, `names`. */
  readonly stage: string;
  /** Version of the stage's code and of what it depends on; another version means that it is due again. */
  readonly version: string;
}

export interface StageFilter {
  readonly collection?: string;
  readonly role?: Collection['role'];
  /** Only documents with `ocrPages`. */
  readonly needsOcr?: boolean;
  /** Leaves out documents of these kinds. */
  readonly notKinds?: readonly DocumentKind[];
  /** Other versions at which the stage counts as done. */
  readonly doneAt?: readonly string[];
}

export interface StageStore {
  /** Documents in state `read` for which the stage has not been done at this version, in id order. */
  due(stage: StageMark, filter: StageFilter, limit: number): Promise<readonly Document[]>;
  countDue(stage: StageMark, filter: StageFilter): Promise<number>;
  /** Bytes of the files of those documents. */
  bytesDue(stage: StageMark, filter: StageFilter): Promise<number>;
  /** Pages for OCR of the documents that are due. */
  pagesDue(stage: StageMark, filter: StageFilter): Promise<number>;
  mark(document: string, stage: StageMark): Promise<void>;
  /** Marks what is done at one version as done at another, save for these documents. */
  carry(stage: string, from: string, to: string, except: readonly string[]): Promise<void>;
  /** Documents for which the stage was done at this version, without failing. */
  done(stage: StageMark): Promise<ReadonlySet<string>>;
  /** The different versions at which documents are marked. */
  versions(stage: string): Promise<readonly string[]>;
  /** A stage that fails on a document is marked with the error's code, so that it is not tried for ever; `due` leaves it out. */
  fail(document: string, stage: StageMark, code: string, message: string): Promise<void>;
  /** What failed with this code in a stage is due again. */
  retry(stage: string, code: string): Promise<void>;
  failures(): Promise<readonly { document: string; stage: string; code: string; message: string }[]>;
}

export interface MentionStore {
  /** Mentions of a document, in text order; of the passages of a range only, when one is given. */
  ofDocument(document: string, page?: PassageRange): Promise<readonly StoredMention[]>;
  /**
   * Distinct values with counts, most mentioned first. `role` narrows to leaks or references, `likely` to values whose
   * surest mention is at least as likely right as wrong.
   */
  values(
    filter: { type?: EntityType; role?: Collection['role']; collection?: string; likely?: boolean },
    page: PageRequest,
  ): Promise<Page<MentionedValue>>;
  /** Where an entity is mentioned, ordered by collection, document and place. */
  ofEntity(entity: EntityRef, filter: { role?: Collection['role'] }, page: PageRequest): Promise<Page<StoredMention>>;
}

export interface MentionedValue extends EntityKey {
  readonly ref: EntityRef;
  readonly mentions: number;
  readonly documents: number;
  /** Earliest and latest time of the passages, null when they have none. */
  readonly first: string | null;
  readonly last: string | null;
  /** Of the surest mention that was counted: below 0.5 the value is more likely something else. */
  readonly confidence: number;
  readonly labels: readonly EntityLabel[];
}

export interface JudgementStore {
  add(judgement: Judgement): Promise<void>;
  /** Oldest first. */
  of(subjectKind: Judgement['subjectKind'], subject: string): Promise<readonly Judgement[]>;
  /** The newest of each subject. */
  latest(subjectKind: Judgement['subjectKind']): Promise<readonly Judgement[]>;
}
