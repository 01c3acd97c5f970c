/** How hard the runs that the workbench starts may work, kept in the case. */
import { z } from 'zod';
import type { Store } from '../ports/store.ts';
import { DEFAULT_ENGINE_SETTINGS } from './compose.ts';
import type { RunSettings } from './run-messages.ts';

const SETTING = 'run-limits';

const limitsSchema = z.object({
  ocr: z.boolean(),
  workers: z.int(),
  timeLimit: z.int(),
  memoryLimit: z.int(),
});
export type RunLimits = z.infer<typeof limitsSchema>;

/** The case's own, or the defaults. */
export async function runLimits(store: Pick<Store, 'settings'>): Promise<RunLimits> {
  const kept = await store.settings.get(SETTING);
  const { ocr, workers, timeLimit, memoryLimit } = DEFAULT_ENGINE_SETTINGS;
  // A case that came from a later version may hold what this one does not know.
  const parsed = limitsSchema.safeParse(kept ? JSON.parse(kept) : undefined);
  return parsed.success ? parsed.data : { ocr, workers, timeLimit, memoryLimit };
}

export async function setRunLimits(store: Pick<Store, 'settings'>, limits: RunLimits): Promise<void> {
  await store.settings.set(SETTING, JSON.stringify(limits));
}

export async function runSettings(store: Pick<Store, 'settings'>): Promise<RunSettings> {
  const { translators: _, ...defaults } = DEFAULT_ENGINE_SETTINGS;
  return { ...defaults, ...(await runLimits(store)) };
}
