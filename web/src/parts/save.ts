/** Hands a made file to the browser to save. */
export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn; the bytes are then the browser's.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
