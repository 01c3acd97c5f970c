/** Shapes of the workbench's API beyond the scriptable contract. */
import { z } from '@hono/zod-openapi';
import { overlapSchema, statedZoneSchema } from '../contract/schemas.ts';

export const entityKeySchema = z.object({ type: z.string(), value: z.string() });
const labelSchema = z.object({ label: z.string(), source: z.string(), width: z.number() });

export const errorSchema = z
  .object({ code: z.string(), message: z.string(), advice: z.string() })
  .openapi('Error', { description: 'A stable code, what happened, and what to do about it.' });

export const collectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['leak', 'reference']),
  publisher: z.string().optional(),
  published: z.string().optional(),
  reliability: z.string(),
  tlp: z.string(),
  timezone: z.string().optional(),
  url: z.string().optional(),
  licence: z.string().optional(),
  added: z.string(),
  found: z.int(),
  read: z.int(),
  duplicate: z.int(),
  skipped: z.int(),
  failed: z.int(),
  pending: z.int(),
  documents: z.int(),
  messages: z.int(),
  passages: z.int(),
  mentions: z.int(),
});

export const caseSchema = z.object({
  name: z.string(),
  path: z.string(),
  version: z.string(),
  offline: z.boolean(),
  sample: z.boolean(),
  /** Whether this server takes new paths. */
  canAdd: z.boolean(),
  /** Whether who asks came by a password, and can sign out. */
  signedIn: z.boolean(),
  collections: z.array(collectionSchema),
  overlaps: z.int(),
  overlapsToJudge: z.int(),
  failed: z.int(),
  /** Documents that stages are still due for. */
  pending: z.record(z.string(), z.int()),
});

export const documentSchema = z.object({
  id: z.string(),
  collection: z.string(),
  role: z.enum(['leak', 'reference']),
  sha256: z.string(),
  size: z.int(),
  paths: z.array(z.string()),
  kind: z.string(),
  mediaType: z.string(),
  reader: z.string(),
  title: z.string().optional(),
  passages: z.int(),
  messages: z.int(),
});

export const shelfGroupsSchema = z.object({
  /** Documents that fit, in all. */
  total: z.int(),
  /** In the order of the list. */
  groups: z.array(z.object({ role: z.enum(['leak', 'reference']), kind: z.string(), documents: z.int() })),
});
export const shelfPlaceSchema = z.object({
  /** Place in the list, from 0; null where the filter leaves it out. */
  at: z.int().nullable(),
  previous: z.string().nullable(),
  next: z.string().nullable(),
  nextUnread: z.string().nullable(),
});

export const documentLinkSchema = z.object({
  relation: z.enum(['member', 'attachment', 'page']),
  position: z.int(),
  passage: z.int().optional(),
  document: z.string(),
  path: z.string(),
  kind: z.string(),
  title: z.string().optional(),
});

export const documentDetailSchema = documentSchema.extend({
  properties: z.record(z.string(), z.string()),
  /** Pages that can be drawn; 0 when the document has none. */
  pages: z.int(),
  children: z.array(documentLinkSchema),
  parents: z.array(documentLinkSchema),
});

/** What takes a walk over all of a document, which may be long. */
export const documentOutlineSchema = z.object({
  /** Of messages whose times state no zone; null where there are none. */
  timezone: statedZoneSchema.nullable(),
  days: z.array(z.object({ day: z.string(), first: z.int(), messages: z.int() })),
  senders: z.array(z.object({ sender: z.string(), messages: z.int() })),
  mentionTypes: z.array(z.object({ type: z.string(), mentions: z.int() })),
});

export const mailThreadSchema = z.object({
  mails: z.array(
    z.object({
      document: z.string(),
      path: z.string(),
      title: z.string().optional(),
      from: z.string().optional(),
      date: z.string().optional(),
      /** Whether a message id says that it belongs here, or an equal subject alone. */
      by: z.enum(['reference', 'subject']),
    }),
  ),
});

