/** The library over HTTP: what there is, adding, updating, removing and taking that back. Runs go on in the background. */
import { z } from '@hono/zod-openapi';
import { plain } from '../../plain.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, paging, postRoute } from '../describe-route.ts';
import { changeSchema, historySchema, librarySchema, orderSchema } from '../library-schemas.ts';
import { pageOf } from '../schemas.ts';

const started = z.object({ started: z.boolean() });
const reference = z.object({ reference: z.string().min(1) });
const byId = z.object({ id: z.string() });

export function addLibraryRoutes(api: Api, { store, library }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/library', 'References with what they contributed, removed ones, and the catalogue', {
      query: nothing,
      params: nothing,
      answer: librarySchema,
    }),
    async (context) => context.json(plain(await library.view()), 200),
  );
  api.openapi(
    postRoute('/api/library/add', 'Adds a source of the catalogue, an address or a path, in the background', {
      body: orderSchema,
      answer: started,
    }),
    async (context) => {
      await library.add(context.req.valid('json'));
      return context.json({ started: true }, 200);
    },
  );
  api.openapi(
    postRoute('/api/library/update', 'Fetches what is new of one reference, or of all, in the background', {
      body: reference.partial(),
      answer: started,
    }),
    async (context) => {
      await library.update(context.req.valid('json').reference);
      return context.json({ started: true }, 200);
    },
  );
  api.openapi(
    postRoute(
      '/api/library/remove',
      'Takes a reference out of everything; it can be brought back until the next addition',
      {
        body: reference,
        answer: z.object({ removed: z.string() }),
      },
    ),
    async (context) => context.json({ removed: await library.remove(context.req.valid('json').reference) }, 200),
  );
  api.openapi(
    postRoute('/api/library/restore', 'Brings a removed reference back', {
      body: reference,
      answer: z.object({ restored: z.boolean() }),
    }),
    async (context) => {
      await library.restore(context.req.valid('json').reference);
      return context.json({ restored: true }, 200);
    },
  );
  api.openapi(
    getRoute('/api/library/{id}/history', 'Editions of a reference, oldest first', {
      query: nothing,
      params: byId,
      answer: historySchema,
    }),
    async (context) =>
      context.json(plain({ editions: await store.library.editions(context.req.valid('param').id) }), 200),
  );
  api.openapi(
    getRoute('/api/library/{id}/history/{edition}', 'What an edition brought, and what it no longer states', {
      query: z.object(paging(100)),
      params: byId.extend({ edition: z.coerce.number().int().min(1) }),
      answer: pageOf(changeSchema),
    }),
    async (context) => {
      const { id, edition } = context.req.valid('param');
      return context.json(plain(await store.library.changes(id, edition, context.req.valid('query'))), 200);
    },
  );
}
