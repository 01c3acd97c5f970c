/** Mozilla's index of translation models, and which of a pair's models to take. */
import { z } from 'zod';
import { TelltaleError } from '../../../errors.ts';

/** Firefox Translations models, MPL-2.0. */
export const REGISTRY_URL =
  'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json';

const FILE = z.object({
  /** Relative to `baseUrl`, gzip. */
  path: z.string(),
  /** Of the file when unpacked. */
  uncompressedSize: z.number().optional(),
  uncompressedHash: z.string().optional(),
});
const MODEL = z.object({
  architecture: z.string(),
  releaseStatus: z.string(),
  sourceLanguage: z.string(),
  targetLanguage: z.string(),
  files: z.object({
    model: FILE,
    vocab: FILE.optional(),
    srcVocab: FILE.optional(),
    trgVocab: FILE.optional(),
    lexicalShortlist: FILE.optional(),
  }),
});
const INDEX = z.object({
  generated: z.string().optional(),
  baseUrl: z.string(),
  models: z.record(z.string(), z.array(MODEL)),
});

export type RegistryFile = z.infer<typeof FILE>;
export type RegistryModel = z.infer<typeof MODEL>;
export type RegistryIndex = z.infer<typeof INDEX>;

/** Throws `download-failed` where the answer is no index. */
export function parseIndex(value: unknown, url: string): RegistryIndex {
  const parsed = INDEX.safeParse(value);
  if (!parsed.success) {
    throw new TelltaleError('download-failed', `${url} is no index of translation models.`, { cause: parsed.error });
  }
  return parsed.data;
}

/** The better architecture first; of one architecture what is released for any device. */
const STATUSES = ['Release', 'Release Desktop', 'Release Android'];
const ARCHITECTURES = ['base-memory', 'base', 'tiny'];

/** Throws `model-missing` for a pair without a released model, naming the pairs that have one. */
export function chooseModel(index: RegistryIndex, pair: string): RegistryModel {
  const rank = (order: readonly string[], value: string): number =>
    (order.indexOf(value) + order.length + 1) % (order.length + 1);
  const [best] = (index.models[pair] ?? [])
    .filter(({ releaseStatus, files }) => STATUSES.includes(releaseStatus) && vocabsOf(files).length > 0)
    .sort(
      (one, other) =>
        rank(ARCHITECTURES, one.architecture) - rank(ARCHITECTURES, other.architecture) ||
        rank(STATUSES, one.releaseStatus) - rank(STATUSES, other.releaseStatus),
    );
  if (best === undefined) {
    const pairs = Object.keys(index.models).sort().join(' ');
    throw new TelltaleError('model-missing', `There is no released model ${pair}. There are: ${pairs}`, {
      details: { pair },
    });
  }
  return best;
}

/** One shared vocabulary, or the source's and the target's. */
export function vocabsOf({ vocab, srcVocab, trgVocab }: RegistryModel['files']): readonly RegistryFile[] {
  if (vocab !== undefined) return [vocab];
  return srcVocab !== undefined && trgVocab !== undefined ? [srcVocab, trgVocab] : [];
}
