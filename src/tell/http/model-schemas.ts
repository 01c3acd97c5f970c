/** Shapes of translation models over HTTP. */
import { z } from '@hono/zod-openapi';

export const modelPullSchema = z.object({
  pair: z.string(),
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  /** What is being fetched, and how far it is. */
  file: z.string(),
  bytes: z.int(),
  total: z.int().nullable(),
  error: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
});

export const modelsSchema = z.object({
  folder: z.string(),
  /** The network is switched off, in the settings or by how the program was started. */
  offline: z.boolean(),
  offlineForced: z.boolean(),
  models: z.array(
    z.object({
      pair: z.string(),
      from: z.string(),
      to: z.string(),
      architecture: z.string(),
      version: z.string(),
      source: z.string(),
    }),
  ),
  pulls: z.array(modelPullSchema),
});

/** An engine, and how many passages are translated by it. */
export const engineSchema = z.object({
  engine: z.string(),
  kind: z.enum(['gloss', 'machine', 'human']),
  from: z.string(),
  to: z.string(),
  passages: z.int(),
});

export const verifiedModelSchema = z.object({
  pair: z.string(),
  right: z.boolean(),
  message: z.string().nullable(),
});

export const pairSchema = z.object({
  pair: z.string().regex(/^[a-z]{2,3}(?:_[A-Za-z]+)?-[a-z]{2,3}(?:_[A-Za-z]+)?$/),
});

export const pullRequestSchema = pairSchema.extend({
  /** An index with the shape of Mozilla's. */
  mirror: z.url({ protocol: /^https?$/ }).optional(),
  /** A folder of this machine with the index and the files; no network then. */
  from: z.string().min(1).max(4000).optional(),
});
