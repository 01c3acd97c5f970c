/** Graph views: kept, opened, renamed, removed and brought back, and handed on as a file; and what edges mean. */
import { z } from '@hono/zod-openapi';
import { TelltaleError } from '../../../errors.ts';
import type { EntityKey } from '../../../model/entity.ts';
import { newViewId, type ViewContent } from '../../../model/graph-view.ts';
import { plain } from '../../plain.ts';
import { edgeFacts } from '../../views/edge-facts.ts';
import { among, openedView, viewFile, viewOf } from '../../views/opened-view.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, postRoute, writeRoute } from '../describe-route.ts';
import {
  amongAnswerSchema,
  amongSchema,
  edgesFactsSchema,
  graphViewNameSchema,
  graphViewsSchema,
  newGraphViewSchema,
  openedGraphViewSchema,
} from '../graph-view-schemas.ts';

const one = z.object({ id: z.string().regex(/^view-[0-9a-f]{16}$/) });
const saved = z.object({ id: z.string() });
const done = z.object({ done: z.boolean() });

function contentOf({ format: _, ...content }: z.infer<typeof newGraphViewSchema>): ViewContent {
  // Of which type a thing is said to be is looked up in the case, not believed.
  return content as ViewContent;
}

export function addGraphViewRoutes(api: Api, { store, author, clock }: HttpDependencies): void {
  const { graphViews } = store;
  const now = (): string => clock().toISOString();

  api.openapi(
    getRoute('/api/graph/views', 'Graph views that are kept, the one changed last first', {
      query: nothing,
      params: nothing,
      answer: graphViewsSchema,
    }),
    async (context) => context.json({ views: plain(await graphViews.list()) }, 200),
  );

  api.openapi(
    postRoute('/api/graph/views', 'Keeps a graph view; a view’s file is taken as it is', {
      body: newGraphViewSchema,
      answer: saved,
    }),
    async (context) => {
      const content = contentOf(context.req.valid('json'));
      const id = newViewId();
      await graphViews.put({ ...content, id, author, created: now(), updated: now() });
      return context.json({ id }, 200);
    },
  );

  api.openapi(
    getRoute('/api/graph/views/{id}', 'A graph view with what its things are in this case, and what joins them', {
      query: nothing,
      params: one,
      answer: openedGraphViewSchema,
    }),
    async (context) => context.json(await openedView(store, context.req.valid('param').id), 200),
  );

  const { request, ...replacing } = writeRoute('put', '/api/graph/views/{id}', 'Replaces what a graph view holds', {
    params: one,
    answer: saved,
  });
  api.openapi(
    {
      ...replacing,
      request: {
        ...request,
        body: { content: { 'application/json': { schema: newGraphViewSchema } }, required: true },
      },
    },
    async (context) => {
      const before = await viewOf(store, context.req.valid('param').id);
      const content = contentOf(context.req.valid('json'));
      await graphViews.put({ ...before, ...content, updated: now() });
      return context.json({ id: before.id }, 200);
    },
  );

  const { request: naming, ...renaming } = writeRoute('post', '/api/graph/views/{id}/name', 'Renames a graph view', {
    params: one,
    answer: saved,
  });
  api.openapi(
    {
      ...renaming,
      request: {
        ...naming,
        body: { content: { 'application/json': { schema: graphViewNameSchema } }, required: true },
      },
    },
    async (context) => {
      const before = await viewOf(store, context.req.valid('param').id);
      const { name, about = before.about } = context.req.valid('json');
      await graphViews.put({ ...before, name, about, updated: now() });
      return context.json({ id: before.id }, 200);
    },
  );

  api.openapi(
    writeRoute('delete', '/api/graph/views/{id}', 'Removes a graph view; it can be brought back', {
      params: one,
      answer: done,
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      if (!(await graphViews.remove(id))) throw new TelltaleError('not-found', `There is no graph view ${id}.`);
      return context.json({ done: true }, 200);
    },
  );

  api.openapi(
    writeRoute('post', '/api/graph/views/{id}/restore', 'Brings a removed graph view back', {
      params: one,
      answer: done,
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      if (!(await graphViews.restore(id))) throw new TelltaleError('not-found', `No graph view ${id} was removed.`);
      return context.json({ done: true }, 200);
    },
  );

  api.openapi(
    postRoute('/api/graph/among', 'Things as the case knows them, and what joins them', {
      body: amongSchema,
      answer: amongAnswerSchema,
    }),
    async (context) => {
      const keys = context.req.valid('json').nodes as EntityKey[];
      return context.json((await among(store, keys)).graph, 200);
    },
  );

  api.get('/api/graph/views/:id/file', async (context) => {
    const view = await viewOf(store, context.req.param('id'));
    return context.body(`${JSON.stringify(viewFile(view), null, 1)}\n`, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${view.id}.json"`,
    });
  });

  api.openapi(
    getRoute('/api/graph/edges', 'What edges mean: amount, dates, who says so, confidence, the words', {
      query: z.object({
        ids: z
          .string()
          .regex(/^a\d{1,15}(,a\d{1,15}){0,199}$/)
          .describe('At most 200, separated by commas'),
        quotes: z.coerce.number().int().min(1).max(50).default(3),
      }),
      params: nothing,
      answer: edgesFactsSchema,
    }),
    async (context) => {
      const { ids, quotes } = context.req.valid('query');
      const refs = ids.split(',').map((id) => Number(id.slice(1)));
      return context.json({ edges: await edgeFacts(store, refs, quotes) }, 200);
    },
  );
}
