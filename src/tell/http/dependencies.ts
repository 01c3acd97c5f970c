/** What the HTTP application is given. */
import type { z } from '@hono/zod-openapi';
import type { SpanCorrection } from '../../model/correction.ts';
import type { IdentityJudgement, SpellName } from '../../model/identity.ts';
import type { TermListName } from '../../model/term-list.ts';
import type { GlossedWord } from '../../model/translation.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Store } from '../../ports/store.ts';
import type { ReportLanguage } from '../report/report-language.ts';
import type { FindCommon, FindStrongest } from '../views/graph-query-views.ts';
import type { LibraryView } from '../views/library-view.ts';
import type { PatternContext } from '../views/patterns/pattern.ts';
import type { newMentionCorrectionSchema, newTranslationCorrectionSchema } from './correction-schemas.ts';
import type { newIdentityJudgementSchema } from './identity-schemas.ts';
import type { orderSchema } from './library-schemas.ts';
import type { modelPullSchema, modelsSchema, verifiedModelSchema } from './model-schemas.ts';
import type { newTermListSchema, termListSchema } from './pattern-schemas.ts';
import type { aboutCollectionSchema, additionSchema, progressSchema, runLimitsSchema } from './run-schemas.ts';
import type { caseSchema } from './schemas.ts';
import type { SignIn } from './sign-in.ts';
import type { shippedTermSchema, termEditSchema, termOutcomeSchema } from './term-schemas.ts';

export type CaseFacts = Pick<
  z.infer<typeof caseSchema>,
  'name' | 'path' | 'version' | 'offline' | 'sample' | 'canAdd' | 'signedIn'
>;
export type Addition = z.infer<typeof additionSchema>;
export type AboutCollection = z.infer<typeof aboutCollectionSchema>;
export type RunLimits = z.infer<typeof runLimitsSchema>;
export type LiveProgress = z.infer<typeof progressSchema>;

export interface HttpDependencies {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly version: string;
  /** Secret of this session: without it nothing is answered, unless a password is wanted instead. */
  readonly token: string;
  /** Where a password is wanted. */
  readonly signIn: SignIn | undefined;
  /** `Host` headers that are answered, lower case, such as `127.0.0.1:7777`. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Where a proxy shows the workbench, such as `https://case.example`: pages from there may ask, too. */
  readonly publicOrigin?: string | undefined;
  /** Folder of the built workbench. */
  readonly webRoot: string;
  /** Name under which judgements are added. */
  readonly author: string;
  readonly clock: () => Date;
  readonly facts: () => Promise<CaseFacts>;
  readonly pending: () => Promise<Record<string, number>>;
  readonly progress: ProgressSource;
  readonly actions: Actions;
  readonly terms: TermActions;
  readonly corrections: CorrectionActions;
  readonly patterns: PatternActions;
  readonly models: ModelActions;
  readonly gloss: (passage: string) => Promise<readonly GlossedWord[]>;
  readonly library: LibraryActions;
  readonly identities: IdentityActions;
  readonly graphSearch: GraphSearch;
}

/** Searches of the graph that the stage `connect` knows. */
export interface GraphSearch {
  readonly strongest: FindStrongest;
  readonly common: FindCommon;
  /** The case without what some collections, sources, senders or things say. Rejects with `not-found`. */
  readonly leavingOut: (
    store: Store,
    texts: readonly string[],
  ) => Promise<{ readonly store: Store; isLeftOut(who: string): boolean; edges(): number }>;
}

/** What an analyst may say of which things are one. Overlaps follow in the background. */
export interface IdentityActions {
  /** How names are written in other scripts; loaded when it is first asked for. */
  spelling(): Promise<SpellName>;
  /** Rejects with `not-found` or `usage`. */
  judge(request: z.infer<typeof newIdentityJudgementSchema>): Promise<IdentityJudgement>;
  /** The newest one where no id is given. Rejects with `not-found`. */
  withdraw(id: string | undefined): Promise<IdentityJudgement>;
}

/** What patterns are built from, and the term lists that an analyst may replace. */
export interface PatternActions {
  context(): Promise<PatternContext>;
  list(list: TermListName): Promise<z.infer<typeof termListSchema>>;
  /** Null goes back to the shipped list. */
  setList(
    list: TermListName,
    terms: z.infer<typeof newTermListSchema>['terms'] | null,
  ): Promise<z.infer<typeof termListSchema>>;
}

export type ModelPull = z.infer<typeof modelPullSchema>;

