declare module 'word-extractor' {
  interface Document {
    getBody(): string;
    getHeaders(options?: { includeFooters?: boolean }): string;
    getFooters(): string;
    getFootnotes(): string;
    getEndnotes(): string;
    getAnnotations(): string;
    getTextboxes(options?: { includeHeadersAndFooters?: boolean }): string;
  }
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it.
  export default class WordExtractor {
    extract(source: Buffer | string): Promise<Document>;
  }
}
