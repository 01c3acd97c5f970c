/** Documents: lists, one of them, its outline, passages with translations and mentions, pages as pictures, the bytes. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { z } from '@hono/zod-openapi';
import type { DocumentKind } from '../../../model/document.ts';
import { plain } from '../../plain.ts';
import { documentDetail, documentEntries, documentOf, outlineOf, passagesOfPage } from '../../views/document-views.ts';
import { partsOf } from '../../views/part-views.ts';
import { passageEntries } from '../../views/passage-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, paging } from '../describe-route.ts';
import {
  documentDetailSchema,
  documentOutlineSchema,
  documentPartsSchema,
  documentSchema,
  mailThreadSchema,
  pageOf,
  passagesSchema,
} from '../schemas.ts';

const id = z.object({ id: z.string() });
const LANGUAGE = 'en';

export function addDocumentRoutes(api: Api, { store, blobs, actions }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/documents', 'Documents, leaks first', {
      query: z.object({ ...paging(100), collection: optionalText, kind: optionalText }),
      params: nothing,
      answer: pageOf(documentSchema),
    }),
    async (context) => {
      const { collection, kind, ...page } = context.req.valid('query');
      const { entries, cursor } = await documentEntries(
        store,
        { collection, kind: kind as DocumentKind | undefined },
        page,
      );
      return context.json({ entries: [...entries], cursor }, 200);
    },
  );

  api.openapi(
    getRoute('/api/documents/{id}', 'One document, with what hangs together with it', {
      query: nothing,
      params: id,
      answer: documentDetailSchema,
    }),
    async (context) => context.json(await documentDetail(store, context.req.valid('param').id), 200),
  );

  api.openapi(
    getRoute(
      '/api/documents/{id}/outline',
      'Who wrote in a document, on which days, and what kinds of things it mentions',
      {
        query: nothing,
        params: id,
        answer: documentOutlineSchema,
      },
    ),
    async (context) => context.json(await outlineOf(store, context.req.valid('param').id), 200),
  );

  api.openapi(
    getRoute('/api/documents/{id}/thread', 'The conversation of a mail, by date; empty for what is no mail', {
      query: nothing,
      params: id,
      answer: mailThreadSchema,
    }),
    async (context) => {
      const document = await documentOf(store, context.req.valid('param').id);
      return context.json({ mails: plain([...(await store.browse.thread(document.id))]) }, 200);
    },
  );

  api.openapi(
    getRoute('/api/documents/{id}/parts', 'What a document holds, one level of it, with what became of each part', {
      query: nothing,
      params: id,
      answer: documentPartsSchema,
    }),
    async (context) => context.json(await partsOf(store, context.req.valid('param').id), 200),
  );

  api.openapi(
    getRoute('/api/documents/{id}/passages', 'Passages in reading order, with translation and mentions', {
      query: z.object({
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(2000).default(100),
        page: z.coerce.number().int().min(1).optional(),
      }),
      params: id,
      answer: passagesSchema,
    }),
    async (context) => {
      const { from, limit, page } = context.req.valid('query');
      const { id: document } = context.req.valid('param');
      const passages =
        page === undefined
          ? await store.documents.passages(document, { from, limit })
          : await passagesOfPage(store, document, page);
      return context.json({ passages: await passageEntries(store, passages, LANGUAGE) }, 200);
    },
  );

  api.openapi(
    getRoute('/api/passages', 'Some passages by their ids, separated by commas', {
      query: z.object({ ids: z.string() }),
      params: nothing,
      answer: passagesSchema,
    }),
    async (context) => {
      const ids = context.req
        .valid('query')
        .ids.split(',')
        .filter((each) => each !== '')
        .slice(0, 500);
      return context.json(
        { passages: await passageEntries(store, await store.documents.passagesById(ids), LANGUAGE) },
        200,
      );
    },
  );

  api.get('/api/documents/:id/pages/:page', async (context) => {
    const page = Number(context.req.param('page').replace(/\.png$/, ''));
    const png = await actions.page(context.req.param('id'), Number.isInteger(page) && page > 0 ? page : 1);
    return context.body(new Uint8Array(png), 200, {
      'content-type': 'image/png',
      'cache-control': 'private, max-age=3600',
    });
  });

  api.get('/api/documents/:id/bytes', async (context) => {
    const document = await documentOf(store, context.req.param('id'));
    const name = basename(document.paths[0] ?? document.sha256);
    const file = createReadStream(await blobs.path(document.sha256));
    return context.body(Readable.toWeb(file) as ReadableStream, 200, {
      // Whatever the bytes claim to be, a browser saves them.
      'content-type': 'application/octet-stream',
      'content-length': String(document.size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  });
}
