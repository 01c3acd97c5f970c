/** Loads Bergamot's WebAssembly module (npm `@browsermt/bergamot-translator`, MPL-2.0) inside a worker thread. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Node has it; the type library that describes it is the browser's. */
declare const WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: object }> };

interface Deletable {
  delete(): void;
}
export interface AlignedMemory extends Deletable {
  getByteArrayView(): Int8Array;
}
interface NativeList<T> extends Deletable {
  push_back(entry: T): void;
}
interface Responses extends Deletable {
  get(index: number): { getTranslatedText(): string };
}
export type NativeModel = Deletable;

/** What of Emscripten's bindings is used. */
export interface BergamotModule {
  readonly asm: Readonly<Record<string, (...values: number[]) => number>>;
  readonly AlignedMemory: new (size: number, alignment: number) => AlignedMemory;
  readonly AlignedMemoryList: new () => NativeList<AlignedMemory>;
  readonly VectorString: new () => NativeList<string>;
  readonly VectorResponseOptions: new () => NativeList<{ alignment: boolean; html: boolean; qualityScores: boolean }>;
  readonly BlockingService: new (options: {
    cacheSize: number;
  }) => { translate(model: NativeModel, input: Deletable, options: Deletable): Responses };
  readonly TranslationModel: new (
    config: string,
    model: AlignedMemory,
    shortlist: AlignedMemory | null,
    vocabs: Deletable,
    qualityModel: null,
  ) => NativeModel;
}

/** Imports that the module wants from a faster multiplier, and its own functions that do the same. */
const MULTIPLIER: Readonly<Record<string, string>> = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

/**
 * The package's own worker script uses `require` in a folder that says `"type": "module"`, so the glue is run here.
 * `abort` is called when the module gives up; it is of no use afterwards.
 */
export async function loadBergamotModule(abort: (reason: string) => void): Promise<BergamotModule> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('@browsermt/bergamot-translator'))), 'worker');
  const binary = readFileSync(join(folder, 'bergamot-translator-worker.wasm'));
  const glue = readFileSync(join(folder, 'bergamot-translator-worker.js'), 'utf8');
  return new Promise((resolve, reject) => {
    const module: Record<string, unknown> = {
      print() {},
      printErr() {},
      onAbort: (reason: unknown) => abort(String(reason)),
      onRuntimeInitialized: () => resolve(module as unknown as BergamotModule),
      instantiateWasm(imports: object, accept: (instance: object) => void) {
        const multiplier = Object.fromEntries(
          Object.entries(MULTIPLIER).map(([name, own]) => [
            name,
            (...values: number[]) => (module as unknown as BergamotModule).asm[own]?.(...values),
          ]),
        );
        WebAssembly.instantiate(binary, { ...imports, wasm_gemm: multiplier }).then(
          ({ instance }) => accept(instance),
          reject,
        );
        return {};
      },
    };
    const run = new Function('Module', 'require', '__dirname', '__filename', glue);
    run(module, createRequire(import.meta.url), folder, join(folder, 'bergamot-translator-worker.js'));
  });
}
