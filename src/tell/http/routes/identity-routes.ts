/** Merging and splitting entities; names that may mean several things. */
import { z } from '@hono/zod-openapi';
import { plain } from '../../plain.ts';
import { identitiesAnswer } from '../../views/identity-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, postRoute } from '../describe-route.ts';
import { identitiesSchema, identityJudgementSchema, newIdentityJudgementSchema } from '../identity-schemas.ts';

export function addIdentityRoutes(api: Api, { store, identities }: HttpDependencies): void {
  api.openapi(
    getRoute(
      '/api/identities',
      'Merged things, suggestions of what may be one, ambiguous names with every claim, and judgements that count',
      {
        query: nothing,
        params: nothing,
        answer: identitiesSchema,
      },
    ),
    async (context) => context.json(await identitiesAnswer(store, await identities.spelling()), 200),
  );

  api.openapi(
    getRoute('/api/identities/history', 'Every judgement on identities, newest first', {
      query: nothing,
      params: nothing,
      answer: z.array(identityJudgementSchema),
    }),
    async (context) => context.json(plain(await store.identities.history()), 200),
  );

  api.openapi(
    postRoute('/api/identities', 'Says that two things are one, or two', {
      body: newIdentityJudgementSchema,
      answer: identityJudgementSchema,
    }),
    async (context) => context.json(plain(await identities.judge(context.req.valid('json'))), 200),
  );

  api.openapi(
    postRoute('/api/identities/withdraw', 'Takes a judgement back, the newest one where no id is given', {
      body: z.object({ id: z.string().optional() }),
      answer: identityJudgementSchema,
    }),
    async (context) => context.json(plain(await identities.withdraw(context.req.valid('json').id)), 200),
  );
}
