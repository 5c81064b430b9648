import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Sha256 } from "../../src/report/sha256.ts";
import { solve } from "../../src/report/work.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (words: Uint32Array): string => [...words].map((word) => word.toString(16).padStart(8, "0")).join("");

describe("our SHA-256 is the standard's", () => {
  test.each([0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 128, 200])("with %d bytes shared", (shared) => {
    for (const added of [0, 1, 7, 55, 64, 130]) {
      const [prefix, tail] = ["é~".repeat(shared).slice(0, shared), "x".repeat(added)];
      expect(hex(new Sha256(bytes(prefix)).digest(bytes(tail)))).toBe(createHash("sha256").update(prefix + tail).digest("hex"));
    }
  });

  test("and one prefix serves many tails", () => {
    const hash = new Sha256(bytes("abc"));
    hash.digest(bytes("d"));
    expect(hex(hash.digest(bytes("")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

test("the work that is found is what was asked for, and its progress grows", () => {
  const told: number[] = [];
  const nonce = solve("17.1790000000.abc.def", 12, (share) => told.push(share));
  const digest = createHash("sha256").update(`17.1790000000.abc.def:${nonce}`).digest();
  expect(digest.readUInt32BE() >>> 20).toBe(0);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.every((share) => share >= 0 && share < 1)).toBe(true);
});
