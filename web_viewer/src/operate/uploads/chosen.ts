/** A file somebody chose, under the bare name it will have on the server. */
export interface Chosen {
  readonly name: string;
  readonly file: File;
}

/** What was chosen: files to send, and the names of those that no drive needs. */
export interface Choice {
  readonly files: readonly Chosen[];
  readonly leftOut: readonly string[];
}

/** A file and the folders it lies in. */
export interface Found {
  readonly path: string;
  readonly file: File;
}

/** What cameras and computers leave beside the real files. */
const LEFTOVER = /^\.|\.(thm|lrv|sav|lrf|ini|db)$/i;

/** Sorts what was chosen: hidden and empty files and leftovers stay out; names that occur twice get their folder in front. */
export function sift(found: readonly Found[]): Choice {
  const wanted = found.filter(({ file }) => !LEFTOVER.test(file.name) && file.size > 0);
  const names = new Map<string, number>();
  for (const { file } of wanted) names.set(file.name, (names.get(file.name) ?? 0) + 1);
  return {
    files: wanted.map(({ path, file }) => ({ file, name: names.get(file.name) === 1 ? file.name : path.replaceAll("/", "-") })),
    leftOut: found.filter((one) => !wanted.includes(one)).map(({ file }) => file.name),
  };
}

/** The files of an input, with their folders where a whole folder was chosen. */
export const fromInput = (files: FileList): Found[] =>
  Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));

/** The files of what was dropped, folders opened to the bottom. */
export async function fromDrop(dropped: DataTransfer): Promise<Found[]> {
  const entries = Array.from(dropped.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return fromInput(dropped.files);
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: Found[] = [];
  // A reader gives a hundred entries at most; an empty answer is the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return inside;
    for (const one of some) inside.push(...(await walk(one)));
  }
}
