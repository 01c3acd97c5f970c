/** Stage `ocr`: pages that are pictures become passages with boxes. Runs behind the text stages, so that search works first. */
import { basename } from 'node:path';
import { asTelltaleError } from '../errors.ts';
import type { Document } from '../model/document.ts';
import type { StageMark } from '../ports/store.ts';
import { type PipelineContext, throwIfStopped } from './context.ts';
import { inOrder } from './in-order.ts';
import { OCR_FILTER } from './passage-stages.ts';
import { MEMBER_SEPARATOR } from './read-file-stage.ts';

const DOCUMENTS_AT_ONCE = 200;

/** Recognises the pages of all documents that are due. Gives how many were. */
export async function ocrStage(context: PipelineContext): Promise<number> {
  const mark: StageMark = { stage: 'ocr', version: context.versions.ocr };
  const due = await context.store.stages.countDue(mark, OCR_FILTER);
  if (due === 0) return 0;
  const counter = context.progress.stage('ocr', 'documents');
  counter.expect(due);
  for (;;) {
    const documents = await context.store.stages.due(mark, OCR_FILTER, DOCUMENTS_AT_ONCE);
    if (documents.length === 0) break;
    await inOrder(
      documents,
      context.tasks.size + 1,
      async (document) => {
        throwIfStopped(context.signal);
        await recognise(context, document, mark);
      },
      async () => counter.advance(1),
    );
  }
  counter.finish();
  return due;
}

async function recognise(context: PipelineContext, document: Document, mark: StageMark): Promise<void> {
  const { documents } = context.store;
  const name = basename((document.paths[0] ?? '').split(MEMBER_SEPARATOR).at(-1) ?? '');
  let first = true;
  try {
    await context.tasks.run(
      'ocr',
      {
        path: await context.blobs.path(document.sha256),
        name,
        pages: document.ocrPages ?? [],
        passwords: context.passwords,
      },
      async (passages) => {
        await documents.putRecognised(document.id, mark, passages, { first, last: false });
        first = false;
      },
    );
    await documents.putRecognised(document.id, mark, [], { first, last: true });
  } catch (caught) {
    const error = asTelltaleError(caught, 'ocr-failed');
    if (error.code === 'interrupted' || error.code === 'disk-full' || error.code.startsWith('case-')) throw error;
    context.progress.failure(document.paths[0] ?? document.id, error.code, error.message);
    await context.store.stages.fail(document.id, mark, error.code, error.message);
  }
}
