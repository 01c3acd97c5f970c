/** Analysts' marks on documents, kept in the case: shown at once, and taken back when the server refuses. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get, post } from '../../api/client.ts';
import type { Mark } from '../../api/types.ts';
import { useNotices } from '../../shell/notices.tsx';

type MarkKey = Pick<Mark, 'document' | 'kind' | 'text'>;

export interface Marks {
  has(kind: 'read' | 'starred', document: string): boolean;
  of(document: string): readonly Mark[];
  /** All tags in use, in order. */
  readonly tags: readonly string[];
  /** `text` is a tag's name or a note's words. */
  set(kind: Mark['kind'], document: string, on: boolean, text?: string): void;
}

const KEY = ['marks'] as const;

export function marksWith(marks: readonly Mark[], change: MarkKey, on: boolean): readonly Mark[] {
  const { document, kind, text } = change;
  const rest = marks.filter((mark) => mark.document !== document || mark.kind !== kind || mark.text !== text);
  return on ? [...rest, { document, kind, text, author: '', time: new Date().toISOString() }] : rest;
}

export function useMarks(): Marks {
  const client = useQueryClient();
  const notices = useNotices();
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await get<{ marks: readonly Mark[] }>('/marks', {}, signal)).marks,
  });
  const marks = query.data;
  return useMemo(() => {
    const byDocument = Map.groupBy(marks ?? [], (mark) => mark.document);
    const tags = new Set((marks ?? []).flatMap((mark) => (mark.kind === 'tag' ? [mark.text] : [])));
    return {
      has: (kind, document) => byDocument.get(document)?.some((mark) => mark.kind === kind) ?? false,
      of: (document) => byDocument.get(document) ?? [],
      tags: [...tags].sort((a, b) => a.localeCompare(b)),
      set(kind, document, on, text = '') {
        const change = { document, kind, text };
        client.setQueryData<readonly Mark[]>(KEY, (all) => marksWith(all ?? [], change, on));
        post('/marks', { ...change, on })
          .catch((error: unknown) => notices.fail(error instanceof Error ? error.message : String(error)))
          .finally(() => {
            // Searches and the list of documents may ask for marks.
            for (const queryKey of [KEY, ['search'], ['shelf']]) void client.invalidateQueries({ queryKey });
          });
      },
    };
  }, [marks, client, notices]);
}
