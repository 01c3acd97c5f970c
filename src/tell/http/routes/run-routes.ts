/** Adding to the case: what starts a run, how it goes, and pause, resume and cancel. */
import { z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';
import { getRoute, nothing, postRoute, writeRoute } from '../describe-route.ts';
import { additionSchema, progressSchema, runLimitsSchema } from '../run-schemas.ts';

const started = z.object({ started: z.boolean() });

export function addRunRoutes(api: Api, { progress, actions }: HttpDependencies): void {
  api.openapi(
    postRoute('/api/add', 'Adds a file or folder of this machine, in the background', {
      body: additionSchema,
      answer: started,
    }),
    async (context) => {
      await actions.add(context.req.valid('json'));
      return context.json({ started: true }, 200);
    },
  );

  api.openapi(
    postRoute('/api/sample', 'Adds the sample to an empty case: a fictional leak and public facts', {
      body: nothing,
      answer: started,
    }),
    async (context) => {
      await actions.addSample();
      return context.json({ started: true }, 200);
    },
  );

  api.openapi(
    getRoute('/api/run', 'How the run goes, or how the last one went; /api/progress says it as it changes', {
      query: nothing,
      params: nothing,
      answer: progressSchema,
    }),
    async (context) => context.json(progress.current(), 200),
  );

  api.openapi(
    postRoute('/api/run/pause', 'Holds the run back between two files', {
      body: nothing,
      answer: z.object({ paused: z.boolean() }),
    }),
    async (context) => context.json({ paused: actions.pause() }, 200),
  );

  api.openapi(
    postRoute('/api/run/resume', 'Goes on with a paused run, or with one that was broken off', {
      body: nothing,
      answer: started,
    }),
    async (context) => {
      await actions.resume();
      return context.json({ started: true }, 200);
    },
  );

  api.openapi(
    postRoute('/api/run/cancel', 'Ends the run for good; everything finished is kept', {
      body: nothing,
      answer: z.object({ cancelled: z.boolean() }),
    }),
    async (context) => context.json({ cancelled: await actions.cancel() }, 200),
  );

  api.openapi(
    getRoute('/api/limits', 'How hard the runs that are started here may work', {
      query: nothing,
      params: nothing,
      answer: runLimitsSchema,
    }),
    async (context) => context.json(await actions.limits(), 200),
  );

  const { request, ...setting } = writeRoute('put', '/api/limits', 'Sets them, from the next run on', {
    params: nothing,
    answer: runLimitsSchema,
  });
  api.openapi(
    {
      ...setting,
      request: { ...request, body: { content: { 'application/json': { schema: runLimitsSchema } }, required: true } },
    },
    async (context) => {
      const limits = context.req.valid('json');
      await actions.setLimits(limits);
      return context.json(limits, 200);
    },
  );

  api.get('/api/progress', (context) =>
    streamSSE(context, async (stream) => {
      const send = (state: unknown): void => {
        // A reader that is gone is noticed by the abort below.
        stream.writeSSE({ event: 'progress', data: JSON.stringify(state) }).catch(() => stream.abort());
      };
      send(progress.current());
      const end = progress.subscribe(send);
      await new Promise<void>((gone) => {
        stream.onAbort(gone);
      });
      end();
    }),
  );
}
