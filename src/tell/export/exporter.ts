/** An exporter turns a case into one file of a format that other tools read. */
import type { Store } from '../../ports/store.ts';

export interface ExportOptions {
  /** Shows personal identifiers, passwords and keys in full. */
  readonly unmasked: boolean;
  /** When the export is made. The same case and time give the same bytes. */
  readonly now: Date;
  /** Of Telltale. */
  readonly version: string;
}

export interface Exporter {
  /** As the command line and the API name it. */
  readonly name: string;
  /** One line: what the file holds and who reads it. */
  readonly title: string;
  readonly mediaType: string;
  /** Without a dot. */
  readonly extension: string;
  export(store: Store, options: ExportOptions): AsyncIterable<string> | Promise<string>;
}
