/** The scriptable contract as schemas: what `--json` prints and `/api` answers. Fields may be added, never changed or removed. */
import { z } from 'zod';

const entityKey = z.object({ type: z.string(), value: z.string() });

export const scanLineSchema = z
  .object({
    id: z.unknown(),
    mentions: z.array(
      z.object({
        type: z.string(),
        value: z.string(),
        raw: z.string(),
        start: z.int(),
        end: z.int(),
        confidence: z.number(),
        labels: z.array(z.string()),
      }),
    ),
  })
  .describe('One line of telltale scan. Offsets are UTF-16 code units into the given text.');

export const statedZoneSchema = z.object({
  messages: z.int(),
  declared: z.string().nullable(),
  hint: z.object({ offset: z.number(), sure: z.number(), words: z.enum(['clear', 'fair', 'weak']) }).nullable(),
});

export const collectionStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['leak', 'reference']),
  found: z.int(),
  read: z.int(),
  duplicate: z.int(),
  skipped: z.int(),
  failed: z.int(),
  documents: z.int(),
  messages: z.int(),
  passages: z.int(),
  mentions: z.int(),
  /** Of messages whose times state no zone; null where there are none. `hint` is where people work if the times are UTC. */
  timezone: statedZoneSchema.nullable(),
});

export const statusSchema = z
  .object({
    case: z.string(),
    collections: z.array(collectionStatusSchema),
    failures: z.array(z.object({ collection: z.string(), path: z.string(), code: z.string(), message: z.string() })),
    pending: z.record(z.string(), z.int()),
    references: z
      .array(
        z.object({
          sources: z.array(z.string()),
          reference: z.string().nullable(),
          id: z.string().nullable(),
          outcome: z.enum(['added', 'updated', 'unchanged', 'failed']),
          code: z.string().optional(),
          message: z.string().optional(),
        }),
      )
      .optional(),
  })
  .describe(
    'The ledger. found = read + duplicate + skipped + failed when nothing is pending. telltale library add and update print it, too, with what became of each reference: exit code 1 when one failed, after the others are done.',
  );

export const mentionLineSchema = z
  .object({
    type: z.string(),
    value: z.string(),
    mentions: z.int(),
    documents: z.int(),
    first: z.string().nullable(),
    last: z.string().nullable(),
    labels: z.array(z.string()),
  })
  .describe('One line of telltale mentions.');

export const peopleSchema = z
  .object({
    participants: z.array(
      z.object({
        handle: z.string(),
        sent: z.int(),
        received: z.int(),
        first: z.string().nullable(),
        last: z.string().nullable(),
      }),
    ),
    pairs: z.array(z.object({ from: z.string(), to: z.string(), messages: z.int() })),
  })
  .describe('Participants of chats and mails, and the pairs who talk.');

export const searchSchema = z
  .object({
    total: z.int(),
    cursor: z.string().nullable(),
    hits: z.array(
      z.object({
        document: z.string(),
        sha256: z.string(),
        path: z.string(),
        passage: z.string(),
        date: z.string().nullable(),
        language: z.string().nullable(),
        snippet: z.string(),
        translation: z.string().nullable(),
        alike: z.int().describe('documents nearly the same, or further exports of the same message'),
      }),
    ),
  })
  .describe('A page of search results; cursor continues it.');

export const quoteSchema = z.object({
  collection: z.string(),
  document: z.string(),
  sha256: z.string(),
  path: z.string(),
  page: z.int().nullable(),
  passage: z.string(),
  start: z.int(),
  end: z.int(),
  quote: z.string(),
  date: z.string().nullable(),
  sender: z.string().optional(),
});

const hopSchema = z.object({
  from: entityKey,
  relation: z.string(),
  to: entityKey,
  weight: z.object({ specificity: z.number(), temporal: z.number(), source: z.number(), extraction: z.number() }),
  reasons: z.array(z.string()),
  origin: z.string().optional(),
  evidence: z.array(quoteSchema),
});

export const overlapSchema = z
  .object({
    id: z.string(),
    rank: z.int(),
    score: z.number(),
    likelihood: z.enum([
      'Almost no chance',
      'Very unlikely',
      'Unlikely',
      'Roughly even chance',
      'Likely',
      'Very likely',
      'Almost certain',
    ]),
    confidence: z.enum(['Low', 'Moderate', 'High']),
    conclusion: z.enum([
      'infrastructure-overlap',
      'shared-tooling',
      'named-in-reference',
      'organisational-link',
      'same-actor',
    ]),
    leak: entityKey,
    reference: z.object({ type: z.string(), name: z.string() }),
    labels: z.array(z.string()),
    weakest: z.int(),
    hops: z.array(hopSchema),
    support: z.array(z.object({ hops: z.array(hopSchema), score: z.number() })),
    without: z.array(z.object({ source: z.string(), score: z.number(), likelihood: z.string() })),
    knownBefore: z
      .object({ days: z.int(), said: z.string(), published: z.string(), source: z.string() })
      .optional()
      .describe(
        'The leak spoke of it so many days before (0 or below: on the day or just after) the first publication.',
      ),
    copies: z
      .array(z.object({ source: z.string(), of: z.string(), reason: z.string() }))
      .optional()
      .describe('Sources that count as one with another, and why.'),
    chance: z
      .object({ decoys: z.int(), asHigh: z.int() })
      .optional()
      .describe('Of so many values that look like the library’s but are nobody’s, as many score as high in its place.'),
    rejected: z.string().optional(),
    headline: z.string().optional(),
    explanation: z.array(z.string()).optional(),
  })
  .describe(
    'A chain from a leak’s words to a reference’s words. Every quote is the exact slice of the stored passage.',
  );

export const overlapsSchema = z.array(overlapSchema);

/** Every shape of the contract by its command, in the order of its documentation. */
export const CONTRACT = {
  scan: scanLineSchema,
  status: statusSchema,
  mentions: mentionLineSchema,
  people: peopleSchema,
  search: searchSchema,
  overlaps: overlapsSchema,
} as const;

export type StatusShape = z.infer<typeof statusSchema>;
export type MentionLine = z.infer<typeof mentionLineSchema>;
export type PeopleShape = z.infer<typeof peopleSchema>;
export type SearchShape = z.infer<typeof searchSchema>;
export type OverlapShape = z.infer<typeof overlapSchema>;