/** Translation models of this machine. Nothing is fetched while the network is switched off. */
export interface ModelActions {
  list(): Promise<z.infer<typeof modelsSchema>>;
  setOffline(offline: boolean): Promise<void>;
  /** Rejects with `offline` or `download-failed`. */
  available(mirror: string | undefined): Promise<readonly string[]>;
  /** Starts in the background; `list` tells how far it is. Rejects with `offline`, or `case-busy` while it is under way. */
  pull(pair: string, options: { mirror?: string; from?: string }): Promise<void>;
  /** False when it is not under way. What has come stays, and the next pull goes on from there. */
  stop(pair: string): boolean;
  /** Rejects with `model-missing`. */
  remove(pair: string): Promise<void>;
  verify(): Promise<readonly z.infer<typeof verifiedModelSchema>[]>;
}

/** What may be done to the library. Adding and updating go on in the background and reject with `case-busy` while a run is under way. */
export interface LibraryActions {
  view(): Promise<LibraryView>;
  /** Rejects with `path-missing`, `offline`, `key-missing` or `usage`. */
  add(order: z.infer<typeof orderSchema>): Promise<void>;
  /** All that can be when none is named. Rejects with `not-found`, `usage`, `empty-input` or `offline`. */
  update(reference: string | undefined): Promise<void>;
  /** Gives the id. Rejects with `not-found`. */
  remove(reference: string): Promise<string>;
  restore(reference: string): Promise<void>;
}

/** What an analyst may set right. Overlaps follow in the background. */
export interface CorrectionActions {
  /** Rejects with `not-found` or `usage`. */
  translation(request: z.infer<typeof newTranslationCorrectionSchema>): Promise<SpanCorrection>;
  /** Rejects with `not-found` or `usage`. */
  mention(request: z.infer<typeof newMentionCorrectionSchema>): Promise<SpanCorrection>;
  /** Rejects with `not-found`. */
  withdraw(id: string): Promise<SpanCorrection>;
}

/** What the workbench may start; the application decides how. */
export interface Actions {
  /** Adds a file or folder of this machine in the background. Rejects with `case-busy` while a run is under way, and with `path-missing`. */
  add(addition: Addition): Promise<void>;
  /** Adds the sample to a case that is empty. Rejects with `case-busy`, and with `usage` when it is not empty. */
  addSample(): Promise<void>;
  /** Holds the run back between two files; false when there is none. */
  pause(): boolean;
  /** Goes on with a paused run, or with one that was broken off. Rejects with `not-found`. */
  resume(): Promise<void>;
  /** Ends the run for good; what is finished is kept. False when there is none. */
  cancel(): Promise<boolean>;
  /** How hard the runs that the workbench starts may work. */
  limits(): Promise<RunLimits>;
  setLimits(limits: RunLimits): Promise<void>;
  readonly uploads: Uploads;
  report(format: 'html' | 'md', language: ReportLanguage): Promise<string>;
  /** The case in a format of the exporters' list, masked. Rejects with `not-found`. */
  export(name: string): Promise<ExportedFile>;
  /** PNG of a page of a document, from 1. Rejects with `not-found`. */
  page(document: string, page: number): Promise<Uint8Array>;
}

/** What may be done to the term base. Passages that a change touched are translated again in the background. */
export interface TermActions {
  change(edits: readonly z.infer<typeof termEditSchema>[]): Promise<z.infer<typeof termOutcomeSchema>>;
  /** Rejects with `not-found` when there is nothing to take back. */
  undo(): Promise<z.infer<typeof termOutcomeSchema>>;
  /** Rejects with `broken-bundle`. */
  import(
    name: string,
    text: string,
    languages: { readonly to: string; readonly from?: string },
  ): Promise<z.infer<typeof termOutcomeSchema>>;
  export(format: 'csv' | 'tbx'): Promise<string>;
  shipped(): Promise<readonly z.infer<typeof shippedTermSchema>[]>;
}

/** Files that the browser sends: they go to the case's own folder, and from there through a run. */
export interface Uploads {
  /** A new upload of about so many bytes; gives its id. Rejects with `disk-full`. */
  begin(bytes: number): Promise<string>;
  /** Writes a part of a file at an offset; gives the file's size. Rejects with `usage`, `too-large`, `disk-full`. */
  write(upload: string, path: string, offset: number, part: AsyncIterable<Uint8Array>): Promise<number>;
  /** Adds what has arrived, in the background. Rejects with `empty-input` and as `Actions.add`. */
  add(upload: string, about: AboutCollection): Promise<void>;
  drop(upload: string): Promise<void>;
}

export interface ExportedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<string>;
}

export interface ProgressSource {
  current(): LiveProgress;
  /** Gives a function that ends the subscription. */
  subscribe(listener: (progress: LiveProgress) => void): () => void;
}
