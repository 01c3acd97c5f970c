/** Pages of documents as pictures, drawn in a worker process of their own. */
import { basename, join } from 'node:path';
import { TelltaleError } from '../errors.ts';
import { MEMBER_SEPARATOR } from '../pipeline/read-file-stage.ts';
import type { TaskRunner } from '../pipeline/tasks.ts';
import { createWorkerPool } from '../pipeline/worker-pool.ts';
import type { Case } from './case.ts';
import { DEFAULT_ENGINE_SETTINGS } from './compose.ts';
import { PROGRAM_ROOT } from './program.ts';

export interface PageImages {
  /** PNG of a page, from 1; of a document of page pictures, that picture. Rejects with `not-found`. */
  page(document: string, page: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function createPageImages(theCase: Case): PageImages {
  let pool: TaskRunner | undefined;
  const tasks = (): TaskRunner => {
    pool ??= createWorkerPool({
      script: join(PROGRAM_ROOT, 'src', 'app', 'worker.ts'),
      size: 1,
      scratch: theCase.scratch,
      readable: [PROGRAM_ROOT, theCase.folder],
      timeLimit: DEFAULT_ENGINE_SETTINGS.timeLimit * 1000,
      memoryLimit: DEFAULT_ENGINE_SETTINGS.memoryLimit * 2 ** 20,
    });
    return pool;
  };
  const { documents } = theCase.store;

  async function draw(id: string, page: number): Promise<Uint8Array> {
    const document = await documents.get(id);
    if (!document) throw new TelltaleError('not-found', `There is no document ${id}.`);
    if (document.kind === 'page-document') {
      const links = (await documents.links(id)).from.filter((link) => link.relation === 'page');
      const picture = links.find((link) => link.position === page);
      if (picture) return draw(picture.to, 1);
    }
    const name = basename((document.paths[0] ?? '').split(MEMBER_SEPARATOR).at(-1) ?? '');
    const { png } = await tasks().run('page', { path: await theCase.blobs.path(document.sha256), name, page });
    return png;
  }

  return {
    page: draw,
    async close() {
      await pool?.close();
    },
  };
}
