/** Types of the HTTP contract for clients: nothing but types, all inferred from the schemas. */
import type { z } from 'zod';
import type { peopleSchema, statusSchema } from '../contract/schemas.ts';
import type * as corrections from './correction-schemas.ts';
import type * as graphs from './graph-schemas.ts';
import type * as identities from './identity-schemas.ts';
import type * as library from './library-schemas.ts';
import type * as models from './model-schemas.ts';
import type * as patterns from './pattern-schemas.ts';
import type * as schemas from './schemas.ts';
import type * as terms from './term-schemas.ts';

export type ApiErrorBody = z.infer<typeof schemas.errorSchema>;
export type EntityKey = z.infer<typeof schemas.entityKeySchema>;
export type CollectionStatus = z.infer<typeof schemas.collectionSchema>;
export type CaseSummary = z.infer<typeof schemas.caseSchema>;
export type Status = z.infer<typeof statusSchema>;
export type Library = z.infer<typeof library.librarySchema>;
export type LibraryReference = Library['references'][number];
export type LibrarySource = Library['sources'][number];
export type LibraryHistory = z.infer<typeof library.historySchema>;
export type LedgerEntry = z.infer<typeof schemas.ledgerEntrySchema>;
export type Progress = z.infer<typeof schemas.progressSchema>;
export type DocumentEntry = z.infer<typeof schemas.documentSchema>;
export type DocumentLinkEntry = z.infer<typeof schemas.documentLinkSchema>;
export type DocumentDetail = z.infer<typeof schemas.documentDetailSchema>;
export type TranslationEntry = z.infer<typeof schemas.translationSchema>;
export type MentionEntry = z.infer<typeof schemas.mentionSchema>;
export type PassagePosition = z.infer<typeof schemas.positionSchema>;
export type PassageEntry = z.infer<typeof schemas.passageSchema>;
export type SearchHit = z.infer<typeof schemas.searchHitSchema>;
export type SearchFacets = z.infer<typeof schemas.searchFacetsSchema>;
export type SavedSearch = z.infer<typeof schemas.savedSearchesSchema>['searches'][number];
export type BatchCount = z.infer<typeof schemas.batchAnswerSchema>['counts'][number];
export type Mark = z.infer<typeof schemas.marksSchema>['marks'][number];
export type Judgement = z.infer<typeof schemas.judgementSchema>;
export type NewJudgement = z.infer<typeof schemas.newJudgementSchema>;
export type Overlap = z.infer<typeof schemas.judgedOverlapSchema>;
export type OverlapDetail = z.infer<typeof schemas.overlapDetailSchema>;
export type Hop = Overlap['hops'][number];
export type HopWeight = Hop['weight'];
export type Quote = Hop['evidence'][number];
export type EntityDetail = z.infer<typeof schemas.entityDetailSchema>;
export type MentionedValue = z.infer<typeof schemas.mentionedValueSchema>;
export type Occurrence = z.infer<typeof schemas.occurrenceSchema>;
export type Facets = z.infer<typeof schemas.facetsSchema>;
export type People = z.infer<typeof peopleSchema>;
export type Participant = People['participants'][number];
/** Messages by the hour that the files state, 0 to 23. */
export interface Activity {
  readonly hours: readonly number[];
}
export type GraphAnswer = z.infer<typeof schemas.graphSchema>;
export type WholeGraph = z.infer<typeof schemas.wholeGraphSchema>;
export type GraphNode = GraphAnswer['nodes'][number];
export type GraphEdge = GraphAnswer['edges'][number];
export type StatedAssertion = z.infer<typeof schemas.statedAssertionSchema>;
export type Term = z.infer<typeof terms.termSchema>;
export type ShippedTerm = z.infer<typeof terms.shippedTermSchema>;
export type TermBase = z.infer<typeof terms.termsSchema>;
export type TermEdit = z.input<typeof terms.termEditSchema>;
export type TermOutcome = z.infer<typeof terms.termOutcomeSchema>;
export type AboutCollection = z.infer<typeof schemas.aboutCollectionSchema>;
export type Models = z.infer<typeof models.modelsSchema>;
export type EngineCount = z.infer<typeof models.engineSchema>;
export type ModelPull = z.infer<typeof models.modelPullSchema>;
export type VerifiedModel = z.infer<typeof models.verifiedModelSchema>;
export type GlossedWord = z.infer<typeof corrections.glossedWordSchema>;
export type Correction = z.infer<typeof corrections.appliedCorrectionSchema>;
export type NewTranslationCorrection = z.input<typeof corrections.newTranslationCorrectionSchema>;
export type NewMentionCorrection = z.input<typeof corrections.newMentionCorrectionSchema>;
export type Addition = z.infer<typeof schemas.additionSchema>;
export type Pattern = z.infer<typeof patterns.patternSchema>;
export type PatternTable = Pattern['tables'][number];
export type PatternRow = PatternTable['rows'][number];
export type PatternList = z.infer<typeof patterns.patternListSchema>;
export type TermList = z.infer<typeof patterns.termListSchema>;
export type StrongestPath = z.infer<typeof graphs.strongestPathSchema>;
export type FirstMentions = z.infer<typeof graphs.firstMentionsSchema>;
export type TimeWindow = z.infer<typeof graphs.timeWindowSchema>;
export type Identities = z.infer<typeof identities.identitiesSchema>;
export type IdentityJudgement = z.infer<typeof identities.identityJudgementSchema>;
export type NewIdentityJudgement = z.input<typeof identities.newIdentityJudgementSchema>;
export type NewTermList = z.input<typeof patterns.newTermListSchema>;

export interface Page<T> {
  readonly entries: readonly T[];
  readonly cursor: string | null;
}
