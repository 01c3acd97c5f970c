/** A source that is one or a few files at fixed addresses. */
import { join } from 'node:path';
import { TelltaleError } from '../../errors.ts';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { download, type Fetch } from './download.ts';

export interface FileSourceDescription extends Omit<IntelligenceSource, 'fetch'> {
  /** File name in the library's folder, and where it comes from; `{key}` stands for the secret that the source needs. */
  readonly files: readonly { readonly name: string; readonly url: string }[];
}

export function createFileSource(
  { files, ...source }: FileSourceDescription,
  fetchUrl: Fetch,
  secret: (variable: string) => string | undefined,
): IntelligenceSource {
  const [only] = files;
  return {
    ...source,
    ...(only && files.length === 1 && !only.name.endsWith('.zip') ? { file: only.name } : {}),
    async fetch(folder, progress) {
      const key = source.needs && secret(source.needs.variable);
      if (source.needs && !key) {
        throw new TelltaleError(
          'key-missing',
          `${source.title} wants a key: get one at ${source.needs.from} and put it into ${source.needs.variable}.`,
        );
      }
      const paths: string[] = [];
      let before = 0;
      for (const { name, url } of files) {
        const path = join(folder, name);
        let here = 0;
        await download(
          url.replace('{key}', encodeURIComponent(key ?? '')),
          path,
          (bytes, total) => {
            here = bytes;
            progress(before + bytes, files.length === 1 ? total : undefined);
          },
          fetchUrl,
        );
        before += here;
        paths.push(path);
      }
      return paths;
    },
  };
}
