/** Searches that are kept, with what is new in each; and many queries at once, counted. */
import { z } from '@hono/zod-openapi';
import { asTelltaleError, TelltaleError } from '../../../errors.ts';
import type { SavedSearch } from '../../../ports/search-index.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, postRoute, writeRoute } from '../describe-route.ts';
import { batchAnswerSchema, batchSchema, savedSearchesSchema, savedSearchSchema } from '../search-schemas.ts';

const named = z.object({ name: z.string().min(1) });
const done = z.object({ done: z.boolean() });

export function addSavedSearchRoutes(api: Api, { store: { search } }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/searches', 'Saved searches, with how much is new in each since it was last looked at', {
      query: nothing,
      params: nothing,
      answer: savedSearchesSchema,
    }),
    async (context) => {
      const searches = [];
      for (const { seen = 0, fold = true, ...rest } of await search.saved.list()) {
        const saved = { ...rest, fold };
        const { name: _, ...scope } = saved;
        const { passages: total } = await search.count(scope);
        const { passages: fresh } = await search.count({ ...scope, newer: seen });
        searches.push({ ...saved, seen, total, fresh });
      }
      return context.json({ searches }, 200);
    },
  );

  api.openapi(
    postRoute('/api/searches', 'Saves a search, or replaces the one of that name; what is there counts as seen', {
      body: savedSearchSchema,
      answer: done,
    }),
    async (context) => {
      const given = Object.entries(context.req.valid('json')).filter(([, value]) => value !== undefined);
      await search.saved.put({ ...(Object.fromEntries(given) as unknown as SavedSearch), seen: await search.mark() });
      return context.json({ done: true }, 200);
    },
  );

  api.openapi(
    writeRoute('post', '/api/searches/{name}/seen', 'Says that the hits of a saved search were looked at', {
      params: named,
      answer: done,
    }),
    async (context) => {
      const { name } = context.req.valid('param');
      const saved = (await search.saved.list()).find((each) => each.name === name);
      if (!saved) throw new TelltaleError('not-found', `No search is saved as «${name}».`);
      await search.saved.put({ ...saved, seen: await search.mark() });
      return context.json({ done: true }, 200);
    },
  );

  api.openapi(
    writeRoute('delete', '/api/searches/{name}', 'Forgets a saved search', { params: named, answer: done }),
    async (context) => {
      await search.saved.remove(context.req.valid('param').name);
      return context.json({ done: true }, 200);
    },
  );

  api.openapi(
    postRoute('/api/search/counts', 'How much each of some queries finds; one that cannot be understood says why', {
      body: batchSchema,
      answer: batchAnswerSchema,
    }),
    async (context) => {
      const { queries, in: role, fold } = context.req.valid('json');
      const counts = [];
      for (const query of queries) {
        try {
          const found = await search.count({ text: query, fold, ...(role === undefined ? {} : { role }) });
          counts.push({ query, ...found, error: null });
        } catch (caught) {
          const error = asTelltaleError(caught);
          if (error.code !== 'query-syntax') throw error;
          counts.push({ query, passages: 0, documents: 0, error: error.message });
        }
      }
      return context.json({ counts }, 200);
    },
  );
}
