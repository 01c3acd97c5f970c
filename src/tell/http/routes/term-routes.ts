/** The case's term base: what it holds, changing it, files of it, its history. */
import { z } from '@hono/zod-openapi';
import { TelltaleError } from '../../../errors.ts';
import { plain } from '../../plain.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, postRoute } from '../describe-route.ts';
import {
  shippedTermSchema,
  termChangeSchema,
  termEditsSchema,
  termImportSchema,
  termOutcomeSchema,
  termsSchema,
} from '../term-schemas.ts';

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', tbx: 'application/x-tbx+xml; charset=utf-8' } as const;
const SHIPPED = 200;

export function addTermRoutes(api: Api, { store, terms }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/terms', 'The term base as it stands', { query: nothing, params: nothing, answer: termsSchema }),
    async (context) => {
      const [all, waiting, history] = [
        await store.terms.list(),
        await store.terms.countTouched(),
        await store.terms.history(),
      ];
      const undone = new Set(history.map(({ undoes }) => undoes));
      const canUndo = history.some(({ batch, undoes }) => undoes === undefined && !undone.has(batch));
      return context.json({ terms: plain(all), waiting, canUndo }, 200);
    },
  );

  api.openapi(
    getRoute('/api/terms/history', 'Every change of the term base, newest first', {
      query: nothing,
      params: nothing,
      answer: z.array(termChangeSchema),
    }),
    async (context) => context.json(plain(await store.terms.history()), 200),
  );

  api.openapi(
    getRoute('/api/terms/shipped', `Terms of the shipped lexicons that hold a text, at most ${SHIPPED}`, {
      query: z.object({ find: optionalText }),
      params: nothing,
      answer: z.array(shippedTermSchema),
    }),
    async (context) => {
      const wanted = context.req.valid('query').find?.toLowerCase() ?? '';
      const found = (await terms.shipped()).filter(({ term, rendering }) =>
        `${term}\n${rendering}`.toLowerCase().includes(wanted),
      );
      return context.json(plain(found.slice(0, SHIPPED)), 200);
    },
  );

  api.openapi(
    postRoute('/api/terms', 'Changes terms as one step; the passages that hold them are translated again', {
      body: termEditsSchema,
      answer: termOutcomeSchema,
    }),
    async (context) => context.json(await terms.change(context.req.valid('json').edits), 200),
  );

  api.openapi(
    postRoute('/api/terms/undo', 'Takes the last step back', { body: nothing, answer: termOutcomeSchema }),
    async (context) => context.json(await terms.undo(), 200),
  );

  api.openapi(
    postRoute('/api/terms/import', 'Adds the terms of a CSV or TBX file as one step', {
      body: termImportSchema,
      answer: termOutcomeSchema,
    }),
    async (context) => {
      const { name, text, from, to } = context.req.valid('json');
      return context.json(await terms.import(name, text, { to, ...(from === undefined ? {} : { from }) }), 200);
    },
  );

  api.get('/api/terms/export/:format', async (context) => {
    const format = context.req.param('format');
    if (format !== 'csv' && format !== 'tbx') throw new TelltaleError('not-found', `There is no format ${format}.`);
    return context.body(await terms.export(format), 200, {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': `attachment; filename="terms.${format}"`,
    });
  });
}
