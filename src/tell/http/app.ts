/** The HTTP application: the workbench's pages, and the API under `/api` with its OpenAPI description. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { HttpDependencies } from './dependencies.ts';
import { addDoor, addSignOut } from './door.ts';
import { addCaseRoutes } from './routes/case-routes.ts';
import { addCorrectionRoutes } from './routes/correction-routes.ts';
import { addDocumentRoutes } from './routes/document-routes.ts';
import { addEntityRoutes } from './routes/entity-routes.ts';
import { addGraphRoutes } from './routes/graph-routes.ts';
import { addGraphViewRoutes } from './routes/graph-view-routes.ts';
import { addIdentityRoutes } from './routes/identity-routes.ts';
import { addLibraryRoutes } from './routes/library-routes.ts';
import { addMarkRoutes } from './routes/mark-routes.ts';
import { addModelRoutes } from './routes/model-routes.ts';
import { addOverlapRoutes } from './routes/overlap-routes.ts';
import { addPages } from './routes/page-routes.ts';
import { addPatternRoutes } from './routes/pattern-routes.ts';
import { addRunRoutes } from './routes/run-routes.ts';
import { addSavedSearchRoutes } from './routes/saved-search-routes.ts';
import { addSearchRoutes } from './routes/search-routes.ts';
import { addShelfRoutes } from './routes/shelf-routes.ts';
import { addTellRoutes } from './routes/tell-routes.ts';
import { addTermRoutes } from './routes/term-routes.ts';
import { addUploadRoutes } from './routes/upload-routes.ts';
import { gate, headers, ownSite } from './security.ts';

export type Api = OpenAPIHono;

/** In the order in which the description lists them. */
const ROUTES: readonly ((api: Api, dependencies: HttpDependencies) => void)[] = [
  addCaseRoutes,
  addRunRoutes,
  addUploadRoutes,
  addSearchRoutes,
  addSavedSearchRoutes,
  addShelfRoutes,
  addDocumentRoutes,
  addEntityRoutes,
  addMarkRoutes,
  addOverlapRoutes,
  addPatternRoutes,
  addIdentityRoutes,
  addLibraryRoutes,
  addGraphRoutes,
  addGraphViewRoutes,
  addTermRoutes,
  addCorrectionRoutes,
  addModelRoutes,
  addTellRoutes,
];

export function createHttpApp(dependencies: HttpDependencies): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const where = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new TelltaleError('usage', where);
    },
  });
  app.onError((caught, context) => {
    const error = asTelltaleError(caught);
    if (error.code === 'internal') console.error(caught);
    return context.json({ code: error.code, message: error.message, advice: error.advice }, error.status as 400);
  });
  app.use(headers);
  app.use(ownSite(dependencies));
  addDoor(app, dependencies);
  app.use(gate(dependencies));
  addSignOut(app, dependencies);
  for (const add of ROUTES) add(app, dependencies);
  app.doc31('/api', {
    openapi: '3.1.0',
    info: {
      title: 'Telltale',
      version: dependencies.version,
      description: 'The workbench’s own API, on this machine.',
    },
  });
  app.all('/api/*', (context) => {
    throw new TelltaleError(
      'not-found',
      `There is no ${context.req.method} ${context.req.path}; GET /api lists what there is.`,
    );
  });
  addPages(app, dependencies.webRoot);
  return app;
}
