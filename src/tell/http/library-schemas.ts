/** Shapes of the library: references, the catalogue, editions, and what may be asked of it. */
import { z } from '@hono/zod-openapi';
import { aboutCollectionSchema } from './run-schemas.ts';
import { collectionSchema } from './schemas.ts';

const referenceSchema = collectionSchema
  .pick({
    id: true,
    name: true,
    role: true,
    publisher: true,
    published: true,
    reliability: true,
    tlp: true,
    url: true,
    licence: true,
    added: true,
  })
  .extend({
    documents: z.int(),
    /** Of earlier editions. */
    withdrawnDocuments: z.int(),
    entities: z.int(),
    assertions: z.int(),
    withdrawnAssertions: z.int(),
    overlaps: z.int(),
    editions: z.int(),
    /** When its newest edition came, ISO 8601. */
    updated: z.string(),
    /** Names in the catalogue, addresses or paths; empty when it is not known. */
    sources: z.array(z.string()),
    checked: z.string().nullable(),
  });

const sourceSchema = z.object({
  name: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  url: z.string(),
  reliability: z.string(),
  tlp: z.string(),
  /** Rough bytes of a download. */
  size: z.number(),
  renewed: z.string(),
  /** A secret that it wants, as an environment variable, and where one gets it. */
  needs: z.object({ variable: z.string(), from: z.string() }).nullable(),
});

export const librarySchema = z.object({
  references: z.array(referenceSchema),
  /** Gone from everything, and back again until the next addition. */
  removed: z.array(z.object({ id: z.string(), name: z.string(), time: z.string() })),
  sources: z.array(sourceSchema),
  /** How other places are written, and the variable that holds their key. */
  addresses: z.object({
    kinds: z.array(z.object({ kind: z.string(), title: z.string(), example: z.string() })).readonly(),
    key: z.string(),
  }),
});

export const orderSchema = aboutCollectionSchema
  .omit({ role: true, timezone: true })
  .partial()
  .extend({
    /** Name in the catalogue, address or path. */
    source: z.string().min(1),
    /** A copy of a source of the catalogue on this machine. */
    from: z.string().min(1).optional(),
  });

const entityKey = z.object({ type: z.string(), value: z.string() });

export const historySchema = z.object({
  editions: z.array(
    z.object({
      number: z.int(),
      time: z.string(),
      documents: z.object({ current: z.int(), added: z.int(), withdrawn: z.int() }),
      assertions: z.object({ added: z.int(), withdrawn: z.int() }),
    }),
  ),
});

export const changeSchema = z.object({
  change: z.enum(['added', 'withdrawn']),
  subject: entityKey,
  predicate: z.string(),
  object: entityKey,
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
});
