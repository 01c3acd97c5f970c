/** Turns the pages of a document: its own, or the pictures that are its pages. */
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { DocumentDetail, PassageEntry } from '../../api/types.ts';
import type { Span } from '../../parts/spans.ts';
import { Loaded } from '../../parts/states.tsx';
import { PageView } from './page-view.tsx';

export interface DocumentPage {
  readonly document: string;
  /** From 1, in that document. */
  readonly page: number;
}

/** The pages in order: pictures that a page document lists, else the document's own pages. */
export function pagesOf(document: Pick<DocumentDetail, 'id' | 'kind' | 'children' | 'pages'>): readonly DocumentPage[] {
  const pictures = document.children
    .filter((child) => child.relation === 'page')
    .toSorted((a, b) => a.position - b.position);
  if (pictures.length > 0) return pictures.map((child) => ({ document: child.document, page: 1 }));
  return Array.from({ length: document.pages }, (_, index) => ({ document: document.id, page: index + 1 }));
}

const MOST = 2000;

function usePagePassages(page: DocumentPage) {
  return useQuery({
    queryKey: ['document', page.document, 'page', page.page],
    staleTime: 300_000,
    queryFn: async ({ signal }) =>
      (
        await get<{ passages: readonly PassageEntry[] }>(
          `/documents/${page.document}/passages`,
          { page: page.page, from: 0, limit: MOST },
          signal,
        )
      ).passages,
  });
}

/** The page of a passage, to open a link at the right one. */
function usePageOfPassage(document: string, ordinal: number | undefined) {
  return useQuery({
    queryKey: ['document', document, 'passage', ordinal],
    enabled: ordinal !== undefined,
    queryFn: async ({ signal }) => {
      const { passages } = await get<{ passages: readonly PassageEntry[] }>(
        `/documents/${document}/passages`,
        { from: ordinal, limit: 1 },
        signal,
      );
      const position = passages[0]?.position;
      return position?.kind === 'page' ? position.page : 1;
    },
  });
}

export function PagesOfDocument({
  pages,
  number,
  turn,
  document,
  ...rest
}: {
  pages: readonly DocumentPage[];
  number: number | undefined;
  turn: (number: number) => void;
  document: DocumentDetail;
  target: number | undefined;
  evidence: readonly Span[];
  words: readonly string[];
  translated: boolean;
}) {
  const ofTarget = usePageOfPassage(document.id, number === undefined ? rest.target : undefined);
  const waiting = number === undefined && rest.target !== undefined && ofTarget.isPending;
  const shown = Math.max(1, Math.min(pages.length, number ?? ofTarget.data ?? 1));
  const page = pages[shown - 1] ?? { document: document.id, page: 1 };
  const passages = usePagePassages(page);
  if (waiting) return null;
  return (
    <Loaded query={passages} rows={12}>
      {(entries) => (
        <PageView
          key={`${page.document} ${page.page}`}
          document={page.document}
          page={page.page}
          number={shown}
          count={pages.length}
          turn={(next) => turn(Math.max(1, Math.min(pages.length, next)))}
          passages={entries}
          {...rest}
        />
      )}
    </Loaded>
  );
}
