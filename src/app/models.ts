/** Translation models: what is here, fetching one, checking them. */
import { type InstalledModel, listModels, verifyModel } from '../adapters/translator/bergamot/model-folder.ts';
import { availablePairs, pullModel } from '../adapters/translator/bergamot/model-registry.ts';
import { asTelltaleError } from '../errors.ts';
import { modelFolder } from './translation.ts';

export async function installedModels(): Promise<{ folder: string; models: readonly InstalledModel[] }> {
  const folder = modelFolder();
  return { folder, models: await listModels(folder) };
}

/** Rejects as `pullModel` does: `offline`, `download-failed`, `model-missing`, `model-corrupt`, `disk-full`. */
export async function pullTranslationModel(
  pair: string,
  options: { readonly mirror?: string; readonly from?: string; readonly offline: boolean },
  signal: AbortSignal,
  progress: (file: string, bytes: number, total: number | undefined) => void,
): Promise<InstalledModel> {
  const { mirror, from, offline } = options;
  return pullModel({
    folder: modelFolder(),
    pair,
    offline,
    progress,
    signal,
    ...(mirror === undefined ? {} : { mirror }),
    ...(from === undefined ? {} : { from }),
  });
}

/** The pairs that the registry has a model for. Rejects with `offline` or `download-failed`. */
export async function modelPairs(options: {
  readonly mirror?: string;
  readonly offline: boolean;
}): Promise<readonly string[]> {
  return availablePairs(options);
}

export interface VerifiedModel {
  readonly pair: string;
  readonly right: boolean;
  /** What is wrong. */
  readonly message: string | null;
}

/** Hashes the files of all models. */
export async function verifyModels(): Promise<readonly VerifiedModel[]> {
  const { models } = await installedModels();
  const verified: VerifiedModel[] = [];
  for (const model of models) {
    try {
      await verifyModel(model);
      verified.push({ pair: model.pair, right: true, message: null });
    } catch (caught) {
      verified.push({ pair: model.pair, right: false, message: asTelltaleError(caught).message });
    }
  }
  return verified;
}
