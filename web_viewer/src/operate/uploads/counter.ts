import { amount, fields, list, text } from "../../api/json.ts";
import type { Asking } from "../asking.ts";
import type { Visibility } from "../snapshot.ts";
import type { Counter, Received } from "./sending.ts";

const UPLOADS = "/api/operate/uploads";

/** What a new upload is announced with. */
export interface Announced {
  readonly campaign: string;
  readonly visibility: Visibility;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
}

/** The server's counter for uploads. */
export class UploadCounter implements Counter {
  constructor(private readonly asking: Asking) {}

  /** Announces an upload; gives its id. Throws Refusal. */
  async announce({ campaign, visibility, files }: Announced): Promise<string> {
    const json = { campaign, visibility, files: files.map(({ name, sizeBytes }) => ({ name, size_bytes: sizeBytes })) };
    return text(fields(await this.asking.json("POST", UPLOADS, { json })).id) ?? "";
  }

  async received(id: string, signal: AbortSignal): Promise<Received[]> {
    const told = fields(await this.asking.json("GET", address(id), { signal }));
    return list(told.files).map((value) => {
      const file = fields(value);
      return { name: text(file.name) ?? "", receivedBytes: amount(file.received_bytes) ?? 0, sizeBytes: amount(file.size_bytes) };
    });
  }

  async put(id: string, index: number, offset: number, bytes: Blob, signal: AbortSignal): Promise<void> {
    const headers = { "Upload-Offset": String(offset) };
    await this.asking.json("PATCH", `${address(id)}/files/${index}`, { bytes, headers, signal });
  }

  async finish(id: string): Promise<void> {
    await this.asking.json("POST", `${address(id)}/finish`);
  }

  async cancel(id: string): Promise<void> {
    await this.asking.json("DELETE", address(id));
  }
}

const address = (id: string): string => `${UPLOADS}/${encodeURIComponent(id)}`;
