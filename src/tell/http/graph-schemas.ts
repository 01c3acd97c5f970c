/** Shapes of questions to the graph. */
import { z } from '@hono/zod-openapi';
import { quoteSchema } from '../contract/schemas.ts';
import { entityKeySchema } from './schemas.ts';

export const strongestPathSchema = z.object({
  strength: z.number().describe('Product of the hops; 0 where there is no way'),
  hubs: z.int().describe('Things with so many edges that ways were not led through them'),
  leftOut: z.int().optional().describe('Edges that were met and left out, where something was to be left out'),
  hops: z.array(
    z.object({
      from: entityKeySchema,
      to: entityKeySchema,
      predicate: z.string(),
      inverse: z.boolean().describe('Whether the assertion is read from its object to its subject'),
      collection: z.string(),
      source: z.string().describe('Who says so: the report, the sender, else the collection'),
      strength: z.number(),
      evidence: z.array(quoteSchema),
    }),
  ),
});

export const firstMentionsSchema = z.object({
  total: z.int(),
  first: z.array(
    z.object({
      side: z.enum(['leak', 'public']),
      who: z.string().nullable(),
      time: z.string().nullable(),
      mentions: z.int(),
      evidence: z.array(quoteSchema),
    }),
  ),
});

export const timeWindowSchema = z.object({
  things: z.array(
    z.object({
      thing: entityKeySchema,
      mentions: z.int(),
      first: z.string().nullable(),
      evidence: z.array(quoteSchema),
    }),
  ),
  totalThings: z.int(),
  facts: z.array(
    z.object({
      subject: entityKeySchema,
      predicate: z.string(),
      object: entityKeySchema,
      role: z.enum(['leak', 'reference']),
      first: z.string().nullable(),
      last: z.string().nullable(),
      evidence: z.array(quoteSchema),
    }),
  ),
  totalFacts: z.int(),
});
