import type { Challenge } from "../api/requests.ts";
import { solve } from "./work.ts";

/** What the worker tells: how far it is, then what it found. */
export type WorkerNews = { readonly share: number } | { readonly nonce: string };

const tell = (news: WorkerNews): void => postMessage(news);

addEventListener("message", ({ data: { challenge, bits } }: MessageEvent<Challenge>) => {
  tell({ nonce: solve(challenge, bits, (share) => tell({ share })) });
});
