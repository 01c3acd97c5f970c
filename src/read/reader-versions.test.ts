import { expect, it } from 'vitest';
import { READER_VERSIONS } from './reader-versions.ts';
import { READERS } from './readers.ts';

it('lists every reader as it is', () => {
  expect(READER_VERSIONS).toEqual(READERS.map((reader) => `${reader.name}/${reader.version}`));
});
