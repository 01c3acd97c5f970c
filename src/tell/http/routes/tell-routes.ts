/** What leaves the workbench: the report, in both its forms, and the exports. */
import { z } from '@hono/zod-openapi';
import { TelltaleError } from '../../../errors.ts';
import { REPORT_LANGUAGES, type ReportLanguage } from '../../report/report-language.ts';
import type { Api } from '../app.ts';
import type { HttpDependencies } from '../dependencies.ts';

const MEDIA_TYPES = { html: 'text/html; charset=utf-8', md: 'text/markdown; charset=utf-8' } as const;

/** What is streamed or no JSON: described for the reader of the API, checked by the handlers themselves. */
const DESCRIBED = [
  ['/api/report.html', 'text/html', 'The report as one page, masked; language=zh-hans for Chinese headlines'],
  ['/api/report.md', 'text/markdown', 'The report as Markdown, masked; takes the same'],
  ['/api/export/{name}', 'application/octet-stream', 'The case in a format of telltale export, masked'],
  ['/api/search.csv', 'text/csv', 'All hits of a search; takes what /api/search takes'],
  ['/api/search.jsonl', 'application/jsonl', 'All hits of a search, one JSON object a line'],
  ['/api/patterns/{name}/table.csv', 'text/csv', 'A pattern’s table with all of its rows'],
  ['/api/progress', 'text/event-stream', 'How the run goes, as it changes: events of the shape of /api/run'],
] as const;

export function addTellRoutes(api: Api, { actions }: HttpDependencies): void {
  for (const format of ['html', 'md'] as const) {
    api.get(`/api/report.${format}`, async (context) =>
      context.body(await actions.report(format, languageOf(context.req.query('language'))), 200, {
        'content-type': MEDIA_TYPES[format],
        // Saved, not shown: the report is a page of its own, with a policy of its own.
        'content-disposition': `attachment; filename="report.${format}"`,
      }),
    );
  }
  for (const [path, type, summary] of DESCRIBED) {
    api.openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      ...(path.includes('{name}') ? { request: { params: z.object({ name: z.string() }) } } : {}),
      responses: { 200: { description: summary, content: { [type]: { schema: z.string() } } } },
    });
  }
  api.get('/api/export/:name', async (context) => {
    const { fileName, mediaType, content } = await actions.export(context.req.param('name'));
    return context.body(ReadableStream.from(encoded(content)), 200, {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
    });
  });
}

function languageOf(asked: string | undefined): ReportLanguage {
  const found = REPORT_LANGUAGES.find((language) => language === (asked ?? 'en'));
  if (found) return found;
  throw new TelltaleError('usage', `Reports are made in ${REPORT_LANGUAGES.join(' and ')}, not in «${asked}».`);
}

async function* encoded(content: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of content) yield encoder.encode(part);
}
