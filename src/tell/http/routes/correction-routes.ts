/** What analysts set right in passages: translations and mentions, and taking it back. */
import { z } from '@hono/zod-openapi';
import { plain } from '../../plain.ts';
import type { Api } from '../app.ts';
import {
  appliedCorrectionSchema,
  correctionSchema,
  glossedWordSchema,
  newMentionCorrectionSchema,
  newTranslationCorrectionSchema,
} from '../correction-schemas.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, optionalText, postRoute } from '../describe-route.ts';

export function addCorrectionRoutes(api: Api, { store, corrections, gloss }: HttpDependencies): void {
  api.openapi(
    getRoute('/api/corrections', 'Corrections that count, oldest first; of one document when one is named', {
      query: z.object({ document: optionalText }),
      params: nothing,
      answer: z.array(appliedCorrectionSchema),
    }),
    async (context) => {
      const { document } = context.req.valid('query');
      return context.json(plain(await store.corrections.list(document === undefined ? {} : { document })), 200);
    },
  );

  api.openapi(
    getRoute(
      '/api/passages/{id}/gloss',
      'A passage word by word, from the term base, the lexicons and the dictionary',
      {
        query: nothing,
        params: z.object({ id: z.string() }),
        answer: z.object({ words: z.array(glossedWordSchema) }),
      },
    ),
    async (context) => context.json(plain({ words: await gloss(context.req.valid('param').id) }), 200),
  );

  api.openapi(
    postRoute('/api/corrections/translation', 'Corrects the translation of a sentence or of a whole passage', {
      body: newTranslationCorrectionSchema,
      answer: correctionSchema,
    }),
    async (context) => context.json(plain(await corrections.translation(context.req.valid('json'))), 200),
  );

  api.openapi(
    postRoute('/api/corrections/mention', 'Says what a span is not, what it is, or both', {
      body: newMentionCorrectionSchema,
      answer: correctionSchema,
    }),
    async (context) => context.json(plain(await corrections.mention(context.req.valid('json'))), 200),
  );

  api.openapi(
    postRoute('/api/corrections/withdraw', 'Takes a correction back', {
      body: z.object({ id: z.string() }),
      answer: correctionSchema,
    }),
    async (context) => context.json(plain(await corrections.withdraw(context.req.valid('json').id)), 200),
  );
}
