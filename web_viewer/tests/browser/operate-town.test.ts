import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DESKTOP, faults, keepScreenshot, openBrowser, openPage } from "./browser.ts";

const SERVER = process.env.RUELLE_URL?.replace(/\/$/, "");
/** An administrator of that town: name, then password. */
const [NAME, PASSWORD] = (process.env.RUELLE_OPERATOR ?? "").split("\n");
const MEGABYTE = 1 << 20;

let browser: Browser;

/** The operators' pages against a server of the product; it takes RUELLE_URL and RUELLE_OPERATOR. */
describe.skipIf(!SERVER || !PASSWORD)("the desk of a real town", () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** Logs in by the form, as a person would. */
  async function enter(path: string): Promise<Page> {
    const { page } = await openPage(browser, DESKTOP);
    await page.goto(`${SERVER}${path}`);
    await page.getByLabel("Nom").fill(NAME ?? "");
    await page.getByLabel("Mot de passe").fill(PASSWORD ?? "");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.locator("ruelle-operate").waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    return page;
  }

  test("opens after the log-in, and tells of jobs, disk and retention", async () => {
    const page = await enter("/operate");
    await page.getByRole("heading", { name: "Travaux" }).waitFor();
    await page.getByRole("heading", { name: "Disque" }).waitFor();
    await page.getByText("Tous", { exact: true }).click();
    await page.locator("[data-job]").first().waitFor();
    await keepScreenshot(page, "town-operate");
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  test("takes an upload of several pieces, and gives it up", async () => {
    const page = await enter("/operate/upload");
    const buffer = Buffer.alloc(9 * MEGABYTE, 1);
    await page.locator("ruelle-drop #files").setInputFiles([{ name: "GX010001.MP4", mimeType: "video/mp4", buffer }]);
    await page.getByRole("combobox").fill("Essai du navigateur");
    await page.route("**/finish", (route) => route.abort());
    await page.getByRole("button", { name: "Envoyer" }).click();
    await page.getByText("100", { exact: false }).first().waitFor();
    await keepScreenshot(page, "town-upload");
    await page.getByRole("button", { name: "Abandonner l’envoi, Essai du navigateur" }).click();
    await page.getByText("Aucun envoi en cours.").waitFor();
    await page.getByRole("link", { name: /^Travaux/ }).click();
    await expect.poll(() => page.getByText("Essai du navigateur").count()).toBe(0);
    await page.context().close();
  });

  test("draws a sample, looks at a picture, and finishes it", async () => {
    const page = await enter("/operate/review");
    await page.getByRole("spinbutton", { name: "Nombre d’images" }).fill("2");
    await page.getByRole("button", { name: "Tirer au hasard" }).click();
    await page.getByText("Elles sont dans la file.", { exact: false }).waitFor();
    await page.getByRole("link", { name: "Commencer la vérification" }).click();
    await page.locator("ruelle-stage .stage:not(.blurred)").waitFor({ timeout: 45_000 });
    await page.waitForLoadState("networkidle");
    await keepScreenshot(page, "town-review");
    const zones = page.locator("ruelle-zones li");
    const before = await zones.count();
    const first = page.url();
    for (const key of ["z", "ArrowUp", "+", "Enter"]) await page.keyboard.press(key);
    await expect.poll(() => zones.count()).toBe(before + 1);
    await page.keyboard.press("Control+z");
    await expect.poll(() => zones.count()).toBe(before);
    for (let left = await page.locator(".undecided").count(); left > 0; left--) await page.keyboard.press("f");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url(), { timeout: 20_000 }).not.toBe(first);
    await page.context().close();
  });

  test("can be read without JavaScript", async () => {
    const { page } = await openPage(browser, { ...DESKTOP, javaScriptEnabled: false });
    await page.goto(`${SERVER}/connexion?next_url=/operate`);
    await page.getByLabel("Nom").fill(NAME ?? "");
    await page.getByLabel("Mot de passe").fill(PASSWORD ?? "");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.getByRole("heading", { name: "Exploitation" }).waitFor({ state: "visible", timeout: 4000 });
    await keepScreenshot(page, "town-noscript");
    await page.context().close();
  });
});
