/** Versions of what the stages' results depend on: when one changes, documents are due for that stage again. */
import type { StageVersions } from '../pipeline/context.ts';
import type { EntityExtractor } from '../ports/entity-extractor.ts';
import type { Store } from '../ports/store.ts';
import type { Translator } from '../ports/translator.ts';
import { READER_VERSIONS } from '../read/reader-versions.ts';
import { keptVersions, translatorVersions } from './translation.ts';

/** Raise a number when the stage's code finds something else in the same text. */
const CODE = { ocr: '3', understand: '43', names: '11', connect: '20' } as const;

/** `remote` are the engines that the user named for this run. */
export async function stageVersions(
  store: Store,
  remote: readonly Translator[] = [],
  relations?: EntityExtractor,
): Promise<StageVersions> {
  const translate = await translatorVersions(remote);
  return {
    readers: new Set(READER_VERSIONS),
    ocr: CODE.ocr,
    understand: CODE.understand,
    translate,
    translateAlso: keptVersions(await store.stages.versions('translate'), translate),
    names: CODE.names,
    ...(relations === undefined ? {} : { relate: relations.name }),
    connect: CODE.connect,
  };
}