export const documentPartsSchema = z.object({
  parts: z.array(
    z.object({
      path: z.string(),
      outcome: z.enum(['pending', 'read', 'duplicate', 'skipped', 'failed']),
      code: z.string().optional(),
      message: z.string().optional(),
      document: z.string().optional(),
      kind: z.string().optional(),
      title: z.string().optional(),
      /** Whether it holds parts of its own. */
      holds: z.boolean(),
    }),
  ),
  total: z.int(),
});

export const mentionSchema = z.object({
  start: z.int(),
  end: z.int(),
  type: z.string(),
  value: z.string(),
  raw: z.string(),
  method: z.string(),
  confidence: z.number(),
  labels: z.array(z.string()),
});

export const translationSchema = z.object({
  kind: z.enum(['gloss', 'machine', 'human']),
  engine: z.string(),
  from: z.string(),
  to: z.string(),
  segments: z.array(
    z.object({
      start: z.int(),
      end: z.int(),
      text: z.string(),
      /** An analyst's correction, which stands in the engine's place. */
      human: z.object({ correction: z.string(), author: z.string(), time: z.string() }).optional(),
    }),
  ),
});

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const positionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), line: z.int() }),
  z.object({
    kind: z.literal('page'),
    page: z.int(),
    lines: z.array(z.object({ start: z.int(), end: z.int(), box, confidence: z.number().optional() })),
    width: z.number(),
    height: z.number(),
  }),
  z.object({
    kind: z.literal('row'),
    table: z.string(),
    row: z.int(),
    cells: z.array(z.object({ start: z.int(), end: z.int(), ref: z.string(), header: z.string().optional() })),
  }),
  z.object({ kind: z.literal('message'), index: z.int() }),
  z.object({ kind: z.literal('part'), part: z.string() }),
  z.object({ kind: z.literal('record'), pointer: z.string() }),
  z.object({ kind: z.literal('bytes'), offset: z.int() }),
]);

export const passageSchema = z.object({
  id: z.string(),
  ordinal: z.int(),
  document: z.string(),
  collection: z.string(),
  role: z.string(),
  text: z.string(),
  position: positionSchema,
  time: z.string().optional(),
  sender: z.string().optional(),
  recipients: z.array(z.string()).optional(),
  language: z.string().optional(),
  ocrConfidence: z.number().optional(),
  ocrEngine: z.string().optional(),
  translation: translationSchema.nullable(),
  mentions: z.array(mentionSchema),
});
export const passagesSchema = z.object({ passages: z.array(passageSchema) });

export const mentionedValueSchema = entityKeySchema.extend({
  mentions: z.int(),
  documents: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Of the surest mention: below 0.5 the value is more likely something else. */
  confidence: z.number(),
  labels: z.array(labelSchema),
});

export const entityDetailSchema = entityKeySchema.extend({
  known: z.boolean(),
  labels: z.array(labelSchema),
  mentions: z.int(),
  documents: z.array(
    z.object({
      id: z.string(),
      path: z.string(),
      title: z.string().optional(),
      role: z.string(),
      passage: z.string(),
      mentions: z.int(),
    }),
  ),
  documentCount: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  edges: z.int(),
  overlaps: z.array(z.object({ id: z.string(), rank: z.int(), score: z.number(), reference: z.string() })),
});

export const occurrenceSchema = mentionSchema.extend({
  passage: z.string(),
  document: z.string(),
  path: z.string(),
  date: z.string().nullable(),
});

export const moneySchema = z.object({ value: z.number(), currency: z.string().optional() });

export const graphSchema = z.object({
  nodes: z.array(entityKeySchema.extend({ degree: z.int(), leak: z.boolean(), reference: z.boolean() })),
  edges: z.array(
    z.object({
      id: z.string(),
      from: entityKeySchema,
      to: entityKeySchema,
      predicate: z.string(),
      collection: z.string(),
      source: z.string().describe('Who says so: the report, the sender, else the collection'),
      passage: z.string().nullable(),
      confidence: z.number(),
      first: z.string().nullable().describe('As its source states it, else when the words were written'),
      last: z.string().nullable(),
      amount: moneySchema.nullable(),
    }),
  ),
  /** Neighbours in all, or paths found: those that the answer leaves out are counted. */
  total: z.int(),
  leftOut: z.int().optional().describe('Edges that were met and left out, where something was to be left out'),
});

