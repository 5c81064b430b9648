import { expect, test } from "vitest";
import { sift } from "../../../src/operate/uploads/chosen.ts";

const found = (path: string, sizeBytes = 3) => ({ path, file: new File([new Uint8Array(sizeBytes)], path.split("/").at(-1) ?? "") });

test("hidden and empty files and leftovers stay out, and are named", () => {
  const { files, leftOut } = sift([found("card/GS01.360"), found("card/.GS01.jpg"), found("card/empty.jpg", 0), found("card/Thumbs.db")]);
  expect(files.map(({ name }) => name)).toEqual(["GS01.360"]);
  expect(leftOut).toEqual([".GS01.jpg", "empty.jpg", "Thumbs.db"]);
});

test("names that occur twice get their folders", () => {
  const { files } = sift([found("card/100GOPRO/A.JPG"), found("card/101GOPRO/A.JPG"), found("card/101GOPRO/B.JPG")]);
  expect(files.map(({ name }) => name)).toEqual(["card-100GOPRO-A.JPG", "card-101GOPRO-A.JPG", "B.JPG"]);
});
