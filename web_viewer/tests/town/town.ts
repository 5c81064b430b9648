import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { answer, take } from "./answers.ts";
import { StaffDesk } from "./desk.ts";
import { streetPng } from "./picture.ts";
import { PICTURES } from "./places.ts";

/** What answers for a part of a picture; null to let the town draw it. */
export type PictureSource = (id: string, part: string) => Buffer | null;

/** A town on this machine that speaks the API of the product, for tests that need no data. */
export interface Town {
  readonly url: string;
  close(): void;
}

const DIST = join(import.meta.dirname, "../../dist");
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html" };
const STILL = `<h1>Rue du Prieuré</h1><ul><li><a href="/rues?rue=Rue+du+Prieur%C3%A9">Rue du Prieuré</a></li></ul>`;

/** Opens the town on a port; 0 takes any free one. */
export async function openTown(port = 0, source: PictureSource = () => null): Promise<Town> {
  if (!existsSync(DIST)) throw new Error("there are no built pages to test: npm run build");
  const drawn = new Map<string, Buffer>();
  const desk = new StaffDesk();
  const server = createServer(async (request, response) => {
    if (!(await desk.answer(request, response))) serve(request, response, source, drawn);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, close: () => server.close() };
}

function serve(request: IncomingMessage, response: ServerResponse, source: PictureSource, drawn: Map<string, Buffer>): void {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const [, id, part] = /^\/api\/pictures\/([^/]+)\/(.+)\.jpg$/.exec(url.pathname) ?? [];
  if (id && part) {
    const given = source(id, part);
    return given ? send(response, given, "image/jpeg") : send(response, draw(id, part, drawn), "image/png");
  }
  if (url.pathname === "/api/requests") return takeIn(request, response);
  if (url.pathname.startsWith("/api/")) {
    const json = answer(url);
    return json ? sendPacked(response, JSON.stringify(json), "application/json") : missing(response);
  }
  const file = join(DIST, normalize(pageOf(url.pathname)));
  if (!existsSync(file)) return missing(response);
  const bytes = readFileSync(file, "utf-8").replace("<!--ruelle:title-->", "Fleury-sur-Orne").replace("<!--ruelle:list-->", STILL);
  sendPacked(response, bytes, TYPES[extname(file)] ?? "application/octet-stream");
}

function takeIn(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const { status, answer } = take(JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>);
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
  });
}

function pageOf(pathname: string): string {
  if (/^\/operate(\/|$)/.test(pathname)) return "/operate.html";
  return pathname === "/" ? "/street.html" : pathname;
}

function draw(id: string, part: string, drawn: Map<string, Buffer>): Buffer | null {
  const picture = PICTURES.find((one) => one.id === id);
  if (!picture) return null;
  const view = { ...picture, headingDeg: 0, tint: picture.sequenceId.length };
  const whole = [0, 0, 1, 1] as const;
  const key = `${id}/${part}`;
  const bytes = drawn.get(key) ?? tile(part, view) ?? streetPng(...SIZES[part] ?? SIZES.thumb, whole, view);
  drawn.set(key, bytes);
  return bytes;
}

const SIZES: Readonly<Record<string, readonly [number, number]>> & { readonly thumb: readonly [number, number] } = {
  sd: [1024, 512],
  preview: [96, 48],
  thumb: [250, 150],
};

function tile(part: string, view: { alongM: number; headingDeg: number; tint: number }): Buffer | null {
  const [level, column, row] = /^tiles\/(\d+)\/(\d+)_(\d+)$/.exec(part)?.slice(1).map(Number) ?? [];
  if (level === undefined || column === undefined || row === undefined) return null;
  const columns = level === 0 ? 8 : 4;
  return streetPng(360, 360, [column / columns, (row * 2) / columns, (column + 1) / columns, ((row + 1) * 2) / columns], view);
}

function send(response: ServerResponse, bytes: Buffer | null, type: string): void {
  if (!bytes) return missing(response);
  response.writeHead(200, { "Content-Type": type, "Content-Length": bytes.length, "Cache-Control": "max-age=3600" }).end(bytes);
}

function sendPacked(response: ServerResponse, text: string, type: string): void {
  const bytes = gzipSync(text);
  response.writeHead(200, { "Content-Type": type, "Content-Encoding": "gzip", "Content-Length": bytes.length }).end(bytes);
}

const missing = (response: ServerResponse): void => void response.writeHead(404).end();
