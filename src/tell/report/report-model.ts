/** What a report says, before it is written as HTML or Markdown. */
import type { Collection } from '../../model/collection.ts';
import type { Hop, Overlap } from '../../model/overlap.ts';
import type { TranslationKind } from '../../model/translation.ts';
import type { Facets, People } from '../../ports/overviews.ts';
import type { StatusShape } from '../contract/schemas.ts';
import type { MarkedDocument } from '../views/marked-documents.ts';
import type { ReportView } from './graph-view-sections.ts';
import type { ReportWords } from './report-language.ts';

/** A quote with its surroundings; every statement of the report leads to some. */
export interface EvidenceEntry {
  /** `E12`: the anchor. */
  readonly label: string;
  readonly collection: string;
  readonly role: 'leak' | 'reference';
  readonly path: string;
  readonly sha256: string;
  readonly page: number | null;
  readonly passage: string;
  readonly start: number;
  readonly end: number;
  readonly date: string | null;
  readonly sender: string | null;
  /** The passage around the quote, masked: before, the quote, after. */
  readonly context: { readonly before: string; readonly quote: string; readonly after: string };
  readonly translation: { readonly text: string; readonly engine: string; readonly kind: TranslationKind } | null;
}

export interface ReportHop extends Omit<Hop, 'evidence'> {
  readonly evidence: readonly string[];
}

export interface ReportOverlap extends Omit<Overlap, 'hops' | 'support'> {
  readonly hops: readonly ReportHop[];
  readonly title: string;
  readonly verdict: string | null;
}

export type FurtherOverlap = Pick<Overlap, 'rank' | 'leak' | 'reference' | 'likelihood' | 'score'>;

export interface KeyPoint {
  readonly text: string;
  readonly evidence: readonly string[];
  /** Anchor of the overlap or the pattern that it sums up. */
  readonly about: string;
}

export interface EntityGroup {
  readonly type: string;
  readonly total: number;
  readonly entries: readonly {
    value: string;
    mentions: number;
    documents: number;
    first: string | null;
    last: string | null;
    labels: readonly string[];
  }[];
}

export interface PublicSource {
  readonly name: string;
  readonly url: string | null;
  readonly published: string | null;
  readonly reliability: string | null;
  readonly overlaps: number;
}

/** A pattern's findings and its first tables, cut for a report. */
export interface ReportPattern {
  readonly name: string;
  readonly title: string;
  readonly findings: readonly { readonly code: string; readonly text: string; readonly evidence: readonly string[] }[];
  readonly tables: readonly ReportTable[];
  readonly charts: readonly ReportChart[];
}

/** Columns side by side, each with its number. */
export interface ReportChart {
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly count: number }[];
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly evidence: readonly string[];
    /** Of the largest row, 0 to 1: the length of its bar. */
    readonly share: number;
  }[];
  /** The column whose numbers are drawn; null where there is nothing to compare. */
  readonly bar: number | null;
  /** Rows in the case. */
  readonly total: number;
}

export interface ReportModel {
  readonly words: ReportWords;
  readonly title: string;
  /** ISO date of the report. */
  readonly made: string;
  readonly version: string;
  readonly status: StatusShape;
  readonly collections: readonly Collection[];
  readonly facets: Facets;
  readonly people: People;
  readonly keyPoints: readonly KeyPoint[];
  /** The best ones in full. */
  readonly overlaps: readonly ReportOverlap[];
  /** The next ones in a line each, and how many there are besides those in full. */
  readonly further: readonly FurtherOverlap[];
  readonly furtherTotal: number;
  readonly patterns: readonly ReportPattern[];
  readonly rejected: readonly ReportOverlap[];
  /** What analysts put a star, tags or notes on. */
  readonly marked: readonly MarkedDocument[];
  /** Pictures of the graph that analysts kept. */
  readonly views: readonly ReportView[];
  readonly entities: readonly EntityGroup[];
  readonly translations: readonly { engine: string; kind: TranslationKind; from: string; passages: number }[];
  readonly sources: readonly PublicSource[];
  readonly evidence: readonly EvidenceEntry[];
}
