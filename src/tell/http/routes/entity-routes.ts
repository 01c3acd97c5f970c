/** Entities: values, cards, where they stand, what stands around them, and what is stated of them. */
import { z } from '@hono/zod-openapi';
import type { EntityType } from '../../../model/entity.ts';
import { plain } from '../../plain.ts';
import { entityDetail, occurrences } from '../../views/entity-views.ts';
import { neighbourhood, paths, wholeGraph } from '../../views/graph-views.ts';
import { statedAssertions } from '../../views/stated-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, leftOutNames, nothing, optionalText, paging, role } from '../describe-route.ts';
import {
  entityDetailSchema,
  entityKeySchema,
  graphSchema,
  mentionedValueSchema,
  occurrenceSchema,
  pageOf,
  statedAssertionSchema,
  wholeGraphSchema,
} from '../schemas.ts';

/** Only values that are at least as likely right as wrong. */
const likely = z.enum(['true', 'false']).optional();
const key = { type: z.string().min(1), value: z.string().min(1) };

export function addEntityRoutes(api: Api, { store, graphSearch }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/mentions', 'Distinct values that are mentioned, most first', {
      query: z.object({ ...paging(100), type: optionalText, role, collection: optionalText, likely }),
      params: nothing,
      answer: pageOf(mentionedValueSchema),
    }),
    async (context) => {
      const { type, role, collection, likely: only, ...page } = context.req.valid('query');
      const filter = {
        likely: only === 'true',
        ...(type === undefined ? {} : { type: type as EntityType }),
        ...(role === undefined ? {} : { role }),
        ...(collection === undefined ? {} : { collection }),
      };
      const { entries, cursor } = await store.mentions.values(filter, page);
      return context.json({ entries: plain(entries).map(({ ref: _, ...entry }) => entry), cursor }, 200);
    },
  );

  api.openapi(
    getRoute('/api/entity', 'The card of an entity', {
      query: z.object(key),
      params: nothing,
      answer: entityDetailSchema,
    }),
    async (context) => {
      const { type, value } = context.req.valid('query');
      return context.json(await entityDetail(store, { type: type as EntityType, value }), 200);
    },
  );

  api.openapi(
    getRoute('/api/entity/mentions', 'Where an entity is mentioned', {
      query: z.object({ ...key, ...paging(100), role }),
      params: nothing,
      answer: pageOf(occurrenceSchema),
    }),
    async (context) => {
      const { type, value, role, ...page } = context.req.valid('query');
      const { entries, cursor } = await occurrences(store, { type: type as EntityType, value }, role, page);
      return context.json({ entries: [...entries], cursor }, 200);
    },
  );

  api.openapi(
    getRoute('/api/entities', 'Entities whose value holds a text', {
      query: z.object({ q: z.string().min(1), limit: z.coerce.number().int().min(1).max(200).default(20) }),
      params: nothing,
      answer: z.object({ entities: z.array(entityKeySchema) }),
    }),
    async (context) => {
      const { q, limit } = context.req.valid('query');
      const found = await store.browse.find(q, limit);
      return context.json({ entities: found.map(({ type, value }) => ({ type, value })) }, 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/neighbours', 'An entity and what stands around it', {
      query: z.object({
        ...key,
        limit: z.coerce.number().int().min(1).max(2000).default(40),
        without: leftOutNames,
      }),
      params: nothing,
      answer: graphSchema,
    }),
    async (context) => {
      const { type, value, limit, without } = context.req.valid('query');
      const { store: left, edges } = await graphSearch.leavingOut(store, without);
      const answer = await neighbourhood(left, { type: type as EntityType, value }, limit);
      return context.json({ ...answer, leftOut: edges() }, 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/paths', 'The shortest ways between two things', {
      query: z.object({
        fromType: z.string(),
        fromValue: z.string(),
        toType: z.string(),
        toValue: z.string(),
        without: leftOutNames,
      }),
      params: nothing,
      answer: graphSchema,
    }),
    async (context) => {
      const { fromType, fromValue, toType, toValue, without } = context.req.valid('query');
      const from = { type: fromType as EntityType, value: fromValue };
      const { store: left, edges } = await graphSearch.leavingOut(store, without);
      const answer = await paths(left, from, { type: toType as EntityType, value: toValue });
      return context.json({ ...answer, leftOut: edges() }, 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/whole', 'The most connected part of the case, what leaks mention first', {
      query: z.object({
        nodes: z.coerce.number().int().min(1).max(50_000).default(20_000),
        edges: z.coerce.number().int().min(1).max(200_000).default(50_000),
      }),
      params: nothing,
      answer: wholeGraphSchema,
    }),
    async (context) => context.json(await wholeGraph(store, context.req.valid('query')), 200),
  );

  api.openapi(
    getRoute('/api/assertions', 'What is stated with one of some predicates, separated by commas', {
      query: z.object({ ...paging(500, 5000), predicates: z.string(), role }),
      params: nothing,
      answer: z.object({ assertions: z.array(statedAssertionSchema), cursor: z.string().nullable() }),
    }),
    async (context) => {
      const { predicates, role, ...page } = context.req.valid('query');
      const wanted = predicates.split(',').filter((each) => each !== '');
      const { entries, cursor } = await statedAssertions(store, { predicates: wanted, role }, page);
      return context.json({ assertions: [...entries], cursor }, 200);
    },
  );
}
