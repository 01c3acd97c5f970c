/** Shapes of adding to a case, and of the run that does it. */
import { z } from '@hono/zod-openapi';

const stageSchema = z.object({
  stage: z.string(),
  /** What is counted: `files`, `pages`, `passages`, `documents`. */
  unit: z.string(),
  done: z.int(),
  total: z.int(),
  /** Of the files that are done or under way; 0 of 0 where the stage does not know them. */
  bytes: z.object({ done: z.number(), total: z.number() }),
  /** How much of the work is done, 0 to 1: by bytes where they are known. */
  share: z.number().min(0).max(1),
  /** Units a second. */
  rate: z.number(),
  secondsLeft: z.number().nullable(),
  finished: z.boolean(),
});

/** The stage at work, then all stages of the run, or of the last one. */
export const progressSchema = stageSchema.omit({ unit: true, finished: true }).extend({
  running: z.boolean(),
  paused: z.boolean(),
  /** A run was broken off and can go on. */
  resumable: z.boolean(),
  /** Names of the collections that are added to. */
  adding: z.array(z.string()),
  stages: z.array(stageSchema),
  failed: z.int(),
  /** Newest first; the ledger has all. */
  failures: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  /** Why the last run ended early; null when it did not. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/** What is known of a collection that is added. */
export const aboutCollectionSchema = z.object({
  role: z.enum(['leak', 'reference']),
  name: z.string().min(1).max(200).optional(),
  publisher: z.string().max(500).optional(),
  published: z
    .string()
    .regex(/^\d{4}(-\d\d(-\d\d)?)?$/)
    .optional(),
  reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).optional(),
  timezone: z.string().max(100).optional(),
});
export const additionSchema = aboutCollectionSchema.extend({ path: z.string().min(1) });

export const runLimitsSchema = z.object({
  ocr: z.boolean(),
  /** Worker processes. */
  workers: z.int().min(1).max(64),
  /** Seconds that one file may take without a sign of life. */
  timeLimit: z.int().min(1).max(86_400),
  /** MiB of one worker. */
  memoryLimit: z.int().min(64).max(1_048_576),
  /** Millions of characters of one document's text. */
  textLimit: z.int().min(1).max(1_000_000),
  /** Archives within archives. */
  archiveDepth: z.int().min(0).max(64),
  /** Files of one archive. */
  archiveMembers: z.int().min(1).max(100_000_000),
  /** MiB that one archive may unpack to. */
  unpackedLimit: z.int().min(1).max(1_073_741_824),
  /** Unpacked to packed size that is still believed. */
  unpackRatio: z.int().min(1).max(1_000_000),
});
