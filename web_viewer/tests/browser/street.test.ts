import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Town } from "../town/town.ts";
import { COMPACT, DESKTOP, faults, keepScreenshot, openBrowser, openPage, openServer, overflow, PHONE, sharp, withoutWebGl } from "./browser.ts";

const BUDGET_BYTES = 1_200_000;

let browser: Browser;
let server: Town;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), openServer()]);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const picture = (page: Page): string | null => new URL(page.url()).searchParams.get("pic");

async function openStreet(options: Parameters<typeof openPage>[1] = COMPACT, path = "/"): Promise<{ page: Page; asked: string[] }> {
  const opened = await openPage(browser, options);
  await opened.page.goto(server.url + path);
  await sharp(opened.page);
  return opened;
}

/** A picture that has another one ahead. */
async function pictureWithNext(): Promise<string> {
  for (const { name } of (await answer<{ streets: { name: string }[] }>("/api/streets")).streets) {
    const { positions } = await answer<{ positions: { id: string }[] }>(`/api/streets/positions?street=${encodeURIComponent(name)}`);
    for (const { id } of positions) {
      const { features } = await answer<{ features: { links: { rel: string }[] }[] }>(`/api/search?ids=${id}`);
      if (features[0]?.links.some(({ rel }) => rel === "next")) return id;
    }
  }
  throw new Error("no picture of this server has a next one");
}

const answer = async <T>(path: string): Promise<T> => (await (await fetch(server.url + path)).json()) as T;

describe("the picture", () => {
  test("comes sharp within the budget, and no request leaves the host", async () => {
    const { page, asked } = await openPage(browser, DESKTOP);
    await page.addInitScript(() => {
      const told = (event: Event): void => {
        if ((event as CustomEvent<boolean>).detail) performance.mark("sharp");
      };
      addEventListener("ruelle-sharpened", told);
    });
    await page.goto(server.url);
    await sharp(page);
    const bytes = await bytesUntilSharp(page);
    console.info(`first panorama: ${Math.round(bytes / 1000)} kB over the wire`);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
    await page.locator("ruelle-plan .maplibregl-canvas").waitFor();
    await page.waitForLoadState("networkidle");
    await keepScreenshot(page, "street-desktop");
    const elsewhere = asked.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== server.url);
    expect(elsewhere).toEqual([]);
    await page.context().close();
  });

  test("is drawn, not blank", async () => {
    const { page } = await openStreet();
    const shot = await page.locator("ruelle-picture").screenshot();
    const colours = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(64, 40);
      const context = canvas.getContext("2d");
      if (!context) return 0;
      context.drawImage(image, 100, 100, 500, 300, 0, 0, 64, 40);
      const { data } = context.getImageData(0, 0, 64, 40);
      return new Set(Array.from({ length: 64 * 40 }, (_, at) => data.slice(at * 4, at * 4 + 3).map((v) => v >> 4).join())).size;
    }, shot.toString("base64"));
    expect(colours).toBeGreaterThan(8);
    await page.context().close();
  });

  test("moves on by keyboard, and the browser's way back returns", async () => {
    const id = await pictureWithNext();
    const { page } = await openStreet(COMPACT, `/?pic=${id}`);
    await page.locator('[role="application"]').focus();
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(() => picture(page), { timeout: 20_000 }).not.toBe(id);
    await sharp(page);
    await expect.poll(() => page.locator(".live").textContent(), { timeout: 20_000 }).not.toBe("");
    await page.goBack();
    await expect.poll(() => picture(page), { timeout: 20_000 }).toBe(id);
    await page.context().close();
  });

  test("is restored with its gaze by a link", async () => {
    const id = await pictureWithNext();
    const { page } = await openStreet(COMPACT, `/?pic=${id}#view=135,10,40`);
    expect(picture(page)).toBe(id);
    await expect.poll(() => page.locator(".compass").getAttribute("aria-label")).toContain("135°");
    await page.locator('[role="application"]').focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.url(), { timeout: 10_000 }).toContain("view=147,10,40");
    await page.context().close();
  });

  test("is shown flat where there is no WebGL, and steps still work", async () => {
    const id = await pictureWithNext();
    const { page } = await openPage(browser);
    await withoutWebGl(page);
    await page.goto(`${server.url}/?pic=${id}`);
    await page.locator("ruelle-picture .flat img").waitFor();
    await sharp(page);
    await page.getByRole("button", { name: /^Avancer/ }).click();
    await expect.poll(() => picture(page)).not.toBe(id);
    await page.context().close();
  });

  test("can be asked for again when it did not come", async () => {
    const { page } = await openPage(browser);
    await page.route("**/sd.jpg*", (route) => route.abort());
    await page.goto(server.url);
    const retry = page.getByRole("button", { name: "Réessayer" });
    await retry.waitFor({ timeout: 20_000 });
    await keepScreenshot(page, "street-error");
    await page.unroute("**/sd.jpg*");
    await retry.click();
    await sharp(page);
    await page.context().close();
  });
});

