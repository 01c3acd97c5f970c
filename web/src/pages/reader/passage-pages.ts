/** The passages of a document, asked for in pages as they come into view. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { PASSAGE_PAGE as PAGE, passagePage } from '../../api/queries.ts';
import type { PassageEntry } from '../../api/types.ts';

interface PassagePage {
  readonly passages: readonly PassageEntry[];
}

/** Page numbers that hold the ordinals from `first` to `last`, and the next one, so that scrolling meets no gap. */
export function pagesFor(first: number, last: number, count: number): readonly number[] {
  const top = Math.max(0, Math.floor((count - 1) / PAGE));
  const from = Math.max(0, Math.floor(first / PAGE));
  const to = Math.min(top, Math.floor((last + PAGE / 2) / PAGE));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

export interface Passages {
  /** The passage at an ordinal, undefined while it loads. */
  at(ordinal: number): PassageEntry | undefined;
  /** Says which ordinals are in view. */
  show(first: number, last: number): void;
  readonly error: unknown;
  retry(): void;
}

export function usePassagesOf(document: string, count: number, start: number): Passages {
  const client = useQueryClient();
  const [pages, setPages] = useState<readonly number[]>(() => pagesFor(Math.max(0, start - 30), start + 30, count));
  const key = useCallback((page: number) => passagePage(document, page).queryKey, [document]);
  const results = useQueries({ queries: pages.map((page) => passagePage(document, page)) });
  const loaded = results.filter((result) => result.data).length;
  const error = results.find((result) => result.error)?.error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that arrives changes what `at` gives
  return useMemo<Passages>(
    () => ({
      // Pages that were seen before stay in the cache: scrolling back shows them at once.
      at: (ordinal) => {
        const page = client.getQueryData<PassagePage>(key(Math.floor(ordinal / PAGE)));
        const first = page?.passages[0]?.ordinal ?? 0;
        const entry = page?.passages[ordinal - first];
        return entry?.ordinal === ordinal ? entry : page?.passages.find((other) => other.ordinal === ordinal);
      },
      show: (first, last) => {
        const wanted = pagesFor(first, last, count);
        setPages((old) => (old.join() === wanted.join() ? old : wanted));
      },
      error,
      retry: () => {
        client
          .refetchQueries({ queryKey: ['document', document, 'passages'] })
          .catch((cause: unknown) => console.error(cause));
      },
    }),
    [client, key, count, document, error, loaded, pages],
  );
}
