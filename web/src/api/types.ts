/** Shapes that the server's answers have. */

export interface EntityKey {
  readonly type: string;
  readonly value: string;
}
export interface HopWeight {
  readonly specificity: number;
  readonly temporal: number;
  readonly source: number;
  readonly extraction: number;
}
export interface Quote {
  readonly collection: string;
  readonly document: string;
  readonly sha256: string;
  readonly path: string;
  readonly page: number | null;
  readonly passage: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly date: string | null;
  readonly sender?: string;
}
export interface Hop {
  readonly from: EntityKey;
  readonly relation: string;
  readonly to: EntityKey;
  readonly weight: HopWeight;
  readonly reasons: readonly string[];
  readonly origin?: string;
  readonly evidence: readonly Quote[];
}
export interface Judgement {
  readonly id: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly verdict: 'accepted' | 'rejected' | 'parked' | 'withdrawn';
  readonly credibility?: number;
  readonly rationale: string;
  readonly author: string;
  readonly time: string;
}
export interface Overlap {
  readonly id: string;
  readonly rank: number;
  readonly score: number;
  readonly likelihood: string;
  readonly confidence: string;
  readonly conclusion: string;
  readonly leak: EntityKey;
  readonly reference: { readonly type: string; readonly name: string };
  readonly labels: readonly string[];
  readonly weakest: number;
  readonly hops: readonly Hop[];
  readonly support: readonly { readonly hops: readonly Hop[]; readonly score: number }[];
  readonly without: readonly { readonly source: string; readonly score: number; readonly likelihood: string }[];
  readonly rejected?: string;
  readonly headline?: string;
  readonly judgement?: Judgement | null;
}

export interface Page<T> {
  readonly entries: readonly T[];
  readonly cursor: string | null;
}

export interface CollectionStatus {
  readonly id: string;
  readonly name: string;
  readonly role: 'leak' | 'reference';
  readonly publisher?: string;
  readonly published?: string;
  readonly reliability: string;
  readonly tlp: string;
  readonly timezone?: string;
  readonly url?: string;
  readonly licence?: string;
  readonly added: string;
  readonly found: number;
  readonly read: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly failed: number;
  readonly pending: number;
  readonly documents: number;
  readonly messages: number;
  readonly passages: number;
  readonly mentions: number;
}

export interface CaseSummary {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly offline: boolean;
  readonly sample: boolean;
  readonly collections: readonly CollectionStatus[];
  readonly overlaps: number;
  readonly overlapsToJudge: number;
  readonly failed: number;
}

export interface Progress {
  readonly running: boolean;
  readonly paused: boolean;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** Per second. */
  readonly rate: number;
  readonly secondsLeft: number | null;
  readonly failed: number;
}

export interface DocumentEntry {
  readonly id: string;
  readonly collection: string;
  readonly role: 'leak' | 'reference';
  readonly sha256: string;
  readonly size: number;
  readonly paths: readonly string[];
  readonly kind: string;
  readonly mediaType: string;
  readonly reader: string;
  readonly title?: string;
  readonly passages: number;
}

export interface SearchHit {
  readonly passage: string;
  readonly document: string;
  readonly matched: 'original' | 'translation';
  readonly snippet: string;
  readonly hits: readonly (readonly [number, number])[];
  readonly translation: string | null;
  readonly translationHits: readonly (readonly [number, number])[];
  readonly path: string;
  readonly title?: string;
  readonly kind: string;
  readonly role: 'leak' | 'reference';
  readonly collection: string;
  readonly date: string | null;
  readonly sender?: string | null;
  readonly language: string | null;
}

