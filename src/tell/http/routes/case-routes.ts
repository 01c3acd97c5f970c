/** The case as a whole: summary, ledger, overviews. */
import { z } from '@hono/zod-openapi';
import { guessZone } from '../../../model/time-zone.ts';
import { peopleSchema, statusSchema } from '../../contract/schemas.ts';
import { peopleShape, statusShape } from '../../contract/shapes.ts';
import { plain } from '../../plain.ts';
import { caseSummary } from '../../views/case-summary.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, paging } from '../describe-route.ts';
import { activitySchema, caseSchema, facetsSchema, ledgerEntrySchema, pageOf } from '../schemas.ts';

export function addCaseRoutes(api: Api, { store, pending, facts }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/case', 'The case in one look', { query: nothing, params: nothing, answer: caseSchema }),
    async (context) => context.json(await caseSummary(store, await facts(), await pending()), 200),
  );

  api.openapi(
    getRoute('/api/status', 'The ledger, as telltale status --json', {
      query: nothing,
      params: nothing,
      answer: statusSchema,
    }),
    async (context) => context.json(await statusShape(store, (await facts()).path, await pending()), 200),
  );

  const ledgerQuery = z.object({
    ...paging(200),
    collection: optionalText,
    outcome: z.enum(['pending', 'read', 'duplicate', 'skipped', 'failed', '']).optional(),
  });
  api.openapi(
    getRoute('/api/ledger', 'Every file that was found and what became of it', {
      query: ledgerQuery,
      params: nothing,
      answer: pageOf(ledgerEntrySchema),
    }),
    async (context) => {
      const { collection, outcome, ...page } = context.req.valid('query');
      const filter = { ...(collection ? { collection } : {}), ...(outcome ? { outcome } : {}) };
      return context.json(plain(await store.ledger.list(filter, page)), 200);
    },
  );

  api.openapi(
    getRoute('/api/facets', 'What the leaks consist of: kinds, languages, messages by month', {
      query: z.object({ collection: optionalText }),
      params: nothing,
      answer: facetsSchema,
    }),
    async (context) => context.json(plain(await store.documents.facets(context.req.valid('query').collection)), 200),
  );

  api.openapi(
    getRoute('/api/people', 'Participants of chats and mails, and the pairs who talk', {
      query: nothing,
      params: nothing,
      answer: peopleSchema,
    }),
    async (context) => context.json(await peopleShape(store), 200),
  );

  api.openapi(
    getRoute('/api/people/activity', 'Messages by the hour that the files state, of one sender or of all', {
      query: z.object({ who: optionalText }),
      params: nothing,
      answer: activitySchema,
    }),
    async (context) => {
      const hours = [...(await store.browse.activity(context.req.valid('query').who))];
      return context.json({ hours, zone: guessZone(hours) ?? null }, 200);
    },
  );
}
