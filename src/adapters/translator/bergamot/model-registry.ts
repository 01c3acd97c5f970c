/**
 * Brings translation models to this machine: from Mozilla's registry, a mirror of it, or a folder with its files.
 *
 * Files come gzipped and are checked by the SHA-256 of what they unpack to. A download that broke off goes on where it
 * stopped. A model becomes visible when its last file is in place.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { asTelltaleError, TelltaleError } from '../../../errors.ts';
import { type InstalledModel, listModels, type ModelManifest } from './model-folder.ts';
import {
  chooseModel,
  parseIndex,
  REGISTRY_URL,
  type RegistryFile,
  type RegistryIndex,
  vocabsOf,
} from './registry-index.ts';

export interface PullOptions {
  /** Where models are kept. */
  readonly folder: string;
  /** `zh-en`. */
  readonly pair: string;
  /** URL of an index with the registry's shape; its `baseUrl` holds the files. */
  readonly mirror?: string;
  /** A folder that holds `models.json` and the files, below their paths or flat, gzipped or not. No network then. */
  readonly from?: string;
  readonly offline?: boolean;
  progress?(file: string, bytes: number, total: number | undefined): void;
  readonly signal?: AbortSignal;
}

export interface DownloadEffects {
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/**
 * Pulls a model. Rejects with `offline`, `download-failed`, `model-missing` (no such pair, no such file in `from`),
 * `model-corrupt` (checksum) or `disk-full`.
 */
export async function pullModel(options: PullOptions, effects: DownloadEffects = { fetch }): Promise<InstalledModel> {
  const { folder, pair, from, mirror = REGISTRY_URL } = options;
  if (options.offline && from === undefined) {
    throw new TelltaleError('offline', `The model ${pair} is not here and the network is switched off.`);
  }
  const index = from === undefined ? await fetchIndex(mirror, options, effects) : await readIndex(from);
  const chosen = chooseModel(index, pair);
  const { model, lexicalShortlist } = chosen.files;
  const vocabs = vocabsOf(chosen.files);
  const files = [model, ...vocabs, ...(lexicalShortlist === undefined ? [] : [lexicalShortlist])];
  const target = join(folder, pair);
  try {
    await mkdir(target, { recursive: true });
    // The manifest of an older model would describe files that are about to change.
    await rm(join(target, 'model.json'), { force: true });
    const sha256: Record<string, string> = {};
    for (const file of files) {
      const name = unpackedName(file);
      sha256[name] =
        from === undefined
          ? await download(file, index.baseUrl, join(target, name), options, effects)
          : await unpack(await findFile(from, file), join(target, name), file);
    }
    const manifest: ModelManifest = {
      pair,
      from: chosen.sourceLanguage,
      to: chosen.targetLanguage,
      architecture: chosen.architecture,
      version: (sha256[unpackedName(model)] ?? '').slice(0, 8),
      source: from ?? index.baseUrl,
      model: unpackedName(model),
      vocabs: vocabs.map(unpackedName),
      ...(lexicalShortlist === undefined ? {} : { shortlist: unpackedName(lexicalShortlist) }),
      sha256,
    };
    const written = join(target, 'model.json.part');
    await writeFile(written, `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(written, join(target, 'model.json'));
  } catch (error) {
    throw asTelltaleError(error, 'download-failed');
  }
  const installed = (await listModels(folder)).find((candidate) => candidate.pair === pair);
  if (installed === undefined) throw new TelltaleError('model-missing', `The model ${pair} is not in ${folder}.`);
  return installed;
}

/** The pairs that a registry has a released model for. */
export async function availablePairs(
  options: Pick<PullOptions, 'mirror' | 'signal' | 'offline'>,
  effects: DownloadEffects = { fetch },
): Promise<readonly string[]> {
  if (options.offline) throw new TelltaleError('offline', 'The registry of models is on the network.');
  return Object.keys((await fetchIndex(options.mirror ?? REGISTRY_URL, options, effects)).models).sort();
}

async function fetchIndex(
  url: string,
  { signal }: { signal?: AbortSignal },
  { fetch }: DownloadEffects,
): Promise<RegistryIndex> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal });
    if (!response.ok) throw new TelltaleError('download-failed', `${url} answered ${response.status}.`);
    return parseIndex(await response.json(), url);
  } catch (cause) {
    if (cause instanceof TelltaleError) throw cause;
    throw new TelltaleError('download-failed', `${url} cannot be fetched.`, { cause });
  }
}

async function readIndex(folder: string): Promise<RegistryIndex> {
  const path = join(folder, 'models.json');
  try {
    return parseIndex(JSON.parse(await readFile(path, 'utf8')), path);
  } catch (cause) {
    if (cause instanceof TelltaleError) throw cause;
    throw new TelltaleError('model-missing', `${path} cannot be read; it tells which files make up a model.`, {
      cause,
    });
  }
}

/** The last part of a path that a server gave, without `.gz`: never a way out of the folder. */
function unpackedName({ path }: RegistryFile): string {
  const name = basename(path.replaceAll('\\', '/')).replace(/\.gz$/, '');
  if (name === '' || name.startsWith('.'))
    throw new TelltaleError('download-failed', `The registry names a file «${path}».`);
  return name;
}

async function findFile(folder: string, file: RegistryFile): Promise<string> {
  const name = basename(file.path);
  const inside = file.path.split(/[\\/]/).includes('..') ? [] : [join(folder, file.path)];
  for (const path of [...inside, join(folder, name), join(folder, name.replace(/\.gz$/, ''))]) {
    if (
      await stat(path).then(
        (found) => found.isFile(),
        () => false,
      )
    )
      return path;
  }
  throw new TelltaleError('model-missing', `${folder} does not hold ${name}.`, { details: { file: file.path } });
}

/** Downloads to `PATH.gz.part`, from where it broke off, and unpacks. Gives the SHA-256 of what it unpacked to. */
async function download(
  file: RegistryFile,
  baseUrl: string,
  target: string,
  { progress, signal }: PullOptions,
  { fetch }: DownloadEffects,
): Promise<string> {
  const part = `${target}.gz.part`;
  const url = `${baseUrl.replace(/\/+$/, '')}/${file.path.replace(/^\/+/, '')}`;
  const had = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  const response = await fetch(url, {
    headers: { 'accept-encoding': 'identity', ...(had > 0 ? { range: `bytes=${had}-` } : {}) },
    ...(signal === undefined ? {} : { signal }),
  });
  // 416: the part is already the whole file.
  if (response.status !== 416) {
    if (!response.ok || response.body === null) {
      throw new TelltaleError('download-failed', `${url} answered ${response.status}.`, {
        details: { status: response.status },
      });
    }
    const resumed = response.status === 206;
    const length = Number(response.headers.get('content-length'));
    const begin = resumed ? had : 0;
    let bytes = begin;
    const counter = new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length;
        progress?.(basename(target), bytes, length > 0 ? begin + length : undefined);
        done(null, chunk);
      },
    });
    await pipeline(
      Readable.fromWeb(response.body),
      counter,
      createWriteStream(part, { flags: resumed ? 'a' : 'w' }),
    ).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw cause;
      throw new TelltaleError('download-failed', `The download of ${url} broke off; it goes on there next time.`, {
        cause,
      });
    });
  }
  try {
    return await unpack(part, target, file);
  } finally {
    // A part that does not unpack to the right bytes would fail again for ever.
    await rm(part, { force: true });
  }
}

const GZIP = [0x1f, 0x8b];

async function unpack(packed: string, target: string, file: RegistryFile): Promise<string> {
  const written = `${target}.part`;
  const hash = createHash('sha256');
  const tee = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const [first, second] = await firstBytes(packed);
  const gzip = first === GZIP[0] && second === GZIP[1];
  try {
    if (gzip) await pipeline(createReadStream(packed), createGunzip(), tee, createWriteStream(written));
    else await pipeline(createReadStream(packed), tee, createWriteStream(written));
  } catch (cause) {
    await rm(written, { force: true });
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw cause;
    throw new TelltaleError('model-corrupt', `${basename(target)} cannot be unpacked.`, { cause });
  }
  const digest = hash.digest('hex');
  if (file.uncompressedHash !== undefined && file.uncompressedHash.toLowerCase() !== digest) {
    await rm(written, { force: true });
    throw new TelltaleError('model-corrupt', `${basename(target)} has another checksum than the registry says.`, {
      details: { expected: file.uncompressedHash, actual: digest },
    });
  }
  await rename(written, target);
  return digest;
}

async function firstBytes(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { start: 0, end: 1 })) return chunk as Buffer;
  return Buffer.alloc(0);
}
