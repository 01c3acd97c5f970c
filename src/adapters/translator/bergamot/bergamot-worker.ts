/** A worker thread with one Bergamot model. An abort of the module ends the thread; its owner starts another. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type AlignedMemory, type BergamotModule, loadBergamotModule, type NativeModel } from './bergamot-module.ts';

export interface BergamotFiles {
  readonly model: string;
  /** One shared vocabulary, or the source's and the target's. */
  readonly vocabs: readonly string[];
  readonly shortlist?: string;
}

export interface BergamotJob {
  readonly id: number;
  /** HTML: masked spans are empty elements, which the engine moves with the words around them. */
  readonly texts: readonly string[];
}

export type BergamotReply = { readonly id: number; readonly texts: readonly string[] } | { readonly ready: true };

const MODEL_ALIGNMENT = 256;
const VOCABULARY_ALIGNMENT = 64;

/** As Firefox configures it. int8shiftAlphaAll aborts on a model without alphas, which are tensors of their own. */
function configOf(model: Buffer): string {
  const precision = model.includes('QuantMultA') ? 'int8shiftAlphaAll' : 'int8shiftAll';
  return [
    'beam-size: 1',
    'normalize: 1.0',
    'word-penalty: 0',
    'max-length-break: 128',
    'mini-batch-words: 1024',
    'workspace: 128',
    'max-length-factor: 2.0',
    'skip-cost: true',
    'cpu-threads: 0',
    'quiet: true',
    'quiet-translation: true',
    `gemm-precision: ${precision}`,
    'alignment: soft',
    '',
  ].join('\n');
}

function aligned(module: BergamotModule, bytes: Buffer, alignment: number): AlignedMemory {
  const memory = new module.AlignedMemory(bytes.byteLength, alignment);
  memory.getByteArrayView().set(bytes);
  return memory;
}

function loadModel(module: BergamotModule, files: BergamotFiles): NativeModel {
  const model = readFileSync(files.model);
  const vocabs = new module.AlignedMemoryList();
  for (const vocab of files.vocabs) vocabs.push_back(aligned(module, readFileSync(vocab), VOCABULARY_ALIGNMENT));
  const shortlist =
    files.shortlist === undefined ? null : aligned(module, readFileSync(files.shortlist), VOCABULARY_ALIGNMENT);
  return new module.TranslationModel(configOf(model), aligned(module, model, MODEL_ALIGNMENT), shortlist, vocabs, null);
}

async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('bergamot-worker runs as a worker thread');
  const module = await loadBergamotModule((reason) => {
    throw new Error(`Bergamot gave up: ${reason}`);
  });
  const model = loadModel(module, workerData as BergamotFiles);
  const service = new module.BlockingService({ cacheSize: 0 });
  const reply = (message: BergamotReply): void => port.postMessage(message);
  port.on('message', ({ id, texts }: BergamotJob) => {
    const input = new module.VectorString();
    const options = new module.VectorResponseOptions();
    for (const text of texts) {
      input.push_back(text);
      options.push_back({ alignment: false, html: true, qualityScores: false });
    }
    const responses = service.translate(model, input, options);
    const translated = texts.map((_, index) => responses.get(index).getTranslatedText());
    input.delete();
    options.delete();
    responses.delete();
    reply({ id, texts: translated });
  });
  reply({ ready: true });
}

await serve();
