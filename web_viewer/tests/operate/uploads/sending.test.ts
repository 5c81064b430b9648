import { expect, test } from "vitest";
import { Refusal } from "../../../src/operate/asking.ts";
import { CHUNK_BYTES, type Counter, type Received, Sending } from "../../../src/operate/uploads/sending.ts";

const passing = new Refusal(503, "busy", "", "");

/** A server that keeps what it is given, and fails when told to. */
class Shelf implements Counter {
  readonly pieces: Blob[][];
  finished = false;
  most = 0;
  puts = 0;
  #now = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly fails: (put: number) => Refusal | null = () => null,
  ) {
    this.pieces = names.map(() => []);
  }

  async received(): Promise<Received[]> {
    return this.names.map((name, index) => ({ name, receivedBytes: this.bytes(index), sizeBytes: null }));
  }

  async put(_id: string, index: number, offset: number, bytes: Blob, signal: AbortSignal): Promise<void> {
    this.most = Math.max(this.most, ++this.#now);
    const refusal = this.fails(this.puts++);
    await Promise.resolve();
    this.#now--;
    signal.throwIfAborted();
    if (refusal) throw refusal;
    if (offset !== this.bytes(index)) throw new Refusal(409, "upload-offset", "", "");
    expect(bytes.size).toBeLessThanOrEqual(CHUNK_BYTES);
    this.pieces[index]?.push(bytes);
  }

  async finish(): Promise<void> {
    this.finished = true;
  }

  async cancel(): Promise<void> {}

  bytes(index: number): number {
    return (this.pieces[index] ?? []).reduce((sum, piece) => sum + piece.size, 0);
  }
}

const same = async (one: Blob, other: Blob): Promise<boolean> => Buffer.from(await one.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer()));
const file = (name: string, sizeBytes: number): File => new File([new Uint8Array(sizeBytes).fill(7, sizeBytes >> 1)], name);
const order = (files: readonly File[]) => ({ id: "u", campaign: "Sud", files: files.map((one) => ({ name: one.name, sizeBytes: one.size })) });

function sendingOf(files: readonly File[], shelf: Shelf): Sending {
  const sending = new Sending(order(files), shelf, () => undefined, async () => undefined);
  expect(sending.take(files.map((one) => ({ name: one.name, file: one })))).toEqual([]);
  return sending;
}

test("files arrive whole, in pieces, two at a time at most", async () => {
  const files = [file("a.mp4", 2 * CHUNK_BYTES + 5), file("b.jpg", 7), file("c.jpg", 9)];
  const shelf = new Shelf(files.map(({ name }) => name));
  const sending = sendingOf(files, shelf);
  await sending.start();
  expect(sending.phase).toBe("done");
  expect(shelf.finished).toBe(true);
  expect(shelf.most).toBe(2);
  for (const [index, one] of files.entries()) {
    expect(await same(new Blob(shelf.pieces[index]), one)).toBe(true);
  }
}, 20_000);

test("a server that stumbles is asked again, and nothing is sent twice", async () => {
  const files = [file("a.jpg", 5), file("b.jpg", 7)];
  const shelf = new Shelf(["a.jpg", "b.jpg"], (put) => (put < 2 ? passing : null));
  const sending = sendingOf(files, shelf);
  await sending.start();
  expect([sending.phase, shelf.bytes(0), shelf.bytes(1)]).toEqual(["done", 5, 7]);
});

test("a refusal for good stops, and keeps its sentence", async () => {
  const refused = new Refusal(413, "too-large", "Trop grand.", "");
  const sending = sendingOf([file("a.jpg", 5)], new Shelf(["a.jpg"], () => refused));
  await sending.start();
  expect([sending.phase, sending.refusal]).toEqual(["failed", refused]);
});

test("after a reload, the same files by name and size go on where they stopped", async () => {
  const whole = file("a.jpg", 12);
  const shelf = new Shelf(["a.jpg", "b.jpg"]);
  shelf.pieces[0]?.push(whole.slice(0, 4));
  const sending = new Sending(order([whole, file("b.jpg", 3)]), shelf, () => undefined, async () => undefined);
  expect(sending.take([{ name: "a.jpg", file: file("a.jpg", 11) }])).toHaveLength(1);
  expect(sending.take([{ name: "a.jpg", file: whole }])).toEqual([]);
  await sending.start();
  expect([sending.phase, shelf.finished]).toEqual(["incomplete", false]);
  expect(await same(new Blob(shelf.pieces[0]), whole)).toBe(true);
  sending.take([{ name: "b.jpg", file: file("b.jpg", 3) }]);
  await sending.start();
  expect([sending.phase, shelf.finished]).toEqual(["done", true]);
});

test("a pause stops, and going on completes", async () => {
  const one = file("a.jpg", 3 * CHUNK_BYTES);
  const shelf = new Shelf(["a.jpg"], (put) => {
    if (put === 1) sending.pause();
    return null;
  });
  const sending = sendingOf([one], shelf);
  await sending.start();
  expect([sending.phase, shelf.bytes(0)]).toEqual(["paused", CHUNK_BYTES]);
  await sending.start();
  expect([sending.phase, shelf.bytes(0)]).toEqual(["done", one.size]);
}, 20_000);
