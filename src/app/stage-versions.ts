/** Versions of what the stages' results depend on: raise one and the documents are due for that stage again. */
import type { StageVersions } from '../pipeline/context.ts';
import { READERS } from '../read/readers.ts';

export const STAGE_VERSIONS: StageVersions = {
  readers: new Set(READERS.map((reader) => `${reader.name}/${reader.version}`)),
  ocr: 'pp-ocr/1',
  understand: '1',
  translate: 'gloss/1',
  names: '1',
};
