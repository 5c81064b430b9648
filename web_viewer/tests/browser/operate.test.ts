import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Town } from "../town/town.ts";
import { DESKTOP, faults, keepScreenshot, openBrowser, openPage, overflow, PHONE } from "./browser.ts";
import { openTown } from "../town/town.ts";

const BUDGET_BYTES = 60_000;

let browser: Browser;
let server: Town;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), openTown()]);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function openDesk(path = "", options: Parameters<typeof openPage>[1] = DESKTOP): Promise<{ page: Page; asked: string[] }> {
  const opened = await openPage(browser, options);
  await opened.page.goto(`${server.url}/operate${path}`);
  await opened.page.locator("ruelle-operate main h1").first().waitFor();
  return opened;
}

describe("the operators' page", () => {
  test("comes within its budget, and no request leaves the host", async () => {
    const { page, asked } = await openDesk();
    await page.getByText("Terminés aujourd’hui").waitFor();
    const bytes = await page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce(
        (sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize,
        0,
      ),
    );
    console.info(`operators' page: ${Math.round(bytes / 1000)} kB over the wire`);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
    expect(asked.filter((url) => !url.startsWith("data:") && new URL(url).origin !== server.url)).toEqual([]);
    await keepScreenshot(page, "operate-desktop");
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  for (const view of ["review", "requests", "upload", "storage", "journal"]) {
    test(`shows ${view}, without a fault for assistive techniques`, async () => {
      const { page } = await openDesk(`/${view}`);
      await page.waitForLoadState("networkidle");
      await keepScreenshot(page, `operate-${view}-desktop`);
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }

  for (const view of ["", "/review", "/requests", "/upload", "/storage"]) {
    test(`fits a phone: ${view || "jobs"}`, async () => {
      const { page } = await openDesk(view, PHONE);
      await page.waitForLoadState("networkidle");
      await keepScreenshot(page, `operate${view.replace("/", "-")}-phone`);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }
});

describe("the review", () => {
  async function openReview(itemId: string, options: Parameters<typeof openPage>[1] = DESKTOP): Promise<Page> {
    const { page } = await openPage(browser, options);
    await page.goto(`${server.url}/operate/review/${itemId}`);
    await page.locator("ruelle-stage .stage:not(.blurred)").waitFor({ timeout: 45_000 });
    return page;
  }

  test("shows zones on the picture and beside it", async () => {
    const page = await openReview("prieure-0");
    await page.getByRole("button", { name: /^Zone 3, visage douteux, 38.%, à décider$/i }).waitFor();
    await page.waitForLoadState("networkidle");
    await keepScreenshot(page, "review-desktop");
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  test("fits a phone", async () => {
    const page = await openReview("prieure-1", PHONE);
    await page.waitForLoadState("networkidle");
    await keepScreenshot(page, "review-phone");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  const decided = (page: Page, number: number): Promise<string> =>
    page.locator("ruelle-zones li").nth(number - 1).locator(".chip").innerText();

  test("is done by keyboard alone: keep, lift, undo, add, publish and next", async () => {
    const page = await openReview("prieure-0");
    const live = page.locator("ruelle-review .live");
    await expect.poll(() => page.locator("ruelle-zones .row:focus").count()).toBe(1);
    await page.keyboard.press("Enter");
    await expect.poll(() => live.innerText()).toContain("Encore 2");
    await page.keyboard.press("f");
    await expect.poll(() => decided(page, 3)).toBe("Flouté");
    await expect.poll(() => page.locator("ruelle-zones .row:focus b").innerText()).toContain("4");
    await page.keyboard.press("n");
    await expect.poll(() => decided(page, 4)).toBe("Rendu net");
    await page.keyboard.press("Control+z");
    await expect.poll(() => decided(page, 4)).toBe("À décider");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect.poll(() => decided(page, 4)).toBe("Flouté");
    await page.keyboard.press("z");
    for (const key of ["ArrowLeft", "ArrowUp", "+", "Shift+ArrowRight"]) await page.keyboard.press(key);
    await expect.poll(() => live.innerText()).toContain("Cadre à");
    await keepScreenshot(page, "review-adding");
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("ruelle-zones li").count()).toBe(5);
    await page.keyboard.press("Control+z");
    await expect.poll(() => page.locator("ruelle-zones li").count()).toBe(4);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url(), { timeout: 10_000 }).toMatch(/review\/prieure-1$/);
    await expect.poll(() => page.locator(".count").innerText()).toBe("2 sur 5");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Floutage à vérifier" }).waitFor();
    await page.context().close();
  });

  test("adds a zone by two clicks", async () => {
    const page = await openReview("prieure-3");
    await page.getByRole("button", { name: /Ajouter une zone oubliée/ }).click();
    await page.getByRole("radio", { name: "Plaque" }).check();
    const box = await page.locator("ruelle-adding").boundingBox();
    if (!box) throw new Error("nothing to draw on");
    await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.6);
    await page.mouse.click(box.x + box.width * 0.68, box.y + box.height * 0.66);
    await page.getByRole("button", { name: /^Zone 4, plaque ajoutée, à la main, flouté$/i }).waitFor();
    await keepScreenshot(page, "review-added");
    await page.context().close();
  });

  test("shows a zone unblurred only as long as the key is held", async () => {
    const page = await openReview("prieure-3");
    let looks = 0;
    await page.route("**/looks/**", (route) => {
      looks++;
      return route.fulfill({ contentType: "image/png", body: PIXEL });
    });
    await page.keyboard.down("o");
    await page.locator("ruelle-look img").waitFor();
    await keepScreenshot(page, "review-look");
    await page.keyboard.up("o");
    await expect.poll(() => page.locator("ruelle-look img").count()).toBe(0);
    expect(looks).toBe(1);
    await page.context().close();
  });

  test("letters can be turned off", async () => {
    const page = await openReview("prieure-3");
    await page.keyboard.press("?");
    await page.getByRole("checkbox").uncheck();
    await keepScreenshot(page, "review-help");
    await page.keyboard.press("Escape");
    await page.locator("ruelle-zones .row").nth(2).focus();
    await page.keyboard.press("f");
    expect(await decided(page, 3)).toBe("À décider");
    await page.context().close();
  });

  test("shows flat pictures flat", async () => {
    const { page } = await openPage(browser, DESKTOP);
    await page.goto(`${server.url}/operate/review/garage-0`);
    await page.locator("ruelle-stage img.laid").waitFor();
    await page.locator("ruelle-stage .label.selected", { hasText: "3" }).waitFor();
    await keepScreenshot(page, "review-flat-picture");
    await page.context().close();
  });

  test("works where nothing can be drawn in 3D", async () => {
    const { page } = await openPage(browser, DESKTOP);
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null as never;
    });
    await page.goto(`${server.url}/operate/review/prieure-3`);
    await page.locator("ruelle-stage img.laid").waitFor();
    await page.locator("ruelle-stage polygon").first().waitFor({ state: "attached" });
    await keepScreenshot(page, "review-flat");
    await page.context().close();
  });
});

describe("an upload", () => {
  const files = [1, 2, 3].map((rank) => ({ name: `GS0100${rank}.JPG`, mimeType: "image/jpeg", buffer: Buffer.alloc(900_000, rank) }));

  test("is named, sent in pieces, and told", async () => {
    const { page, asked } = await openDesk();
    await page.locator("ruelle-drop #files").setInputFiles([...files, { name: "Thumbs.db", mimeType: "", buffer: Buffer.alloc(5) }]);
    await page.getByText("3 fichiers, 2,7\u202fMo").waitFor();
    await page.getByRole("button", { name: "Envoyer" }).click();
    await page.getByText("Donnez un nom à la campagne.").waitFor();
    await keepScreenshot(page, "operate-form");
    expect(await faults(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Nom de la campagne" }).fill("Essai");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await page.getByText("reçu, le traitement va commencer").waitFor();
    expect(asked.filter((url) => url.includes("/files/"))).toHaveLength(3);
    await keepScreenshot(page, "operate-sent");
    await page.context().close();
  });

  test("goes on after a reload, and sends nothing twice", async () => {
    const { page, asked } = await openDesk("/upload");
    await page.route("**/files/2", (route) => route.abort());
    await page.locator("ruelle-drop #files").setInputFiles(files);
    await page.getByRole("combobox").fill("Reprise");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await page.getByText("liaison coupée", { exact: false }).waitFor();
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.getByText("Choisissez de nouveau le même dossier", { exact: false }).waitFor();
    await page.unroute("**/files/2");
    asked.length = 0;
    await page.locator("ruelle-drop #files").setInputFiles(files);
    await page.getByText("reçu, le traitement va commencer").waitFor();
    expect(asked.filter((url) => url.includes("/files/"))).toHaveLength(1);
    await page.context().close();
  });
});

describe("what cannot be taken back", () => {
  test("is asked for by name", async () => {
    const { page, asked } = await openDesk("/storage");
    await page.getByRole("button", { name: "Effacer maintenant, Tournée est" }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("textbox").fill("Tournée");
    await page.getByRole("button", { name: "Effacer pour toujours" }).click();
    await page.getByText("Ce n’est pas le nom demandé.").waitFor();
    await keepScreenshot(page, "operate-erase");
    expect(await faults(page)).toEqual([]);
    expect(asked.some((url) => url.endsWith("/erase"))).toBe(false);
    await page.getByRole("textbox").fill("Tournée est");
    await page.keyboard.press("Enter");
    await page.getByText("Originaux de Tournée est effacés.").waitFor();
    await page.context().close();
  });
});

describe("keys", () => {
  test("press the first remedy, and speak English", async () => {
    const { page, asked } = await openDesk();
    await page.getByRole("button", { name: "English" }).first().click();
    await page.getByRole("heading", { name: "Jobs" }).waitFor();
    await page.keyboard.press("j");
    await expect.poll(() => page.locator("[data-job]:focus").count()).toBe(1);
    await page.keyboard.press("r");
    await expect.poll(() => asked.some((url) => url.endsWith("/drives/nord/answer"))).toBe(true);
    await page.getByText("It has been asked for.").waitFor();
    await keepScreenshot(page, "operate-english");
    await page.context().close();
  });
});

/** One grey point. */
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOor6//DwAFgAJ/lWpGcQAAAABJRU5ErkJggg==", "base64");
