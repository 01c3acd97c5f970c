/** Marks on documents: read, starred, tags, notes. What is set can be taken away again by the same call. */
import { z } from '@hono/zod-openapi';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, postRoute } from '../describe-route.ts';
import { marksSchema, newMarkSchema } from '../schemas.ts';

export function addMarkRoutes(api: Api, { store: { marks }, author, clock }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/marks', 'Marks of all documents, or of one', {
      query: z.object({ document: optionalText }),
      params: nothing,
      answer: marksSchema,
    }),
    async (context) => context.json({ marks: [...(await marks.list(context.req.valid('query').document))] }, 200),
  );

  api.openapi(
    postRoute('/api/marks', 'Sets a mark, or takes it away', {
      body: newMarkSchema,
      answer: z.object({ on: z.boolean() }),
    }),
    async (context) => {
      const { on, ...mark } = context.req.valid('json');
      if (on) await marks.put({ ...mark, author, time: clock().toISOString() });
      else await marks.remove(mark);
      return context.json({ on }, 200);
    },
  );
}
