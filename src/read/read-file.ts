/** Reads a file with the first reader that accepts it; one that finds it is not its format hands it on. */
import { TelltaleError } from '../errors.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from './reader.ts';
import { READERS } from './readers.ts';
import { REFERENCE_READERS } from './reference/reference-readers.ts';
import { statingIndicators } from './reference/stated-indicators.ts';

/** Gives `name/version` of the reader that read it. Rejects with that reader's TelltaleError. */
export async function readFile(
  input: ReaderInput,
  sink: ReadSink,
  readers: readonly Reader[] = READERS,
): Promise<{ reader: string; summary: ReadSummary }> {
  for (const reader of readers) {
    if (!reader.accepts(input.probe)) continue;
    try {
      return {
        reader: `${reader.name}/${reader.version}`,
        summary: await reader.read(input, sinkFor(reader, input, sink)),
      };
    } catch (caught) {
      if (caught instanceof TelltaleError && caught.code === 'unsupported-format') continue;
      throw caught;
    }
  }
  throw new TelltaleError('unsupported-format', `No reader takes ${input.probe.name}.`);
}

/** Tables and appendices of reports state something; what is structured says so itself. */
function sinkFor(reader: Reader, input: ReaderInput, sink: ReadSink): ReadSink {
  if (input.role !== 'reference' || REFERENCE_READERS.includes(reader)) return sink;
  return statingIndicators(sink, input.source);
}
