/** Pages of documents as pictures, drawn in a worker process. */
import { basename } from 'node:path';
import { TelltaleError } from '../errors.ts';
import { MEMBER_SEPARATOR } from '../pipeline/read-file-stage.ts';
import type { Case } from './case.ts';
import type { ReaderPool } from './reader-pool.ts';

export interface PageImages {
  /** PNG of a page, from 1; of a document of page pictures, that picture. Rejects with `not-found`. */
  page(document: string, page: number): Promise<Uint8Array>;
}

export function createPageImages(theCase: Case, pool: ReaderPool): PageImages {
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
    const { png } = await pool.run('page', { path: await theCase.blobs.path(document.sha256), name, page });
    return png;
  }

  return { page: draw };
}
