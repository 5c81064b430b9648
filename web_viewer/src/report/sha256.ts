const ROUNDS = 64;
const BLOCK_BYTES = 64;

/** Fractional parts of the square roots of the first eight primes, and of the cube roots of the first 64 (FIPS 180-4). */
const START = new Uint32Array(8);
const CONSTANTS = new Int32Array(ROUNDS);
for (let candidate = 2, found = 0; found < ROUNDS; candidate++) {
  if (isComposite(candidate)) continue;
  if (found < 8) START[found] = fraction(candidate ** (1 / 2));
  CONSTANTS[found++] = fraction(candidate ** (1 / 3));
}

/** SHA-256 of messages that begin alike: what they share is digested once. */
export class Sha256 {
  readonly #shared = START.slice();
  readonly #rest: Uint8Array;
  readonly #prefixBytes: number;
  readonly #words = new Int32Array(ROUNDS);
  #padded = new Uint8Array(BLOCK_BYTES);

  constructor(prefix: Uint8Array) {
    const whole = prefix.length - (prefix.length % BLOCK_BYTES);
    for (let at = 0; at < whole; at += BLOCK_BYTES) this.#digestBlock(this.#shared, prefix, at);
    this.#rest = prefix.slice(whole);
    this.#prefixBytes = prefix.length;
  }

  /** The eight words of the digest of the prefix followed by `tail`. */
  digest(tail: Uint8Array): Uint32Array {
    const length = this.#rest.length + tail.length;
    const blocks = Math.ceil((length + 9) / BLOCK_BYTES);
    if (this.#padded.length !== blocks * BLOCK_BYTES) this.#padded = new Uint8Array(blocks * BLOCK_BYTES);
    const padded = this.#padded.fill(0);
    padded.set(this.#rest);
    padded.set(tail, this.#rest.length);
    padded[length] = 0x80;
    new DataView(padded.buffer).setUint32(padded.length - 4, (this.#prefixBytes + tail.length) * 8);
    const state = this.#shared.slice();
    for (let at = 0; at < padded.length; at += BLOCK_BYTES) this.#digestBlock(state, padded, at);
    return state;
  }

  #digestBlock(state: Uint32Array, bytes: Uint8Array, at: number): void {
    const words = this.#words;
    for (let t = 0, from = at; t < 16; t++, from += 4) {
      words[t] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
    }
    for (let t = 16; t < ROUNDS; t++) words[t] = (spread1(words[t - 2]!) + words[t - 7]! + spread0(words[t - 15]!) + words[t - 16]!) | 0;
    let a = state[0]! | 0;
    let b = state[1]! | 0;
    let c = state[2]! | 0;
    let d = state[3]! | 0;
    let e = state[4]! | 0;
    let f = state[5]! | 0;
    let g = state[6]! | 0;
    let h = state[7]! | 0;
    for (let t = 0; t < ROUNDS; t++) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + CONSTANTS[t]! + words[t]!) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  }
}

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));
const spread0 = (word: number): number => turned(word, 7) ^ turned(word, 18) ^ (word >>> 3);
const spread1 = (word: number): number => turned(word, 17) ^ turned(word, 19) ^ (word >>> 10);

function isComposite(candidate: number): boolean {
  for (let factor = 2; factor * factor <= candidate; factor++) if (candidate % factor === 0) return true;
  return false;
}

function fraction(root: number): number {
  return (root - Math.floor(root)) * 2 ** 32;
}
