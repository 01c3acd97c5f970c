/** Patterns over the whole case, as JSON and as tables; and the term lists that they go by. */
import { z } from '@hono/zod-openapi';
import { patternCsv } from '../../views/patterns/pattern-csv.ts';
import { PATTERNS, patternAnswer, patternNamed } from '../../views/patterns/patterns.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, writeRoute } from '../describe-route.ts';
import {
  newTermListSchema,
  patternListSchema,
  patternSchema,
  termListName,
  termListSchema,
} from '../pattern-schemas.ts';

const named = z.object({ name: z.string().min(1) });
const list = z.object({ list: termListName });

export function addPatternRoutes(api: Api, { patterns }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/patterns', 'The patterns that there are', {
      query: nothing,
      params: nothing,
      answer: patternListSchema,
    }),
    (context) =>
      context.json({ patterns: PATTERNS.map(({ name, title, question }) => ({ name, title, question })) }, 200),
  );

  api.openapi(
    getRoute('/api/patterns/{name}', 'A pattern: findings and tables, every row with its quotes', {
      query: z.object({
        limit: z.coerce.number().int().min(1).max(100_000).default(200),
        quotes: z.coerce.number().int().min(0).max(1000).default(3),
        table: optionalText,
      }),
      params: named,
      answer: patternSchema,
    }),
    async (context) => {
      const { name } = context.req.valid('param');
      return context.json(await patternAnswer(await patterns.context(), name, context.req.valid('query')), 200);
    },
  );

  api.get('/api/patterns/:name/table.csv', async (context) => {
    const { name } = patternNamed(context.req.param('name'));
    const csv = await patternCsv(await patterns.context(), name, {
      table: context.req.query('table'),
      unmasked: false,
    });
    return context.body(csv, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    });
  });

  api.openapi(
    getRoute('/api/lists/{list}', 'A term list as it counts in this case', {
      query: nothing,
      params: list,
      answer: termListSchema,
    }),
    async (context) => context.json(await patterns.list(context.req.valid('param').list), 200),
  );

  const { request, ...replacing } = writeRoute('put', '/api/lists/{list}', 'Replaces a term list in this case', {
    params: list,
    answer: termListSchema,
  });
  api.openapi(
    {
      ...replacing,
      request: { ...request, body: { content: { 'application/json': { schema: newTermListSchema } }, required: true } },
    },
    async (context) =>
      context.json(await patterns.setList(context.req.valid('param').list, context.req.valid('json').terms), 200),
  );

  api.openapi(
    writeRoute('delete', '/api/lists/{list}', 'Goes back to the list that Telltale ships', {
      params: list,
      answer: termListSchema,
    }),
    async (context) => context.json(await patterns.setList(context.req.valid('param').list, null), 200),
  );
}
