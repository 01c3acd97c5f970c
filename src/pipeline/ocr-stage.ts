/** Stage `ocr`: pages that are pictures become passages with boxes. Runs behind the text stages, so that search works first. */
import { basename } from 'node:path';
import { asTelltaleError, type TelltaleError } from '../errors.ts';
import type { Document } from '../model/document.ts';
import type { StageMark } from '../ports/store.ts';
import { type PipelineContext, throwIfStopped } from './context.ts';
import { inOrder } from './in-order.ts';
import { OCR_FILTER } from './passage-stages.ts';
import { MEMBER_SEPARATOR, WORTH_ANOTHER_TRY } from './read-file-stage.ts';
import type { OcrPart } from './tasks.ts';

const DOCUMENTS_AT_ONCE = 200;

/** Recognises the pages of all documents that are due. Gives how many were. */
export async function ocrStage(context: PipelineContext): Promise<number> {
  const mark: StageMark = { stage: 'ocr', version: context.versions.ocr };
  const due = await context.store.stages.countDue(mark, OCR_FILTER);
  if (due === 0) return 0;
  const counter = context.progress.stage('ocr', 'pages');
  counter.expect(await context.store.stages.pagesDue(mark, OCR_FILTER));
  for (;;) {
    const documents = await context.store.stages.due(mark, OCR_FILTER, DOCUMENTS_AT_ONCE);
    if (documents.length === 0) break;
    await inOrder(
      documents,
      context.tasks.size + 1,
      async (document) => {
        throwIfStopped(context.signal);
        await recognise(context, document, mark, () => counter.advance(1));
      },
      async () => {},
    );
  }
  counter.finish();
  return due;
}

/** What could not be read of a document, by page. */
type FailedPages = ReadonlyMap<number, Pick<TelltaleError, 'code' | 'message'>>;

/** `onPage` is called once for each page, whatever becomes of it. */
async function recognise(
  context: PipelineContext,
  document: Document,
  mark: StageMark,
  onPage: () => void,
): Promise<void> {
  const { documents, stages } = context.store;
  let first = true;
  const failed = await recognisePages(context, document, onPage, async (passages) => {
    await documents.putRecognised(document.id, mark, passages, { first, last: false });
    first = false;
  });
  const pages = document.ocrPages?.length ?? 0;
  if (failed.size < pages || pages === 0) {
    await documents.putRecognised(document.id, mark, [], { first, last: true });
  }
  const [failure] = failed.values();
  if (failure === undefined) return;
  const message = failed.size < pages ? `${pagesInWords([...failed.keys()])}: ${failure.message}` : failure.message;
  context.progress.failure(document.paths[0] ?? document.id, failure.code, message);
  await stages.fail(document.id, mark, failure.code, message);
}

/** A page that stops its worker is tried once more alone; the others go on in a new one. */
async function recognisePages(
  context: PipelineContext,
  document: Document,
  onPage: () => void,
  store: (passages: OcrPart['passages']) => Promise<void>,
): Promise<FailedPages> {
  const input = {
    path: await context.blobs.path(document.sha256),
    name: basename((document.paths[0] ?? '').split(MEMBER_SEPARATOR).at(-1) ?? ''),
    passwords: context.passwords,
  };
  const failed = new Map<number, Pick<TelltaleError, 'code' | 'message'>>();
  let left = document.ocrPages ?? [];
  let alone: number | undefined;
  while (left.length > 0) {
    const pages: readonly number[] = alone === undefined ? left : [alone];
    const over = new Set<number>();
    const isOver = (page: number): void => {
      if (over.has(page)) return;
      over.add(page);
      onPage();
    };
    try {
      await context.tasks.run('ocr', { ...input, pages }, async ({ page, passages, failure }) => {
        isOver(page);
        if (failure) failed.set(page, failure);
        else await store(passages);
      });
      for (const page of pages) isOver(page);
      alone = undefined;
    } catch (caught) {
      const error = asTelltaleError(caught, 'ocr-failed');
      if (error.code === 'interrupted' || error.code === 'disk-full' || error.code.startsWith('case-')) throw error;
      const stopped = pages.find((page) => !over.has(page));
      const isPage = stopped !== undefined && WORTH_ANOTHER_TRY.has(error.code);
      // What is wrong with the file is wrong with all its pages.
      const lost = isPage ? (stopped === alone ? [stopped] : []) : pages;
      for (const page of lost) {
        if (!over.has(page)) failed.set(page, error);
        isOver(page);
      }
      alone = isPage && lost.length === 0 ? stopped : undefined;
    }
    left = left.filter((page) => !over.has(page));
  }
  return failed;
}

/** Pages that are named; of more only the number is told. */
const NAMED = 20;

function pagesInWords(pages: readonly number[]): string {
  const some = pages.slice(0, NAMED).join(', ');
  if (pages.length > NAMED) return `Pages ${some} and ${pages.length - NAMED} more`;
  return pages.length === 1 ? `Page ${some}` : `Pages ${some}`;
}
