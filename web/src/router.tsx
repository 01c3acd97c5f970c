/** The addresses of the workbench. Pages load when they are first gone to. */
import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import { lists, parseAddress, texts, writeAddress } from './address.ts';
import { reached, tryAgain } from './api/reached.ts';
import { useMessages } from './language/language.tsx';
import { Empty, Failure, Loading } from './parts/states.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const OVERLAP_FILTERS = ['verdict', 'conclusion', 'likelihood', 'kind', 'label', 'source'] as const;
const overlapSearch = (search: Record<string, unknown>) => lists(search, OVERLAP_FILTERS);
const overlapsPage = lazyRouteComponent(
  reached(() => import('./pages/overlaps/overlaps-page.tsx')),
  'OverlapsPage',
);
const readerPage = lazyRouteComponent(
  reached(() => import('./pages/reader/reader-page.tsx')),
  'ReaderPage',
);
const graphPage = lazyRouteComponent(
  reached(() => import('./pages/graph/graph-page.tsx')),
  'GraphPage',
);
const graphSearch = (search: Record<string, unknown>) => texts(search, ['at', 'to', 'overlap', 'all']);
const of = { getParentRoute: () => root };

function patternRoute<Path extends string>(
  path: Path,
  page: keyof typeof import('./pages/patterns/pattern-pages.tsx'),
) {
  return createRoute({
    ...of,
    path,
    component: lazyRouteComponent(
      reached(() => import('./pages/patterns/pattern-pages.tsx')),
      page,
    ),
    validateSearch: (search: Record<string, unknown>) => texts(search, ['table', 'from', 'to']),
  });
}

const routes = [
  createRoute({
    ...of,
    path: '/',
    component: lazyRouteComponent(
      reached(() => import('./pages/overview/overview-page.tsx')),
      'OverviewPage',
    ),
  }),
  createRoute({
    ...of,
    path: '/add',
    component: lazyRouteComponent(
      reached(() => import('./pages/add/add-page.tsx')),
      'AddPage',
    ),
  }),
  createRoute({
    ...of,
    path: '/search',
    component: lazyRouteComponent(
      reached(() => import('./pages/search/search-page.tsx')),
      'SearchPage',
    ),
    validateSearch: (search: Record<string, unknown>) => texts(search, ['q', 'in', 'collection', 'newer', 'copies']),
  }),
  createRoute({
    ...of,
    path: '/search/batch',
    component: lazyRouteComponent(
      reached(() => import('./pages/search/batch-page.tsx')),
      'BatchPage',
    ),
  }),
  createRoute({
    ...of,
    path: '/read',
    component: readerPage,
    validateSearch: (search: Record<string, unknown>) => texts(search, ['q']),
  }),
  createRoute({
    ...of,
    path: '/read/$document',
    component: readerPage,
    validateSearch: (search: Record<string, unknown>) =>
      texts(search, ['p', 's', 'q', 'in', 'collection', 'copies', 'view', 'page']),
  }),
  createRoute({ ...of, path: '/overlaps', component: overlapsPage, validateSearch: overlapSearch }),
  createRoute({ ...of, path: '/overlaps/$id', component: overlapsPage, validateSearch: overlapSearch }),
  createRoute({
    ...of,
    path: '/graph',
    component: graphPage,
    validateSearch: graphSearch,
  }),
  createRoute({ ...of, path: '/graph/$view', component: graphPage, validateSearch: graphSearch }),
  createRoute({
    ...of,
    path: '/people',
    component: lazyRouteComponent(
      reached(() => import('./pages/people/people-page.tsx')),
      'PeoplePage',
    ),
    validateSearch: (search: Record<string, unknown>) => texts(search, ['who']),
  }),
  createRoute({
    ...of,
    path: '/timeline',
    component: lazyRouteComponent(
      reached(() => import('./pages/timeline/timeline-page.tsx')),
      'TimelinePage',
    ),
    validateSearch: (search: Record<string, unknown>) => texts(search, ['from', 'to']),
  }),
  createRoute({
    ...of,
    path: '/map',
    component: lazyRouteComponent(
      reached(() => import('./pages/map/map-page.tsx')),
      'MapPage',
    ),
    validateSearch: (search: Record<string, unknown>) => texts(search, ['from', 'to']),
  }),
  createRoute({
    ...of,
    path: '/library',
    component: lazyRouteComponent(
      reached(() => import('./pages/library/library-page.tsx')),
      'LibraryPage',
    ),
  }),
  patternRoute('/clients', 'ClientsPage'),
  patternRoute('/targets', 'TargetsPage'),
  patternRoute('/suppliers', 'SuppliersPage'),
  patternRoute('/tools', 'ToolsPage'),
  patternRoute('/people/tables', 'PeopleTables'),
  createRoute({
    ...of,
    path: '/people/names',
    component: lazyRouteComponent(
      reached(() => import('./pages/people/identities-page.tsx')),
      'IdentitiesPage',
    ),
  }),
  patternRoute('/timeline/tables', 'TimelineTables'),
  createRoute({
    ...of,
    path: '/files',
    component: lazyRouteComponent(
      reached(() => import('./pages/files/files-page.tsx')),
      'FilesPage',
    ),
    validateSearch: (search: Record<string, unknown>) => texts(search, ['outcome', 'collection']),
  }),
  createRoute({
    ...of,
    path: '/settings',
    component: lazyRouteComponent(
      reached(() => import('./pages/settings/settings-page.tsx')),
      'SettingsPage',
    ),
  }),
];

export const router = createRouter({
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={() => tryAgain(error, reset)} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function NotFound() {
  const m = useMessages();
  return (
    <Empty
      title={m.states.notFound}
      action={
        <Link className="btn" to="/">
          {m.states.home}
        </Link>
      }
    >
      {m.states.notFoundHelp}
    </Empty>
  );
}