describe("the page", () => {
  test("finds an address", async () => {
    const { streets } = await answer<{ streets: { name: string }[] }>("/api/streets");
    const name = streets.map((street) => street.name).find((street) => street !== "");
    if (name === undefined) throw new Error("this server names no street");
    const { page } = await openStreet();
    await page.keyboard.press("/");
    await page.keyboard.type(name);
    const options = page.getByRole("option");
    await options.first().waitFor();
    expect(await options.first().textContent()).toContain(name);
    await keepScreenshot(page, "street-search");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("ruelle-card h1").textContent(), { timeout: 20_000 }).toBe(name);
    await page.context().close();
  });

  test("lists the streets and the places to stand in them", async () => {
    const { page } = await openStreet();
    await page.getByRole("radio", { name: /Rues/ }).check();
    const place = page.locator("ruelle-streets .day button:not([aria-current])").first();
    await place.waitFor();
    await keepScreenshot(page, "street-list");
    const before = picture(page);
    await place.click();
    await expect.poll(() => picture(page)).not.toBe(before);
    await page.context().close();
  });

  test("speaks French and English", async () => {
    const { page } = await openStreet();
    await page.getByRole("button", { name: /^Avancer|^Pas d’image/ }).first().waitFor();
    await page.getByRole("button", { name: "English" }).first().click();
    await page.getByRole("button", { name: "Zoom in" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Zoom in" }).waitFor();
    await page.context().close();
  });

  test("opens its help by a key, and letters can be turned off", async () => {
    const { page } = await openStreet();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await keepScreenshot(page, "street-help");
    await page.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await page.locator('[role="application"]').focus();
    await page.keyboard.press("p");
    expect(await page.locator('[role="application"]').evaluate((frame) => frame.matches(":focus"))).toBe(true);
    await page.context().close();
  });

  test("fits a phone", async () => {
    const { page } = await openStreet(PHONE);
    await page.getByRole("button", { name: /^Avancer/ }).waitFor();
    await page.waitForLoadState("networkidle");
    await keepScreenshot(page, "street-phone");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.locator(".handle").click();
    await expect.poll(() => page.locator("ruelle-street").getAttribute("sheet")).toBe("full");
    await keepScreenshot(page, "street-phone-full");
    await page.context().close();
  });

  test("fits a window enlarged four times", async () => {
    const { page } = await openStreet({ viewport: { width: 320, height: 256 }, locale: "fr-FR" });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await keepScreenshot(page, "street-400");
    await page.context().close();
  });

  for (const [name, options] of [["desktop", DESKTOP], ["phone", PHONE]] as const) {
    test(`has no serious fault for assistive techniques, ${name}`, async () => {
      const { page } = await openStreet(options);
      expect(await faults(page)).toEqual([]);
      await page.locator("ruelle-panel").evaluate((panel) => ((panel as unknown as { tab: string }).tab = "streets"));
      await page.locator("ruelle-streets .day button").first().waitFor();
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    });
  }

  test("can be read without JavaScript", async () => {
    const { page } = await openPage(browser, { ...DESKTOP, javaScriptEnabled: false });
    await page.goto(server.url);
    expect(await page.title()).not.toBe("");
    await page.getByRole("link").first().waitFor({ state: "visible" });
    await keepScreenshot(page, "street-noscript");
    await page.context().close();
  });
});

/** What came over the wire, headers included, before the picture was sharp. */
const bytesUntilSharp = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const sharpAt = performance.getEntriesByName("sharp")[0]?.startTime ?? Number.POSITIVE_INFINITY;
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return (entries as PerformanceResourceTiming[])
      .filter(({ responseEnd }) => responseEnd <= sharpAt)
      .reduce((sum, { transferSize }) => sum + transferSize, 0);
  });
