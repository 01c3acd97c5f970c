/** Translation models: what is here, fetching one, checking them. */
import { type InstalledModel, listModels, verifyModel } from '../adapters/translator/bergamot/model-folder.ts';
import { pullModel } from '../adapters/translator/bergamot/model-registry.ts';
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

/** Rejects with `model-corrupt` at the first model whose files are not what they were. */
export async function verifyModels(): Promise<readonly InstalledModel[]> {
  const { models } = await installedModels();
  for (const model of models) await verifyModel(model);
  return models;
}
