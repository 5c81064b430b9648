import type { EquirectangularMultiTilesPanorama, EquirectangularTilesPanorama } from "@photo-sphere-viewer/equirectangular-tiles-adapter";
import type { Panorama, TileLevel } from "../api/panorama.ts";

/** Columns of the sphere, and twice its rows: each of its faces is drawn by itself, and 0.02° of error is under a pixel. */
export const SEGMENTS = 32;

/**
 * A panorama as Photo Sphere Viewer wants it: a base picture, and tiles over it, coarsest level first.
 *
 * Levels it cannot lay on its sphere are left out; without any, the base picture stands alone.
 */
export function tiling(panorama: Panorama, baseUrl: string, withTiles: boolean): EquirectangularTilesPanorama | EquirectangularMultiTilesPanorama {
  const template = withTiles ? panorama.tileTemplate : null;
  const usable = panorama.levels
    .map((level, index) => ({ level, index }))
    .filter(({ level }) => fits(level))
    .toSorted((a, b) => a.level.widthPx - b.level.widthPx);
  const coarsest = usable[0];
  if (!template || !coarsest) return { baseUrl, width: 2048, cols: 4, rows: 2, tileUrl: () => null };
  return {
    baseUrl,
    levels: usable.map(({ level }) => ({ width: level.widthPx, cols: level.columns, rows: level.rows })),
    tileUrl: (column, row, rank) => tileUrl(template, (usable[rank] ?? coarsest).index, column, row),
  };
}

/** The address of one tile. */
export function tileUrl(template: string, level: number, column: number, row: number): string {
  return template
    .replace("{level}", String(level))
    .replace("{column}", String(column))
    .replace("{row}", String(row));
}

function fits({ columns, rows, widthPx, heightPx }: TileLevel): boolean {
  const square = widthPx === heightPx * 2;
  return square && powerOfTwo(columns) && powerOfTwo(rows) && columns <= SEGMENTS && rows <= SEGMENTS / 2;
}

const powerOfTwo = (count: number): boolean => Number.isInteger(count) && count > 0 && (count & (count - 1)) === 0;
