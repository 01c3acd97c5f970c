/** Shapes of analysts' corrections over HTTP. */
import { z } from '@hono/zod-openapi';
import { entityKeySchema } from './schemas.ts';

const span = z.object({
  id: z.string(),
  passage: z.string(),
  start: z.int(),
  end: z.int(),
  quote: z.string(),
  note: z.string().optional(),
  author: z.string(),
  time: z.string(),
});

const translation = span.extend({ kind: z.literal('translation'), to: z.string(), text: z.string() });
const mention = span.extend({
  kind: z.literal('mention'),
  removes: entityKeySchema.optional(),
  adds: entityKeySchema.optional(),
  everywhere: z.literal(true).optional(),
});

export const correctionSchema = z.discriminatedUnion('kind', [translation, mention]);

/** `holds` is false where the passage is gone or says something else by now. */
export const appliedCorrectionSchema = z.discriminatedUnion('kind', [
  translation.extend({ holds: z.boolean() }),
  mention.extend({ holds: z.boolean() }),
]);

export const glossedWordSchema = z.object({
  start: z.int(),
  end: z.int(),
  gloss: z.string(),
  pinyin: z.string().optional(),
  source: z.enum(['terms', 'lexicon', 'dictionary']),
});

const place = z.object({
  passage: z.string().max(100),
  note: z.string().max(20_000).optional(),
});
const offset = z.int().min(0);

/** Without a span the whole passage is meant. */
export const newTranslationCorrectionSchema = place.extend({
  start: offset.optional(),
  end: offset.optional(),
  to: z.string().min(2).max(35).default('en'),
  text: z.string().min(1).max(100_000),
});

/** What the span is not, what it is, or both; with `everywhere` nothing in the case is what it is not. */
export const newMentionCorrectionSchema = place.extend({
  start: offset,
  end: offset,
  removes: entityKeySchema.optional(),
  adds: z.object({ type: z.string(), value: z.string().max(5000).optional() }).optional(),
  everywhere: z.boolean().optional(),
});
