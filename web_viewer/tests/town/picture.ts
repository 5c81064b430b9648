import { crc32, deflateSync } from "node:zlib";

type Rgb = readonly [number, number, number];
type Ray = readonly [east: number, north: number, up: number];

const CAMERA_HEIGHT_M = 2.3;
const HALF_WIDTH_M = 5.5;
const ROOF_M = 11;

/** Part of an equirectangular picture of a street, as PNG: `sides` are fractions of the whole, left, top, right, bottom. */
export function streetPng(
  widthPx: number,
  heightPx: number,
  sides: readonly [number, number, number, number],
  view: { alongM: number; headingDeg: number; tint: number },
): Buffer {
  const [left, top, right, bottom] = sides;
  const rows = Buffer.alloc(heightPx * (widthPx * 3 + 1));
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    rows[at++] = 0;
    const pitch = Math.PI * (0.5 - (top + ((y + 0.5) / heightPx) * (bottom - top)));
    for (let x = 0; x < widthPx; x++) {
      const yaw = 2 * Math.PI * (left + ((x + 0.5) / widthPx) * (right - left) - 0.5) + (view.headingDeg * Math.PI) / 180;
      const ray: Ray = [Math.sin(yaw) * Math.cos(pitch), Math.cos(yaw) * Math.cos(pitch), Math.sin(pitch)];
      for (const channel of colour(ray, view.alongM, view.tint)) rows[at++] = channel;
    }
  }
  return png(widthPx, heightPx, rows);
}

/** A street that runs north: the ground with a broken line, two rows of house fronts, the sky. */
function colour([east, north, up]: Ray, alongM: number, tint: number): Rgb {
  const toWall = HALF_WIDTH_M / Math.max(1e-6, Math.abs(east));
  const toGround = up < 0 ? CAMERA_HEIGHT_M / -up : Number.POSITIVE_INFINITY;
  if (toGround < toWall) return ground(east * toGround, alongM + north * toGround);
  const height = CAMERA_HEIGHT_M + up * toWall;
  if (height > ROOF_M) return [205 - up * 60, 218 - up * 40, 232];
  return front(alongM + north * toWall, height, east > 0 ? tint : tint + 1);
}

function ground(east: number, north: number): Rgb {
  const line = Math.abs(east) < 0.09 && north % 4 < 2.2;
  if (line) return [236, 234, 226];
  if (Math.abs(east) > 3.8) return [168, 160, 148];
  const grain = ((Math.sin(east * 91.7) * Math.sin(north * 77.3) + 1) * 9) | 0;
  return [104 + grain, 102 + grain, 98 + grain];
}

function front(north: number, height: number, tint: number): Rgb {
  const house = Math.floor(north / 8);
  const [red, green, blue] = FRONTS[(((house + tint) % FRONTS.length) + FRONTS.length) % FRONTS.length] ?? [200, 190, 170];
  const across = (((north % 8) + 8) % 8) / 8;
  const window = height > 1 && (height % 3.2) > 1.1 && (height % 3.2) < 2.7 && (across * 3) % 1 > 0.3 && (across * 3) % 1 < 0.7;
  if (window) return [78, 92, 104];
  return across < 0.012 || height < 0.5 ? [red - 40, green - 40, blue - 40] : [red, green, blue];
}

const FRONTS: readonly Rgb[] = [
  [208, 142, 108],
  [226, 208, 172],
  [164, 78, 72],
  [214, 196, 184],
  [196, 170, 120],
];

function png(widthPx: number, heightPx: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 4 })), chunk("IEND")]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
