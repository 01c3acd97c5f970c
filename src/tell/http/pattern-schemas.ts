/** Shapes of patterns: findings and tables whose rows carry their quotes; and of the term lists that they go by. */
import { z } from '@hono/zod-openapi';
import { TERM_LISTS } from '../../model/term-list.ts';
import { quoteSchema } from '../contract/schemas.ts';
import { entityKeySchema } from './schemas.ts';

const columnSchema = z.object({
  key: z.string(),
  title: z.string(),
  kind: z.enum(['text', 'number', 'money', 'date']),
});

const rowSchema = z.object({
  cells: z
    .record(z.string(), z.union([z.string(), z.number(), z.null()]))
    .describe('By the column’s key; money in the main unit of the row’s currency'),
  entities: z.array(entityKeySchema),
  labels: z.array(z.string()),
  citations: z.int().describe('Places that the row rests on; evidence holds the first of them'),
  evidence: z.array(quoteSchema),
});

export const patternSchema = z.object({
  pattern: z.string(),
  title: z.string(),
  question: z.string(),
  findings: z.array(
    z.object({
      code: z.string().describe('What is found; the words of a language are made from it and its values'),
      values: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.array(z.number())])),
      text: z.string().describe('The same in English'),
      citations: z.int(),
      evidence: z.array(quoteSchema),
    }),
  ),
  tables: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      columns: z.array(columnSchema),
      total: z.int().describe('Rows in all; rows holds the first of them'),
      rows: z.array(rowSchema),
    }),
  ),
});

export const patternListSchema = z.object({
  patterns: z.array(z.object({ name: z.string(), title: z.string(), question: z.string() })),
});

const listedTermSchema = z.object({
  group: z.string().min(1).max(200),
  term: z.string().min(1).max(200),
  reference: z.string().max(200).optional(),
});
export const termListName = z.enum(TERM_LISTS);
export const termListSchema = z.object({
  list: termListName,
  /** Whether this case has its own. */
  own: z.boolean(),
  terms: z.array(listedTermSchema),
});
export const newTermListSchema = z.object({ terms: z.array(listedTermSchema).max(20_000) });
