/** The pages, in the order of the top bar. */
import type { Messages } from '../language/language.tsx';

export interface PageLink {
  readonly to: string;
  readonly name: keyof Messages['pages'];
  /** Second key after `g`. */
  readonly key: string;
  /** Shown in the bar at any width, only on wide screens, or under More. */
  readonly place: 'always' | 'wide' | 'more';
}

export const PAGES: readonly PageLink[] = [
  { to: '/', name: 'overview', key: 'h', place: 'always' },
  { to: '/search', name: 'search', key: 's', place: 'always' },
  { to: '/read', name: 'reader', key: 'r', place: 'always' },
  { to: '/overlaps', name: 'overlaps', key: 'o', place: 'always' },
  { to: '/graph', name: 'graph', key: 'g', place: 'always' },
  { to: '/people', name: 'people', key: 'p', place: 'wide' },
  { to: '/timeline', name: 'timeline', key: 't', place: 'wide' },
  { to: '/map', name: 'map', key: 'm', place: 'wide' },
  { to: '/library', name: 'library', key: 'l', place: 'wide' },
  { to: '/clients', name: 'clients', key: 'c', place: 'more' },
  { to: '/targets', name: 'targets', key: 'v', place: 'more' },
  { to: '/suppliers', name: 'suppliers', key: 'u', place: 'more' },
  { to: '/tools', name: 'tools', key: 'w', place: 'more' },
  { to: '/files', name: 'files', key: 'f', place: 'more' },
  { to: '/settings', name: 'settings', key: ',', place: 'more' },
];
