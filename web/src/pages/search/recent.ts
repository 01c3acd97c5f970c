/** The last queries of this browser, newest first. */
import { read, write } from '../../parts/remembered.ts';

const KEPT = 8;

export function recentQueries(): readonly string[] {
  return (read('queries') ?? '').split('\n').filter(Boolean);
}

export function rememberQuery(query: string): void {
  write('queries', [query, ...recentQueries().filter((other) => other !== query)].slice(0, KEPT).join('\n'));
}
