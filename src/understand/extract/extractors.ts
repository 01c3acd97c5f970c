/** The extractors of names, roles and relations, in the order in which they run. Add one here. */
import type { EntityExtractor } from '../../ports/entity-extractor.ts';
import { createAliasExtractors } from './aliases-in-text.ts';
import { createDocumentPropertyExtractor } from './document-properties.ts';
import { createMessageFileExtractor } from './message-files.ts';
import { createMessagePartyExtractor } from './message-parties.ts';
import { createNameFinder } from './names/name-finder.ts';
import { createNameExtractor } from './names-in-text.ts';
import { createQuantityExtractor } from './quantities.ts';
import { createRelationExtractors } from './relations-in-text.ts';
import { createSignatureExtractor } from './signatures.ts';
import { createTableRowExtractor } from './table-rows.ts';

/** Makes them all; each loads its word lists once. The library's names have a stage of their own (`library-names.ts`). */
export async function defaultExtractors(): Promise<readonly EntityExtractor[]> {
  const finder = await createNameFinder();
  return [
    createTableRowExtractor(),
    createQuantityExtractor(),
    createNameExtractor(finder),
    ...createRelationExtractors(finder),
    ...createAliasExtractors(finder),
    createMessageFileExtractor(),
    createMessagePartyExtractor(),
    createSignatureExtractor(),
    createDocumentPropertyExtractor(),
  ];
}
