import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const WORTH_PACKING_BYTES = 1024;
const PACKED = /\.(js|css|svg)$/;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Writes each script and sheet of a build beside its Brotli and gzip forms, so that the server never packs anything itself. */
export function packed(): Plugin {
  return {
    name: "ruelle-packed",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      for (const file of Object.keys(bundle).filter((name) => PACKED.test(name))) {
        const path = join(dir ?? "dist", file);
        const source = await readFile(path);
        if (source.length < WORTH_PACKING_BYTES) continue;
        await writeFile(`${path}.br`, brotliCompressSync(source, BROTLI));
        await writeFile(`${path}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}
