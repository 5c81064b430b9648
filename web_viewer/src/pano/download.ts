import { ApiError, isAbort } from "../api/client.ts";

/** Fetches a picture and tells how far it has come, from 0 to 1. Throws ApiError, or the abort of `signal`. */
export async function download(
  path: string,
  progressed: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  try {
    const response = await fetch(path, { signal });
    if (!response.ok || !response.body) throw new ApiError(path, response.status);
    const length = Number(response.headers.get("Content-Length"));
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      received += value.length;
      if (length > 0) progressed(Math.min(1, received / length));
    }
    return new Blob(pieces, { type: response.headers.get("Content-Type") ?? "image/jpeg" });
  } catch (error) {
    if (error instanceof ApiError || isAbort(error)) throw error;
    throw new ApiError(path, 0);
  }
}
