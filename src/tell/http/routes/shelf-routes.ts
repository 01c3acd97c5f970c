/** The documents as one list to read through: its groups, any part of it, and who stands beside a document. */
import { z } from '@hono/zod-openapi';
import type { ShelfFilter } from '../../../ports/shelf-store.ts';
import { shelfEntries } from '../../views/document-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, paging } from '../describe-route.ts';
import { documentSchema, pageOf, shelfGroupsSchema, shelfPlaceSchema } from '../schemas.ts';

const filter = {
  q: optionalText,
  mark: z
    .enum(['unread', 'starred', 'noted', 'superseded', ''])
    .optional()
    .transform((mark) => mark || undefined),
  tag: optionalText,
};

function filterOf(query: {
  q?: string | undefined;
  mark?: ShelfFilter['mark'] | undefined;
  tag?: string | undefined;
}): ShelfFilter {
  const { q, mark, tag } = query;
  return {
    ...(q === undefined ? {} : { text: q }),
    ...(mark === undefined ? {} : { mark }),
    ...(tag === undefined ? {} : { tag }),
  };
}

export function addShelfRoutes(api: Api, { store }: HttpDependencies): void {
  api.openapi(
    getRoute(
      '/api/shelf',
      'Documents in reading order; a cursor is a place, so any part of the list may be asked for',
      {
        query: z.object({ ...filter, ...paging(100) }),
        params: nothing,
        answer: pageOf(documentSchema),
      },
    ),
    async (context) => {
      const { limit, cursor, ...rest } = context.req.valid('query');
      const { entries, cursor: next } = await shelfEntries(store, filterOf(rest), { limit, cursor });
      return context.json({ entries: [...entries], cursor: next }, 200);
    },
  );

  api.openapi(
    getRoute('/api/shelf/groups', 'How many documents of each kind the list holds', {
      query: z.object(filter),
      params: nothing,
      answer: shelfGroupsSchema,
    }),
    async (context) => {
      const groups = await store.shelf.groups(filterOf(context.req.valid('query')));
      const total = groups.reduce((sum, { documents }) => sum + documents, 0);
      return context.json({ total, groups: [...groups] }, 200);
    },
  );

  api.openapi(
    getRoute('/api/shelf/place', 'Where a document stands in the list, and what stands beside it', {
      query: z.object({ ...filter, document: z.string() }),
      params: nothing,
      answer: shelfPlaceSchema,
    }),
    async (context) => {
      const { document, ...rest } = context.req.valid('query');
      return context.json(await store.shelf.place(filterOf(rest), document), 200);
    },
  );
}
