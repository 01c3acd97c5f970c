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
  suggested: z
    .array(
      z.object({
        one: entityKeySchema,
        other: entityKeySchema,
        confidence: z.number().describe('0 to 1, of the surest claim'),
        methods: z.array(z.string()).describe('alias-stated, alias-spelt, message-party, signature, …'),
        claims: z.int(),
        evidence: z.array(quoteSchema),
      }),
    )
    .describe(
      'Things that a leak says are one, or whose names spell one another in two scripts; surest first, at most 500',
    ),
  suggestions: z.int().describe('How many there are in all'),
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
