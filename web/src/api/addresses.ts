/** Addresses of bytes that the server gives: originals to download, pictures and pages to look at. */

/** The original bytes, as a download. */
export function bytesAddress(document: string): string {
  return `/api/documents/${document}/bytes`;
}

/** A document that is a picture, as a picture. */
export function pictureAddress(document: string): string {
  return pageAddress(document, 1);
}

/** A page of a document, drawn as a picture. */
export function pageAddress(document: string, page: number): string {
  return `/api/documents/${document}/pages/${page}`;
}
