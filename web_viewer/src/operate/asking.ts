import { isAbort } from "../api/client.ts";
import { fields, text } from "../api/json.ts";
import type { Language } from "../i18n/language.ts";

/** The disk has no room left. */
const FULL = 507;

/** The server refused, or did not answer (`status` 0); it says why and what to do, in the reader's language. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${status} ${code}`);
    this.name = "Refusal";
  }

  /** Nobody is logged in any more. */
  get isStranger(): boolean {
    return this.code === "login-needed" || this.status === 401;
  }

  /** Asking again later may help. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || (this.status >= 500 && this.status !== FULL);
  }
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What goes with a request: a document, or bytes as they are. */
export interface Enclosed {
  readonly json?: unknown;
  readonly bytes?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks the server for things only staff may ask. */
export class Asking {
  constructor(private readonly language: () => Language) {}

  /** The JSON answer; null where there is none. Throws Refusal, or the abort of the signal. */
  async json(method: Method, path: string, enclosed: Enclosed = {}): Promise<unknown> {
    const response = await this.#ask(method, path, enclosed);
    return response.status === 204 ? null : await response.json().catch(() => null);
  }

  /** The bytes of an answer. Throws Refusal, or the abort of the signal. */
  async bytes(path: string, signal: AbortSignal): Promise<Blob> {
    return (await this.#ask("GET", path, { signal })).blob();
  }

  async #ask(method: Method, path: string, { json, bytes, headers, signal }: Enclosed): Promise<Response> {
    const request: RequestInit = {
      method,
      headers: {
        "Accept-Language": this.language(),
        ...(json === undefined ? {} : { "Content-Type": "application/json" }),
        ...(bytes ? { "Content-Type": "application/octet-stream" } : {}),
        ...headers,
      },
      body: bytes ?? (json === undefined ? null : JSON.stringify(json)),
      signal: signal ?? null,
    };
    const response = await fetch(path, request).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      throw new Refusal(0, "offline", "", "");
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

async function refusal(response: Response): Promise<Refusal> {
  const told = fields(await response.json().catch(() => null));
  const problem = text(told.message) ?? text(told.description) ?? "";
  return new Refusal(response.status, text(told.code) ?? "", problem, text(told.remedy) ?? "");
}
