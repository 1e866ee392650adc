/** Hands a person a file. */

/** Saves the pieces, one after the other, as a file of that name. */
export function saveFile(name: string, pieces: readonly BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob([...pieces], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The name of a file from a title: "colour-and-size-one-trunk.json". */
export function fileName(title: string, ending: string, otherwise: string): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${name || otherwise}.${ending}`;
}
