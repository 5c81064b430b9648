/** The server answered that it cannot, or did not answer (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly path: string,
    readonly status: number,
  ) {
    super(`${path}: ${status}`);
    this.name = "ApiError";
  }
}

/** Whether somebody gave up waiting, which is no error to show. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

/** The JSON answer at a path of our own API. Throws ApiError, or the abort of `signal`. */
export async function getJson(path: string, signal?: AbortSignal): Promise<unknown> {
  const request: RequestInit = { headers: { Accept: "application/geo+json, application/json" } };
  if (signal) request.signal = signal;
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError(path, 0);
  }
  if (!response.ok) throw new ApiError(path, response.status);
  try {
    return await response.json();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError(path, 0);
  }
}

/** The path part of an address that the API gave, so that every request stays on the host that served the page. */
export function ownPath(address: string): string {
  const url = new URL(address, "http://own.invalid");
  return url.pathname + url.search;
}
