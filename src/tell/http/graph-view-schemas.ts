/** Shapes of graph views and of what their edges mean. A view's file has the shape of a new view. */
import { z } from '@hono/zod-openapi';
import { quoteSchema } from '../contract/schemas.ts';
import { entityKeySchema, moneySchema, wholeGraphSchema } from './schemas.ts';

/** Of a view's file; another number means that an older Telltale cannot read it. */
export const VIEW_FORMAT = 'telltale-graph-view/1';
const NODES = 25_000;

const line = z.string().trim().max(200);
const words = z.string().max(10_000);
const date = z.string().regex(/^(\d{4}(-\d\d(-\d\d)?)?)?$/);

const viewNodeSchema = entityKeySchema.extend({
  x: z.number(),
  y: z.number(),
  pinned: z.boolean().default(false),
  note: words.default(''),
});

const viewGroupSchema = z.object({
  name: line.min(1),
  members: z.array(z.int().min(0)).max(NODES).describe('Numbers of nodes, from 0; a node is in one group at most'),
  collapsed: z.boolean().default(false),
});

const viewFilterSchema = z.object({
  kinds: z.array(line).max(100).default([]),
  relations: z.array(line).max(1000).default([]),
  sources: z.array(z.string().max(1000)).max(1000).optional().describe('Whose statements are left out'),
  from: date.default(''),
  to: date.default(''),
  confidence: z.number().min(0).max(1).default(0),
});

export const newGraphViewSchema = z
  .object({
    format: z.literal(VIEW_FORMAT).optional(),
    name: line.min(1),
    about: words.default(''),
    nodes: z.array(viewNodeSchema).max(NODES),
    groups: z.array(viewGroupSchema).max(1000).default([]),
    filter: viewFilterSchema.prefault({}),
  })
  .refine(
    ({ nodes, groups }) => {
      const members = groups.flatMap((group) => group.members);
      return members.every((member) => member < nodes.length) && new Set(members).size === members.length;
    },
    { message: 'a group names a node that is not there, or that another group has' },
  );

export const graphViewEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  author: z.string(),
  created: z.string(),
  updated: z.string(),
  nodes: z.int(),
  groups: z.int(),
});

export const graphViewsSchema = z.object({ views: z.array(graphViewEntrySchema) });

export const graphViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  author: z.string(),
  created: z.string(),
  updated: z.string(),
  nodes: z.array(viewNodeSchema.required()),
  groups: z.array(viewGroupSchema.required()),
  filter: viewFilterSchema.required().extend({ sources: viewFilterSchema.shape.sources }),
});

export const openedGraphViewSchema = z.object({
  view: graphViewSchema,
  graph: wholeGraphSchema.omit({ total: true }).describe('The view’s things that this case has, and what joins them'),
  missing: z.array(entityKeySchema).describe('Things of the view that this case does not have'),
});

export const amongSchema = z.object({ nodes: z.array(entityKeySchema).max(NODES) });
export const amongAnswerSchema = wholeGraphSchema.omit({ total: true });

export const graphViewNameSchema = z.object({ name: line.min(1), about: words.optional() });

/** An edge with all that it means. */
export const edgeFactsSchema = z.object({
  id: z.string(),
  from: entityKeySchema,
  to: entityKeySchema,
  predicate: z.string(),
  amount: moneySchema.nullable(),
  firstSeen: z.string().nullable(),
  lastSeen: z.string().nullable(),
  said: z.string().nullable().describe('When the first of the cited words was written'),
  confidence: z.number(),
  method: z.string(),
  collection: z.string(),
  role: z.enum(['leak', 'reference']),
  source: z.string().describe('Who says so: the origin that the source names, else the source, else the sender'),
  sourceUrl: z.string().nullable(),
  published: z.string().nullable(),
  reliability: z.string().nullable().describe('Admiralty code of the source, A to F'),
  withdrawn: z.string().nullable(),
  citations: z.int(),
  evidence: z.array(quoteSchema),
});

export const edgesFactsSchema = z.object({ edges: z.array(edgeFactsSchema) });
