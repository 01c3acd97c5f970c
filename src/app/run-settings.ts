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
  textLimit: z.int(),
  archiveDepth: z.int(),
  archiveMembers: z.int(),
  unpackedLimit: z.int(),
  unpackRatio: z.int(),
});
export type RunLimits = z.infer<typeof limitsSchema>;

/** The case's own, or the defaults. */
export async function runLimits(store: Pick<Store, 'settings'>): Promise<RunLimits> {
  const kept = await store.settings.get(SETTING);
  const defaults = limitsSchema.parse(DEFAULT_ENGINE_SETTINGS);
  // A case that came from another version may hold what this one does not know, or lack what it does.
  const parsed = limitsSchema.partial().safeParse(kept ? JSON.parse(kept) : {});
  return { ...defaults, ...(parsed.success ? definedOf(parsed.data) : {}) };
}

function definedOf(limits: { readonly [K in keyof RunLimits]?: RunLimits[K] | undefined }): Partial<RunLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

export async function setRunLimits(store: Pick<Store, 'settings'>, limits: RunLimits): Promise<void> {
  await store.settings.set(SETTING, JSON.stringify(limits));
}

export async function runSettings(store: Pick<Store, 'settings'>): Promise<RunSettings> {
  const { translators: _, ...defaults } = DEFAULT_ENGINE_SETTINGS;
  return { ...defaults, ...(await runLimits(store)) };
}