export interface TranslationEntry {
  readonly kind: 'gloss' | 'machine' | 'human';
  readonly engine: string;
  readonly from: string;
  readonly to: string;
  readonly segments: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

export interface MentionEntry {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly value: string;
  readonly raw: string;
  readonly method: string;
  readonly confidence: number;
  readonly labels: readonly string[];
}

export type Box = readonly [number, number, number, number];

export type PassagePosition =
  | { readonly kind: 'line'; readonly line: number }
  | {
      readonly kind: 'page';
      readonly page: number;
      readonly lines: readonly {
        readonly start: number;
        readonly end: number;
        readonly box: Box;
        readonly confidence?: number;
      }[];
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'row';
      readonly table: string;
      readonly row: number;
      readonly cells: readonly {
        readonly start: number;
        readonly end: number;
        readonly ref: string;
        readonly header?: string;
      }[];
    }
  | { readonly kind: 'message'; readonly index: number }
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'record'; readonly pointer: string }
  | { readonly kind: 'bytes'; readonly offset: number };

export interface PassageEntry {
  readonly id: string;
  readonly ordinal: number;
  readonly document: string;
  readonly collection: string;
  readonly role: string;
  readonly text: string;
  readonly position: PassagePosition;
  readonly time?: string;
  readonly sender?: string;
  readonly recipients?: readonly string[];
  readonly language?: string;
  readonly ocrConfidence?: number;
  readonly ocrEngine?: string;
  readonly translation: TranslationEntry | null;
  readonly mentions: readonly MentionEntry[];
}

export interface DocumentLinkEntry {
  readonly relation: 'member' | 'attachment' | 'page';
  readonly position: number;
  readonly passage?: number;
  readonly document: string;
  readonly path: string;
  readonly kind: string;
  readonly title?: string;
}

export interface DocumentDetail extends DocumentEntry {
  readonly properties: Readonly<Record<string, string>>;
  /** Pages that can be drawn; 0 when the document has none. */
  readonly pages: number;
  readonly senders: readonly { readonly sender: string; readonly messages: number }[];
  readonly mentionTypes: readonly { readonly type: string; readonly mentions: number }[];
  readonly children: readonly DocumentLinkEntry[];
  readonly parents: readonly DocumentLinkEntry[];
}

/** What is known of an entity, for its card and for the graph. */
export interface EntityDetail extends EntityKey {
  readonly known: boolean;
  readonly labels: readonly { readonly label: string; readonly source: string; readonly width: number }[];
  readonly mentions: number;
  readonly documents: readonly {
    readonly id: string;
    readonly path: string;
    readonly title?: string;
    readonly role: string;
    readonly passage: string;
  }[];
  readonly documentCount: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface Facets {
  readonly kinds: readonly { readonly kind: string; readonly documents: number }[];
  readonly languages: readonly { readonly language: string; readonly passages: number }[];
  readonly mediaTypes: readonly { readonly mediaType: string; readonly documents: number }[];
  readonly months: readonly { readonly month: string; readonly messages: number }[];
}

export interface Participant {
  readonly handle: string;
  readonly sent: number;
  readonly received: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface People {
  readonly participants: readonly Participant[];
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly messages: number }[];
}

export interface LedgerEntry {
  readonly collection: string;
  readonly path: string;
  readonly size: number;
  readonly outcome: 'pending' | 'read' | 'duplicate' | 'skipped' | 'failed';
  readonly sha256?: string;
  readonly document?: string;
  readonly code?: string;
  readonly message?: string;
}

export interface MentionedValue extends EntityKey {
  readonly mentions: number;
  readonly documents: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly labels: readonly { readonly label: string; readonly source: string; readonly width: number }[];
}

/** Messages by the hour that the files state, 0 to 23. */
export interface Activity {
  readonly hours: readonly number[];
}

export interface GraphNode extends EntityKey {
  /** Edges at the node in the whole case. */
  readonly degree: number;
  readonly leak: boolean;
  readonly reference: boolean;
}
export interface GraphEdge {
  readonly id: string;
  readonly from: EntityKey;
  readonly to: EntityKey;
  readonly predicate: string;
  readonly collection: string;
  /** A passage that says so, when there is one. */
  readonly passage: string | null;
}
export interface GraphAnswer {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface StatedAssertion {
  readonly id: string;
  readonly subject: EntityKey;
  readonly predicate: string;
  readonly object: EntityKey;
  readonly collection: string;
  readonly confidence: number;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly origin?: string;
  readonly evidence: readonly { readonly passage: string; readonly start: number; readonly end: number }[];
}
