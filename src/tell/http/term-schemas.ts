/** Shapes of the term base over HTTP. */
import { z } from '@hono/zod-openapi';

const language = z.string().min(2).max(35);

export const termSchema = z.object({
  term: z.string(),
  rendering: z.string(),
  language: z.string(),
  to: z.string(),
  note: z.string().optional(),
  author: z.string(),
  time: z.string(),
});

export const shippedTermSchema = termSchema.omit({ author: true, time: true });

export const termsSchema = z.object({
  terms: z.array(termSchema),
  /** Passages that wait to be translated again. */
  waiting: z.int(),
  canUndo: z.boolean(),
});

export const termChangeSchema = z.object({
  id: z.string(),
  batch: z.string(),
  undoes: z.string().optional(),
  term: z.string(),
  rendering: z.string().nullable(),
  language: z.string(),
  to: z.string(),
  note: z.string().optional(),
  author: z.string(),
  time: z.string(),
});

/** A term as it is to be; without a language its script decides, without a rendering it is taken out. */
export const termEditSchema = z.object({
  term: z.string().min(1).max(500),
  rendering: z.string().max(2000).nullable(),
  language: language.optional(),
  to: language.default('en'),
  note: z.string().max(5000).optional(),
});

export const termEditsSchema = z.object({ edits: z.array(termEditSchema).min(1).max(1000) });

export const termImportSchema = z.object({
  /** Name of the file: its ending tells CSV from TBX. */
  name: z.string().max(500),
  text: z.string().max(20_000_000),
  from: language.optional(),
  to: language.default('en'),
});

export const termOutcomeSchema = z.object({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  touched: z.int(),
});
