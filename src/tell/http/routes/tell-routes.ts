/** What leaves the workbench: the report, in both its forms, and the exports. */
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';

const MEDIA_TYPES = { html: 'text/html; charset=utf-8', md: 'text/markdown; charset=utf-8' } as const;

export function addTellRoutes(api: Api, { actions }: HttpDependencies): void {
  for (const format of ['html', 'md'] as const) {
    api.get(`/api/report.${format}`, async (context) =>
      context.body(await actions.report(format), 200, {
        'content-type': MEDIA_TYPES[format],
        // Saved, not shown: the report is a page of its own, with a policy of its own.
        'content-disposition': `attachment; filename="report.${format}"`,
      }),
    );
  }
  api.get('/api/export/:name', async (context) => {
    const { fileName, mediaType, content } = await actions.export(context.req.param('name'));
    return context.body(ReadableStream.from(encoded(content)), 200, {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
    });
  });
}

async function* encoded(content: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of content) yield encoder.encode(part);
}
