import type { Language } from "../i18n/language.ts";
import { ApiError, getJson } from "./client.ts";
import { amount, fields, text } from "./json.ts";

/** What a resident asks to have blurred. */
export const REQUEST_KINDS = ["face", "plate", "house", "other"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Heading and pitch in the frame of the picture itself: 0 in its middle, clockwise, up. */
export type CornerDeg = readonly [headingDeg: number, pitchDeg: number];

/** A request for a blur as somebody wrote it. */
export interface BlurRequest {
  readonly pictureId: string;
  readonly kind: RequestKind;
  /** Top left, top right, bottom right, bottom left. */
  readonly corners: readonly CornerDeg[];
  readonly email: string | null;
  readonly note: string | null;
}

/** Work to be done before a request is taken in, in place of a captcha. */
export interface Challenge {
  readonly challenge: string;
  readonly bits: number;
}

/** The server will not take the request as it is, and says why. */
export class RefusedError extends Error {
  constructor(
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(problem);
    this.name = "RefusedError";
  }
}

/** The work that the server asks for. Throws ApiError. */
export async function challenge(signal?: AbortSignal): Promise<Challenge> {
  const path = "/api/requests/challenge";
  const answer = fields(await getJson(path, signal));
  const given = text(answer.challenge);
  const bits = amount(answer.difficulty_bits);
  if (!given || bits === null || bits > 32) throw new ApiError(path, 0);
  return { challenge: given, bits };
}

/** Sends a request with its work done; gives the path of the private page that follows it. Throws RefusedError or ApiError. */
export async function sendRequest(request: BlurRequest, work: Challenge & { nonce: string }, language: Language): Promise<string> {
  const path = "/api/requests";
  const body = {
    item_id: request.pictureId,
    kind: request.kind,
    corners_deg: request.corners,
    email: request.email,
    note: request.note,
    challenge: work.challenge,
    nonce: work.nonce,
  };
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new ApiError(path, 0);
  });
  const answer = fields(await response.json().catch(() => null));
  const follow = text(answer.follow);
  if (response.ok && follow) return follow;
  const problem = text(answer.message) ?? text(answer.description);
  if (problem) throw new RefusedError(problem, text(answer.remedy) ?? "");
  throw new ApiError(path, response.status);
}
