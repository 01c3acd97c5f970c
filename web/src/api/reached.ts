/** Pages that are loaded while the server may be gone: that is said in the page, which the browser's own error would replace. */
import { ApiError, get } from './client.ts';

/** A loader of a part of the workbench. Rejects with `unreachable` where nobody answers; else as it did. */
export function reached<T>(load: () => Promise<T>): () => Promise<T> {
  return () =>
    load().catch(async (cause: unknown) => {
      // Where the server answers, its files are newer than this page: the router then loads everything anew.
      await get('/case');
      throw cause;
    });
}

/** What a failed page does when it is tried again. A part that did not load is only asked for anew with the whole page. */
export function tryAgain(error: unknown, reset: () => void): void {
  if (!(error instanceof ApiError) || error.code !== 'unreachable') {
    reset();
    return;
  }
  get('/case').then(
    () => location.reload(),
    // Still nobody: what stands in the page says so.
    () => undefined,
  );
}