/**
 * Edges in few words: two nodes and a predicate by number, the assertion, its confidence, first and last day, amount, and
 * who says so by number, null where the graph is too large to say it.
 */
export const wholeGraphSchema = z.object({
  nodes: graphSchema.shape.nodes,
  predicates: z.array(z.string()),
  sources: z.array(z.string()),
  edges: z.array(
    z.tuple([
      z.int(),
      z.int(),
      z.int(),
      z.int(),
      z.number(),
      z.string().nullable(),
      z.string().nullable(),
      moneySchema.nullable(),
      z.int().nullable(),
    ]),
  ),
  /** Things with an edge in all. */
  total: z.int(),
});

export const statedAssertionSchema = z.object({
  id: z.string(),
  subject: entityKeySchema,
  predicate: z.string(),
  object: entityKeySchema,
  collection: z.string(),
  method: z.string(),
  confidence: z.number(),
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  amount: z
    .object({ value: z.number(), currency: z.string().optional() })
    .optional()
    .describe('Money, in the main unit of the currency'),
  origin: z.string().optional(),
  originUrl: z.string().optional(),
  evidence: z.array(z.object({ passage: z.string(), start: z.int(), end: z.int() })),
});

export const activitySchema = z.object({
  hours: z.array(z.int()).describe('Messages by the hour that the files state, 24 numbers from 0'),
  zone: z
    .object({ offset: z.int(), sure: z.number(), words: z.enum(['clear', 'fair', 'weak']) })
    .nullable()
    .describe('Hours east of UTC that fit working hours best, if the times are UTC; null for too few messages'),
});

export const facetsSchema = z.object({
  kinds: z.array(z.object({ kind: z.string(), documents: z.int() })),
  languages: z.array(z.object({ language: z.string(), passages: z.int() })),
  mediaTypes: z.array(z.object({ mediaType: z.string(), documents: z.int() })),
  months: z.array(z.object({ month: z.string(), messages: z.int() })),
});

export const ledgerEntrySchema = z.object({
  collection: z.string(),
  path: z.string(),
  size: z.int(),
  outcome: z.enum(['pending', 'read', 'duplicate', 'skipped', 'failed']),
  sha256: z.string().optional(),
  document: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
});

const markSchema = z.object({
  document: z.string().min(1).max(200),
  kind: z.enum(['read', 'starred', 'tag', 'note']),
  /** The tag's name or the note's words; empty otherwise. */
  text: z.string().trim().max(10_000),
  author: z.string(),
  time: z.string(),
});
export const marksSchema = z.object({ marks: z.array(markSchema) });
export const newMarkSchema = markSchema
  .omit({ author: true, time: true })
  .extend({ on: z.boolean() })
  .refine(({ kind, text }) => (kind === 'tag' || kind === 'note') === (text !== ''), {
    error: 'Tags and notes have words, other marks have none.',
  });

export const judgementSchema = z.object({
  id: z.string(),
  subjectKind: z.enum(['document', 'assertion', 'overlap', 'hypothesis', 'passage']),
  subject: z.string(),
  verdict: z.enum(['accepted', 'rejected', 'parked', 'withdrawn']),
  credibility: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)]).optional(),
  rationale: z.string(),
  author: z.string(),
  time: z.string(),
});
export const newJudgementSchema = judgementSchema
  .omit({ id: true, author: true, time: true })
  .extend({ subject: z.string().min(1).max(200), rationale: z.string().max(20_000) });

export const judgedOverlapSchema = overlapSchema.extend({ judgement: judgementSchema.nullable() });

export const overlapDetailSchema = judgedOverlapSchema.extend({ judgements: z.array(judgementSchema) });

export const pageOf = <T extends z.ZodType>(entry: T) =>
  z.object({ entries: z.array(entry), cursor: z.string().nullable() });
