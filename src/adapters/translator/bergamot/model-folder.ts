/** The models on this machine: one folder each, `FROM-TO/`, with the files and a `model.json` that describes them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../../errors.ts';
import type { BergamotFiles } from './bergamot-worker.ts';

/** What `model.json` holds. */
export interface ModelManifest {
  readonly pair: string;
  readonly from: string;
  readonly to: string;
  readonly architecture: string;
  readonly version: string;
  /** Where the files were taken from. */
  readonly source: string;
  readonly model: string;
  readonly vocabs: readonly string[];
  readonly shortlist?: string;
  /** Hex SHA-256 of each file by name. */
  readonly sha256: Readonly<Record<string, string>>;
}

export interface InstalledModel extends ModelManifest {
  readonly folder: string;
  readonly files: BergamotFiles;
}

/** Installed models by pair. An absent folder holds none. Rejects with `model-corrupt` where a manifest cannot be read. */
export async function listModels(folder: string): Promise<readonly InstalledModel[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new TelltaleError('unreadable-file', `${folder} cannot be read.`, { cause: error });
  });
  const models: InstalledModel[] = [];
  for (const entry of entries
    .filter((each) => each.isDirectory())
    .sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const model = await readModel(join(folder, entry.name));
    if (model !== undefined) models.push(model);
  }
  return models;
}

async function readModel(folder: string): Promise<InstalledModel | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, 'model.json'), 'utf8');
  } catch (error) {
    // A pull that has not ended has no manifest yet.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new TelltaleError('unreadable-file', `${folder}/model.json cannot be read.`, { cause: error });
  }
  try {
    const manifest = JSON.parse(text) as ModelManifest;
    const files: BergamotFiles = {
      model: join(folder, manifest.model),
      vocabs: manifest.vocabs.map((vocab) => join(folder, vocab)),
      ...(manifest.shortlist === undefined ? {} : { shortlist: join(folder, manifest.shortlist) }),
    };
    return { ...manifest, folder, files };
  } catch (cause) {
    throw new TelltaleError('model-corrupt', `${folder}/model.json is damaged.`, { cause });
  }
}

/** Hashes all files of a model. Rejects with `model-corrupt`, or `model-missing` where a file is gone. */
export async function verifyModel(model: InstalledModel): Promise<void> {
  for (const [name, expected] of Object.entries(model.sha256)) {
    const actual = await hashFile(join(model.folder, name));
    if (actual !== expected) {
      throw new TelltaleError('model-corrupt', `${model.pair}: ${name} has another checksum than it should.`, {
        details: { pair: model.pair, file: name, expected, actual },
      });
    }
  }
}

/** Hex SHA-256 of a file. Rejects with `model-missing` where it is not there. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
    throw new TelltaleError('model-missing', `${path} is not there.`, { cause });
  });
  return hash.digest('hex');
}
