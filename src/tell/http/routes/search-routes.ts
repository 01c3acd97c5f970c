/** Search, in any language, and all of its results as CSV or JSON lines. */
import { z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import { csvLine } from '../../csv.ts';
import { plain } from '../../plain.ts';
import { allHits, copiesOf, searchAnswer } from '../../views/search-views.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, paging, role } from '../describe-route.ts';
import { createTurns } from '../in-turn.ts';
import { copiesSchema, searchAnswerSchema, searchedDocumentsSchema, searchFacetsSchema } from '../search-schemas.ts';

/** Only what was stored after a saved search’s mark. */
const newer = z.coerce.number().int().min(0).optional();
/** Whether copies are shown once; counts, facets and exports then leave them out too. */
const fold = z.enum(['true', 'false']).default('false');
const scope = { q: z.string().min(1), in: role, collection: optionalText, document: optionalText, newer, fold };

/** The query's fields as the index names them, without those that are not given. */
function scopeOf(query: {
  q: string;
  in?: 'leak' | 'reference' | undefined;
  collection?: string | undefined;
  document?: string | undefined;
  newer?: number | undefined;
  fold: 'true' | 'false';
}) {
  const { q, in: role, collection, document, newer, fold } = query;
  return {
    text: q,
    fold: fold === 'true',
    ...(role === undefined ? {} : { role }),
    ...(collection === undefined ? {} : { collection }),
    ...(document === undefined ? {} : { document }),
    ...(newer === undefined ? {} : { newer }),
  };
}

export function addSearchRoutes(api: Api, { store }: HttpDependencies): void {
  // The query of the stroke before may still be under way; nobody waits for it any more.
  const [hitsInTurn, facetsInTurn] = [createTurns(2), createTurns()];
  api.openapi(
    getRoute('/api/search', 'Passages that match, best first', {
      query: z.object({ ...scope, ...paging(50) }),
      params: nothing,
      answer: searchAnswerSchema,
    }),
    async (context) => {
      const query = context.req.valid('query');
      const asked = { ...scopeOf(query), limit: query.limit, cursor: query.cursor };
      return context.json(await hitsInTurn(context.req.raw.signal, () => searchAnswer(store, asked)), 200);
    },
  );

  api.openapi(
    getRoute('/api/search/facets', 'How many of the matching passages have each value', {
      query: z.object(scope),
      params: nothing,
      answer: searchFacetsSchema,
    }),
    async (context) => {
      const scope = scopeOf(context.req.valid('query'));
      return context.json(plain(await facetsInTurn(context.req.raw.signal, () => store.search.facets(scope))), 200);
    },
  );

  api.openapi(
    getRoute('/api/search/documents', 'Documents with passages that match, the one of the best hit first', {
      query: z.object(scope),
      params: nothing,
      answer: searchedDocumentsSchema,
    }),
    async (context) => context.json(plain(await store.search.documents(scopeOf(context.req.valid('query')))), 200),
  );

  api.openapi(
    getRoute('/api/passages/{passage}/copies', 'What a search that folds leaves out for a passage', {
      query: nothing,
      params: z.object({ passage: z.string().regex(/^doc-[0-9a-f]{16}\.\d{1,15}$/) }),
      answer: copiesSchema,
    }),
    async (context) => context.json(await copiesOf(store, context.req.valid('param').passage), 200),
  );

  api.get('/api/search.jsonl', (context) => {
    const query = z.object(scope).parse(context.req.query());
    context.header('content-type', 'application/jsonl; charset=utf-8');
    context.header('content-disposition', 'attachment; filename="search.jsonl"');
    return stream(context, async (out) => {
      for await (const hit of allHits(store, scopeOf(query))) await out.write(`${JSON.stringify(hit)}\n`);
    });
  });

  api.get('/api/search.csv', (context) => {
    const query = z.object(scope).parse(context.req.query());
    context.header('content-type', 'text/csv; charset=utf-8');
    context.header('content-disposition', 'attachment; filename="search.csv"');
    return stream(context, async (out) => {
      await out.write(csvLine(['path', 'sha256', 'passage', 'date', 'sender', 'language', 'snippet', 'translation']));
      for await (const hit of allHits(store, scopeOf(query))) {
        const { path, sha256, passage, date, sender, language, snippet, translation } = hit;
        await out.write(csvLine([path, sha256, passage, date, sender, language, snippet, translation]));
      }
    });
  });
}
