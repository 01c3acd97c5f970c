/** Shapes of merging, splitting and of what names may mean. */
import { z } from '@hono/zod-openapi';
import { quoteSchema } from '../contract/schemas.ts';
import { entityKeySchema } from './schemas.ts';

export const identityJudgementSchema = z.object({
  id: z.string(),
  verdict: z.enum(['same', 'different', 'withdrawn']),
  one: entityKeySchema,
  other: entityKeySchema,
  rationale: z.string(),
  author: z.string(),
  time: z.string(),
});

export const newIdentityJudgementSchema = z.object({
  verdict: z.enum(['same', 'different']).describe('same: one thing, known as `one` from now on'),
  one: entityKeySchema,
  other: entityKeySchema,
  rationale: z.string().min(1).max(20_000),
});

export const identitiesSchema = z.object({
  merged: z.array(z.array(entityKeySchema)).describe('Groups; the first of each is as what it is known'),
  ambiguous: z.array(
    z.object({
      name: entityKeySchema,
      mentions: z.int(),
      meanings: z.array(
        z.object({ entity: entityKeySchema, sources: z.array(z.string()), evidence: z.array(quoteSchema) }),
      ),
    }),
  ),
  conflicts: z
    .array(
      z.object({
        one: entityKeySchema,
        other: entityKeySchema,
        claims: z.array(z.string()),
        evidence: z.array(quoteSchema),
      }),
    )
    .describe('Two things of which sources claim different relations'),
  judgements: z.array(identityJudgementSchema),
});
