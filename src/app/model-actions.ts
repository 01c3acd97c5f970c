/** What the workbench does with translation models: shows, fetches with progress, checks and drops them. */
import { rm } from 'node:fs/promises';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import type { Store } from '../ports/store.ts';
import type { ModelActions, ModelPull } from '../tell/http/dependencies.ts';
import { installedModels, modelPairs, pullTranslationModel, verifyModels } from './models.ts';

/** Setting of the case by which the workbench stays off the network. */
const OFFLINE = 'offline';
/** Kept after their end, so that a page that looks away sees how they ended. */
const ENDED_KEPT = 10;

export interface ModelEffects {
  /** The program was started with the network switched off: no setting switches it on. */
  readonly offline: boolean;
  /** Passages are due when a model has come or gone. */
  readonly update: () => void;
}

/** Whether the analyst switched the network off for this case. */
export async function isSwitchedOff(settings: Store['settings']): Promise<boolean> {
  return (await settings.get(OFFLINE)) === 'yes';
}

export function modelActions(settings: Store['settings'], { offline: forced, update }: ModelEffects): ModelActions {
  const pulls = new Map<string, ModelPull & { readonly controller: AbortController }>();
  const isOffline = async (): Promise<boolean> => forced || (await isSwitchedOff(settings));

  function tell(pair: string, change: Partial<ModelPull>): void {
    const before = pulls.get(pair);
    if (before) pulls.set(pair, { ...before, ...change });
  }

  async function run(pair: string, options: { mirror?: string; from?: string }, signal: AbortSignal): Promise<void> {
    try {
      await pullTranslationModel(pair, { ...options, offline: await isOffline() }, signal, (file, bytes, total) =>
        tell(pair, { file, bytes, total: total ?? null }),
      );
      tell(pair, { state: 'done' });
      update();
    } catch (caught) {
      const { code, message, advice } = asTelltaleError(caught);
      tell(pair, signal.aborted ? { state: 'stopped' } : { state: 'failed', error: { code, message, advice } });
    }
  }

  return {
    async list() {
      const { folder, models } = await installedModels();
      return {
        folder,
        offline: await isOffline(),
        offlineForced: forced,
        models: models.map(({ pair, from, to, architecture, version, source }) => ({
          pair,
          from,
          to,
          architecture,
          version,
          source,
        })),
        pulls: [...pulls.values()].map(({ controller: _, ...pull }) => pull),
      };
    },
    async setOffline(offline) {
      await settings.set(OFFLINE, offline ? 'yes' : 'no');
      if (offline) for (const { controller } of pulls.values()) controller.abort();
    },
    async available(mirror) {
      return modelPairs({ offline: await isOffline(), ...(mirror === undefined ? {} : { mirror }) });
    },
    async pull(pair, options) {
      if (pulls.get(pair)?.state === 'running') throw new TelltaleError('case-busy', `${pair} is being fetched.`);
      if (options.from === undefined && (await isOffline())) {
        throw new TelltaleError('offline', 'The network is switched off in the settings.');
      }
      const ended = [...pulls].filter(([, { state }]) => state !== 'running').map(([name]) => name);
      for (const name of [pair, ...ended.slice(0, -ENDED_KEPT)]) pulls.delete(name);
      const controller = new AbortController();
      pulls.set(pair, { pair, state: 'running', file: '', bytes: 0, total: null, error: null, controller });
      // Every outcome is told in `pulls`.
      void run(pair, options, controller.signal);
    },
    stop(pair) {
      const pull = pulls.get(pair);
      if (pull?.state !== 'running') return false;
      pull.controller.abort();
      return true;
    },
    async remove(pair) {
      const { models } = await installedModels();
      const model = models.find((each) => each.pair === pair);
      if (!model) throw new TelltaleError('model-missing', `There is no model ${pair} on this machine.`);
      await rm(model.folder, { recursive: true, force: true });
      update();
    },
    verify: verifyModels,
  };
}
