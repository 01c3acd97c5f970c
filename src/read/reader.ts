/** What a reader is: it turns the bytes of one file into passages with positions, and says what else the file holds. */
import type { Statement } from '../model/assertion.ts';
import type { DocumentKind, LinkRelation } from '../model/document.ts';
import type { Passage } from '../model/passage.ts';
import type { Warninglist } from '../model/warninglist.ts';

export interface Reader {
  /** `chat-table`; kebab-case, stored with the document as `name/version`. */
  readonly name: string;
  /** Raise it when the output changes: documents are then read again. */
  readonly version: number;
  /** Whether this reader takes the file. The first reader in `readers.ts` that says yes gets it. Cheap: looks at the probe only. */
  accepts(probe: Probe): boolean;
  /**
   * Reads the whole file into the sink. Rejects with a TelltaleError: `unsupported-format` hands the file to the next
   * reader that accepts it (nothing may have been given to the sink by then), any other code fails the file.
   */
  read(input: ReaderInput, sink: ReadSink): Promise<ReadSummary>;
}

/** What is known of a file before it is read. */
export interface Probe {
  /** Base name, as found. */
  readonly name: string;
  /** Lower case, without the dot; empty when there is none. */
  readonly extension: string;
  /** From the bytes' signature, else undefined. */
  readonly mediaType: string | undefined;
  /** Bytes of the whole file. */
  readonly size: number;
  /** The first 64 KiB. */
  readonly head: Uint8Array;
  /** `head` decoded when it looks like text, else undefined. */
  readonly headText: string | undefined;
}

export interface ReaderInput {
  readonly probe: Probe;
  /** The file's bytes on disk (a blob; its name says nothing). */
  readonly path: string;
  /** A folder of this reading's own, for children; removed afterwards. */
  readonly scratch: string;
  readonly limits: ReadLimits;
  /** Passwords to try on encrypted files, in order. */
  readonly passwords: readonly string[];
  /** The role of the collection: some readers only make sense in references. */
  readonly role: 'leak' | 'reference';
  /** Files that were found with it and are read with it: further volumes, a database's log, a repository's objects. */
  readonly companions?: readonly Companion[];
  /** To be told how far a reader of large files is, in bytes from the beginning. Awaiting it gives back-pressure. */
  readonly onBytes?: (position: number) => Promise<void>;
  /** Where the file comes from; readers of public intelligence name the report by it when the file itself does not. */
  readonly source?: ReaderSource;
}

export interface Companion {
  /** Relative to the file's own folder, with `/`. */
  readonly name: string;
  /** Its bytes on disk. */
  readonly path: string;
  readonly size: number;
}

export interface ReaderSource {
  /** Path in the collection, as in the ledger. */
  readonly path: string;
  /** Name of the collection. */
  readonly collection: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly url?: string;
}

export interface ReadLimits {
  /** Bytes that one archive may unpack to, in all. */
  readonly unpackedBytes: number;
  /** Unpacked to packed size that is still believed. */
  readonly unpackRatio: number;
  /** Members of one archive. */
  readonly members: number;
  /** Archives within archives. */
  readonly depth: number;
  /** UTF-16 units of text of one document. */
  readonly textLength: number;
}

/** Takes what a reader finds, in reading order. Awaiting it gives back-pressure on long files. */
export interface ReadSink {
  passage(passage: Omit<Passage, 'ordinal'>): Promise<number>;
  /** What the file states in a structured way, citing passages already given. */
  statement(statement: Statement): Promise<void>;
  /** A file inside this one, written to `path` in the scratch folder. */
  child(child: ChildFile): Promise<void>;
  /** A member that could not be had: goes to the ledger. */
  lostChild(child: {
    readonly name: string;
    readonly size: number;
    readonly code: string;
    readonly message: string;
  }): Promise<void>;
  /** A reference to another file by a relative path, such as a page picture. */
  link(link: FileLink): Promise<void>;
  warninglist(list: Warninglist): Promise<void>;
}

export interface ChildFile {
  /** Path inside the parent, with `/`, cleaned of `..` and drive letters. */
  readonly name: string;
  /** Where its bytes are now. */
  readonly path: string;
  readonly relation: LinkRelation;
  /** From 1. */
  readonly position: number;
}

export interface FileLink {
  readonly relation: LinkRelation;
  /** Relative to the linking file. */
  readonly target: string;
  readonly position: number;
  /** Ordinal of the passage that holds the reference. */
  readonly passage?: number;
}

export interface ReadSummary {
  readonly kind: DocumentKind;
  readonly mediaType: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, string>>;
  /** Pages that are pictures or have no usable text: the OCR stage renders and reads them. From 1; `[1]` for a picture. */
  readonly ocrPages?: readonly number[];
  /** What was left out or doubtful, for people. */
  readonly warnings?: readonly string[];
}
