import { Sha256 } from "./sha256.ts";

const TOLD_EVERY = 1 << 14;

/**
 * A nonce for which sha256("challenge:nonce") begins with that many zero bits, at most 32.
 *
 * `progressed` hears from time to time how likely it was to be found by now, from 0 to 1.
 */
export function solve(challenge: string, bits: number, progressed: (share: number) => void): string {
  const encoder = new TextEncoder();
  const hash = new Sha256(encoder.encode(`${challenge}:`));
  for (let tried = 0; ; tried++) {
    const nonce = String(tried);
    const digest = hash.digest(encoder.encode(nonce));
    if (Math.clz32(digest[0] ?? 0) >= bits) return nonce;
    if (tried % TOLD_EVERY === 0) progressed(1 - Math.exp(-tried / 2 ** bits));
  }
}
