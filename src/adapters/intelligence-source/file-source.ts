/** A source that is one or a few files at fixed addresses. */
import { join } from 'node:path';
import type { IntelligenceSource } from '../../ports/intelligence-source.ts';
import { download, type Fetch } from './download.ts';

export interface FileSourceDescription extends Omit<IntelligenceSource, 'fetch'> {
  /** File name in the library's folder, and where it comes from. */
  readonly files: readonly { readonly name: string; readonly url: string }[];
}

export function createFileSource({ files, ...source }: FileSourceDescription, fetchUrl: Fetch): IntelligenceSource {
  return {
    ...source,
    async fetch(folder, progress) {
      const paths: string[] = [];
      let before = 0;
      for (const { name, url } of files) {
        const path = join(folder, name);
        let here = 0;
        await download(
          url,
          path,
          (bytes) => {
            here = bytes;
            progress(before + bytes);
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
