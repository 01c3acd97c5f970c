/** Overlaps and the verdicts on them. */
import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { addJudgement, judgedOverlaps, overlapDetail } from '../../views/overlap-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, postRoute } from '../describe-route.ts';
import { judgedOverlapSchema, judgementSchema, newJudgementSchema, overlapDetailSchema } from '../schemas.ts';

export function addOverlapRoutes(api: Api, { store, author, clock }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/overlaps', 'Overlaps by rank; with all=true also those that do not hold', {
      query: z.object({ all: z.enum(['true', 'false']).default('false') }),
      params: nothing,
      answer: z.array(judgedOverlapSchema),
    }),
    async (context) => context.json(await judgedOverlaps(store, context.req.valid('query').all === 'true'), 200),
  );

  api.openapi(
    getRoute('/api/overlaps/{id}', 'One overlap, by id or rank, with all verdicts on it', {
      query: nothing,
      params: z.object({ id: z.string() }),
      answer: overlapDetailSchema,
    }),
    async (context) => context.json(await overlapDetail(store, context.req.valid('param').id), 200),
  );

  api.openapi(
    postRoute('/api/judgements', 'Adds a verdict; withdrawn takes the last one back', {
      body: newJudgementSchema,
      answer: judgementSchema,
    }),
    async (context) => {
      const { credibility, ...verdict } = context.req.valid('json');
      const judgement = {
        ...verdict,
        ...(credibility === undefined ? {} : { credibility }),
        id: `judgement-${randomUUID()}`,
        author,
        time: clock().toISOString(),
      };
      return context.json(await addJudgement(store, judgement), 200);
    },
  );
}
