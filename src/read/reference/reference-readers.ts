/** Readers of structured public intelligence, most particular first. They come before the generic JSON, CSV and YAML readers. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { entityListReader } from './entity-list-reader.ts';
import { factsReader } from './facts-reader.ts';
import { gazetteerReader } from './gazetteer-reader.ts';
import { indicatorTableReader } from './indicator-table-reader.ts';
import { jsonFeedReader } from './json-feed-reader.ts';
import { mispEventReader } from './misp-event-reader.ts';
import { mispFeedIndexReader } from './misp-feed-index-reader.ts';
import { mispGalaxyReader } from './misp-galaxy-reader.ts';
import { mispWarninglistReader } from './misp-warninglist-reader.ts';
import { stixBundleReader } from './stix/stix-bundle-reader.ts';

/** In a leak the same files are documents like any other: the next reader takes them. */
function inReferencesOnly(reader: Reader): Reader {
  return {
    ...reader,
    async read(input, sink) {
      if (input.role !== 'reference') {
        throw new TelltaleError('unsupported-format', `${reader.name} is for references; this file is part of a leak.`);
      }
      return reader.read(input, sink);
    },
  };
}

export const REFERENCE_READERS: readonly Reader[] = [
  stixBundleReader,
  mispFeedIndexReader,
  mispEventReader,
  mispGalaxyReader,
  mispWarninglistReader,
  factsReader,
  gazetteerReader,
  jsonFeedReader,
  entityListReader,
  indicatorTableReader,
].map(inReferencesOnly);
