/** Files that the browser sends: begun, sent in parts, then added like a folder of this machine. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { postRoute, writeRoute } from '../describe-route.ts';
import { aboutCollectionSchema } from '../run-schemas.ts';

const upload = z.object({ upload: z.string() });

export function addUploadRoutes(api: Api, { actions: { uploads } }: HttpDependencies): void {
  api.openapi(
    postRoute('/api/uploads', 'Begins an upload of about so many bytes', {
      body: z.object({ bytes: z.int().min(0) }),
      answer: upload,
    }),
    async (context) => context.json({ upload: await uploads.begin(context.req.valid('json').bytes) }, 200),
  );

  const part = z.object({ path: z.string().min(1).max(4096), offset: z.coerce.number().int().min(0) });
  api.openapi(
    createRoute({
      ...writeRoute('put', '/api/uploads/{upload}/part', 'Writes a part of a file at an offset, at most 16 MiB', {
        params: upload,
        answer: z.object({ size: z.int() }),
      }),
      request: {
        params: upload,
        query: part,
        body: { content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
      },
    }),
    async (context) => {
      const { path, offset } = context.req.valid('query');
      const body = context.req.raw.body ?? new Blob([]).stream();
      return context.json({ size: await uploads.write(context.req.valid('param').upload, path, offset, body) }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...writeRoute('post', '/api/uploads/{upload}/add', 'Adds what has arrived, in the background', {
        params: upload,
        answer: z.object({ started: z.boolean() }),
      }),
      request: { params: upload, body: { content: { 'application/json': { schema: aboutCollectionSchema } } } },
    }),
    async (context) => {
      await uploads.add(context.req.valid('param').upload, context.req.valid('json'));
      return context.json({ started: true }, 200);
    },
  );

  api.openapi(
    createRoute(
      writeRoute('delete', '/api/uploads/{upload}', 'Drops an upload that is not wanted after all', {
        params: upload,
        answer: z.object({ dropped: z.boolean() }),
      }),
    ),
    async (context) => {
      await uploads.drop(context.req.valid('param').upload);
      return context.json({ dropped: true }, 200);
    },
  );
}
