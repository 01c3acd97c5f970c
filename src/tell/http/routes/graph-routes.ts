/** Questions to the graph beyond neighbours and shortest ways. */
import { z } from '@hono/zod-openapi';
import type { EntityKey, EntityType } from '../../../model/entity.ts';
import { commonAnswer, firstMentions, strongestAnswer, timeWindow } from '../../views/graph-query-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, leftOutNames, nothing, optionalText } from '../describe-route.ts';
import { firstMentionsSchema, strongestPathSchema, timeWindowSchema } from '../graph-schemas.ts';
import { graphSchema } from '../schemas.ts';

const two = {
  fromType: z.string(),
  fromValue: z.string(),
  toType: z.string(),
  toValue: z.string(),
  without: leftOutNames,
};
const limit = z.coerce.number().int().min(1).max(2000);
const date = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);

const ends = (query: {
  fromType: string;
  fromValue: string;
  toType: string;
  toValue: string;
}): [EntityKey, EntityKey] => [
  { type: query.fromType as EntityType, value: query.fromValue },
  { type: query.toType as EntityType, value: query.toValue },
];

export function addGraphRoutes(api: Api, { store, graphSearch }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/graph/strongest', 'The strongest way between two things', {
      query: z.object(two),
      params: nothing,
      answer: strongestPathSchema,
    }),
    async (context) => {
      const query = context.req.valid('query');
      const [from, to] = ends(query);
      const { store: left, edges } = await graphSearch.leavingOut(store, query.without);
      const answer = await strongestAnswer(left, from, to, graphSearch.strongest);
      return context.json({ ...answer, leftOut: edges() }, 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/common', 'What stands beside both of two things', {
      query: z.object({ ...two, limit: limit.default(40) }),
      params: nothing,
      answer: graphSchema,
    }),
    async (context) => {
      const query = context.req.valid('query');
      const [from, to] = ends(query);
      const { store: left, edges } = await graphSearch.leavingOut(store, query.without);
      const answer = await commonAnswer(left, from, to, query.limit, graphSearch.common);
      return context.json({ ...answer, leftOut: edges() }, 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/first', 'Who mentioned a thing first', {
      query: z.object({ type: z.string(), value: z.string(), limit: limit.default(40), without: leftOutNames }),
      params: nothing,
      answer: firstMentionsSchema,
    }),
    async (context) => {
      const { type, value, limit: most, without } = context.req.valid('query');
      const { store: left, isLeftOut } = await graphSearch.leavingOut(store, without);
      return context.json(await firstMentions(left, { type: type as EntityType, value }, most, isLeftOut), 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/window', 'Everything in a time window', {
      query: z.object({ from: date, to: date, limit: limit.default(100), type: optionalText }),
      params: nothing,
      answer: timeWindowSchema,
    }),
    async (context) => {
      const { from, to, limit: most, type } = context.req.valid('query');
      return context.json(await timeWindow(store, from, to, most, type as EntityType | undefined), 200);
    },
  );
}
