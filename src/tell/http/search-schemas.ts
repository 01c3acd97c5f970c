/** Shapes of searching: hits, their documents and copies, facets, saved searches and batches. */
import { z } from '@hono/zod-openapi';

export const searchHitSchema = z.object({
  passage: z.string(),
  document: z.string(),
  sha256: z.string(),
  score: z.number(),
  matched: z.enum(['original', 'translation']),
  snippet: z.string(),
  hits: z.array(z.tuple([z.int(), z.int()])),
  translation: z.string().nullable(),
  translationHits: z.array(z.tuple([z.int(), z.int()])),
  alike: z.int(),
  path: z.string(),
  title: z.string().optional(),
  kind: z.string(),
  role: z.enum(['leak', 'reference']),
  collection: z.string(),
  date: z.string().nullable(),
  sender: z.string().nullable(),
  language: z.string().nullable(),
});
export const searchAnswerSchema = z.object({
  total: z.int(),
  cursor: z.string().nullable(),
  hits: z.array(searchHitSchema),
  /** What was found, as it stands in these hits: words asked for, their renderings, other scripts and spellings. */
  words: z.array(z.string()),
});

export const searchedDocumentsSchema = z.object({
  /** Documents with hits in all; at most 1000 are named. */
  total: z.int(),
  documents: z.array(
    z.object({
      document: z.string(),
      passages: z.int(),
      /** Ordinals of the first and the last passage that matches. */
      first: z.int(),
      last: z.int(),
    }),
  ),
});

export const copiesSchema = z.object({
  copies: z.array(
    z.object({
      document: z.string(),
      /** Where the very same message stands; none for a document that says nearly the same. */
      passage: z.string().optional(),
      path: z.string(),
      title: z.string().optional(),
      kind: z.string(),
    }),
  ),
});

const facetCounts = z.array(z.object({ value: z.string(), passages: z.int() }));

export const searchFacetsSchema = z.object({
  collections: facetCounts,
  kinds: facetCounts,
  languages: facetCounts,
  senders: facetCounts,
  months: facetCounts,
  tags: facetCounts,
  /** `read`, `unread`, `starred`, `noted`. */
  states: facetCounts,
  /** Types of what the passages mention. */
  types: facetCounts,
  entities: z.array(z.object({ type: z.string(), value: z.string(), passages: z.int() })),
  labels: facetCounts,
});

export const savedSearchSchema = z.object({
  name: z.string().min(1).max(200),
  text: z.string().min(1),
  role: z.enum(['leak', 'reference']).optional(),
  collection: z.string().optional(),
  document: z.string().optional(),
  /** Whether copies are counted once. */
  fold: z.boolean().default(true),
});
export const savedSearchesSchema = z.object({
  searches: z.array(
    savedSearchSchema.extend({
      /** Mark of the passages that were there when its hits were last looked at. */
      seen: z.int(),
      total: z.int(),
      /** Hits that came since. */
      fresh: z.int(),
    }),
  ),
});

export const batchSchema = z.object({
  queries: z.array(z.string().max(2000)).min(1).max(100),
  in: z.enum(['leak', 'reference']).optional(),
  /** Whether copies are counted once. */
  fold: z.boolean().default(false),
});
export const batchAnswerSchema = z.object({
  counts: z.array(z.object({ query: z.string(), passages: z.int(), documents: z.int(), error: z.string().nullable() })),
});
