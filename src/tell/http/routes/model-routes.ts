/** Translation models of this machine, the engines that translated, and the switch that keeps the workbench offline. */
import { z } from '@hono/zod-openapi';
import { plain } from '../../plain.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, postRoute } from '../describe-route.ts';
import { engineSchema, modelsSchema, pairSchema, pullRequestSchema, verifiedModelSchema } from '../model-schemas.ts';

export function addModelRoutes(api: Api, { store, models }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/models', 'Models that are here, and those that are being fetched', {
      query: nothing,
      params: nothing,
      answer: modelsSchema,
    }),
    async (context) => context.json(await models.list(), 200),
  );

  api.openapi(
    getRoute('/api/models/available', 'Pairs that can be fetched; asks the registry', {
      query: z.object({ mirror: optionalText }),
      params: nothing,
      answer: z.object({ pairs: z.array(z.string()) }),
    }),
    async (context) => context.json({ pairs: [...(await models.available(context.req.valid('query').mirror))] }, 200),
  );

  api.openapi(
    getRoute('/api/engines', 'Which engines the translations are by, most passages first', {
      query: nothing,
      params: nothing,
      answer: z.array(engineSchema),
    }),
    async (context) => context.json(plain(await store.browse.translationEngines()), 200),
  );

  api.openapi(
    postRoute('/api/models/pull', 'Fetches a model in the background, from where an earlier try broke off', {
      body: pullRequestSchema,
      answer: z.object({ started: z.boolean() }),
    }),
    async (context) => {
      const { pair, mirror, from } = context.req.valid('json');
      await models.pull(pair, { ...(mirror ? { mirror } : {}), ...(from ? { from } : {}) });
      return context.json({ started: true }, 200);
    },
  );

  api.openapi(
    postRoute('/api/models/stop', 'Stops fetching; what has come is kept', {
      body: pairSchema,
      answer: z.object({ stopped: z.boolean() }),
    }),
    async (context) => context.json({ stopped: models.stop(context.req.valid('json').pair) }, 200),
  );

  api.openapi(
    postRoute('/api/models/remove', 'Drops a model from this machine', {
      body: pairSchema,
      answer: z.object({ removed: z.boolean() }),
    }),
    async (context) => {
      await models.remove(context.req.valid('json').pair);
      return context.json({ removed: true }, 200);
    },
  );

  api.openapi(
    postRoute('/api/models/verify', 'Checks the files of all models against their SHA-256', {
      body: nothing,
      answer: z.array(verifiedModelSchema),
    }),
    async (context) => context.json(plain(await models.verify()), 200),
  );

  api.openapi(
    postRoute('/api/offline', 'Switches the network off or on for the workbench of this case', {
      body: z.object({ offline: z.boolean() }),
      answer: modelsSchema,
    }),
    async (context) => {
      await models.setOffline(context.req.valid('json').offline);
      return context.json(await models.list(), 200);
    },
  );
}
