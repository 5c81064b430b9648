import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Town } from "../town/town.ts";
import { COMPACT, DESKTOP, faults, keepScreenshot, openBrowser, openPage, openServer, overflow, PHONE, sharp, withoutWebGl } from "./browser.ts";

const hasOwnTown = process.env.RUELLE_URL === undefined;

let browser: Browser;
let server: Town;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), openServer()]);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function openReport(options: Parameters<typeof openPage>[1] = COMPACT, isFlat = false): Promise<Page> {
  const { page } = await openPage(browser, options);
  if (isFlat) await withoutWebGl(page);
  await page.goto(server.url);
  await sharp(page);
  await page.getByRole("button", { name: "Signaler ou demander un floutage" }).first().click();
  await page.getByRole("heading", { name: "Demander un floutage" }).waitFor();
  return page;
}

/** A quick challenge, for a request that will not reach the server. */
async function ease(page: Page): Promise<void> {
  const challenge = { challenge: "8.1790000000.a.b", difficulty_bits: 8 };
  await page.route("**/api/requests/challenge", (route) => route.fulfill({ json: challenge }));
}

const outline = (page: Page): Locator => page.locator("ruelle-region polygon.line");
const send = (page: Page): Promise<void> => page.getByRole("button", { name: "Envoyer la demande" }).click();

/** Where the middle of the outline is on screen. */
async function middle(page: Page): Promise<{ x: number; y: number }> {
  const box = await outline(page).boundingBox();
  if (!box) throw new Error("there is no outline");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe("a request for a blur", () => {
  test("is drawn, sent with its work done, and can be followed", async () => {
    const page = await openReport(process.env.RUELLE_SCREENSHOTS ? DESKTOP : COMPACT);
    await page.getByText("Plaque", { exact: true }).click();
    await page.mouse.move(640, 380);
    await page.mouse.down();
    await page.mouse.move(760, 460, { steps: 4 });
    await page.mouse.up();
    const { x, y } = await middle(page);
    expect([Math.round(x / 4), Math.round(y / 4)]).toEqual([175, 105]);
    await page.getByRole("textbox", { name: /Précision/ }).fill("Ma voiture");
    await keepScreenshot(page, "report-desktop");
    const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/api/requests"));
    await send(page);
    const body = (await asked).postDataJSON() as { kind: string; note: string; corners_deg: [number, number][] };
    expect(body).toMatchObject({ kind: "plate", note: "Ma voiture", email: null });
    expect(body.corners_deg).toHaveLength(4);
    await page.getByText("Demande envoyée. La zone est floutée pendant l’examen.").waitFor({ timeout: 40_000 });
    await keepScreenshot(page, "report-sent");
    const follow = await page.getByLabel("Suivre ma demande").inputValue();
    expect(follow).toContain(`${server.url}/requests/`);
    await page.context().close();
  });

  test("turns with the picture, for it belongs to the place", async () => {
    const page = await openReport();
    await page.getByRole("button", { name: "Placer un cadre au milieu" }).click();
    const before = await middle(page);
    await page.locator(".compass").click();
    await expect.poll(async () => (await outline(page).count()) === 0 || (await middle(page)).x !== before.x).toBe(true);
    await page.context().close();
  });

  test("is set by two touches and redrawn by the next, on a picture laid flat too", async () => {
    const page = await openReport(COMPACT, true);
    await page.mouse.click(560, 250);
    await page.getByText("Touchez maintenant le coin opposé.").waitFor();
    await page.mouse.click(640, 330);
    const first = await middle(page);
    expect([Math.round(first.x / 4), Math.round(first.y / 4)]).toEqual([150, 73]);
    await page.mouse.click(500, 150);
    await page.mouse.click(540, 190);
    expect((await middle(page)).x).toBeLessThan(first.x - 40);
    await page.context().close();
  });

  test("can be made by keyboard alone, and says what is missing", async () => {
    const { page } = await openPage(browser, COMPACT);
    await page.goto(server.url);
    await sharp(page);
    await page.keyboard.press("s");
    await expect.poll(() => focused(page)).toBe("Demander un floutage");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Dites d’abord ce qu’il faut flouter.").waitFor();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByText("Montrez l’endroit sur l’image, ou placez un cadre au milieu.").waitFor();
    await page.locator("ruelle-region .pad").focus();
    await page.keyboard.press("Enter");
    const before = await middle(page);
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("+");
    const after = await middle(page);
    expect(after.x).toBeGreaterThan(before.x + 20);
    expect(after.y).toBeLessThan(before.y - 4);
    await page.getByText(/^Cadre côté .* large de/).waitFor();
    await page.getByLabel(/Adresse électronique/).fill("claire.marie@exemple");
    await page.keyboard.press("Enter");
    await page.getByText("Il manque la fin de l’adresse").waitFor();
    await expect.poll(() => page.getByLabel(/Adresse électronique/).evaluate((field) => field.matches(":focus"))).toBe(true);
    await keepScreenshot(page, "report-wrong");
    await page.keyboard.press("End");
    await page.keyboard.type(".fr");
    await page.keyboard.press("Enter");
    await page.getByText("Demande envoyée.").waitFor({ timeout: 40_000 });
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Partager" }).waitFor();
    await page.context().close();
  });

  test("keeps what was written when it cannot be sent, and when its paper is put away", async () => {
    const page = await openReport(COMPACT, true);
    await page.getByText("Maison", { exact: true }).click();
    await page.getByRole("button", { name: "Placer un cadre au milieu" }).click();
    await page.getByRole("textbox", { name: /Précision/ }).fill("La façade bleue");
    expect(await faults(page)).toEqual([]);
    await ease(page);
    await page.route("**/api/requests", (route) => route.abort());
    await send(page);
    await page.getByText("La demande n’est pas partie. Ce que vous avez écrit est gardé.").waitFor({ timeout: 20_000 });
    await page.unroute("**/api/requests");
    await page.getByRole("button", { name: "Fermer" }).click();
    await page.keyboard.press("s");
    expect(await page.getByRole("textbox", { name: /Précision/ }).inputValue()).toBe("La façade bleue");
    expect(await outline(page).count()).toBe(1);
    await page.context().close();
  });

  test("tells in the server's words why it was refused", async () => {
    const page = await openReport(COMPACT, true);
    await ease(page);
    await page.route("**/api/requests", (route) =>
      route.fulfill({ status: 429, json: { code: "requests-too-often", description: "Trop de demandes.", remedy: "Réessayez dans 12 min." } }),
    );
    await page.getByText("Visage", { exact: true }).click();
    await page.getByRole("button", { name: "Placer un cadre au milieu" }).click();
    await send(page);
    await page.getByText("Trop de demandes.").waitFor({ timeout: 20_000 });
    await page.getByText("Réessayez dans 12 min.").waitFor();
    await page.context().close();
  });

  test("fits a phone, and speaks English", async () => {
    const page = await openReport({ ...PHONE, locale: "fr-FR" });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await faults(page)).toEqual([]);
    await page.touchscreen.tap(150, 200);
    await page.touchscreen.tap(230, 260);
    expect(await outline(page).count()).toBe(1);
    await keepScreenshot(page, "report-phone");
    await page.evaluate(() => localStorage.setItem("ruelle-language", "en"));
    await page.reload();
    await sharp(page);
    await page.getByRole("button", { name: "Report or ask for blurring" }).first().click();
    await page.getByText("What should be blurred?").waitFor();
    await keepScreenshot(page, "report-phone-english");
    await page.context().close();
  });

  test.runIf(hasOwnTown)("shows the blurred picture as soon as it is there", async () => {
    const page = await openReport(COMPACT, true);
    await page.getByText("Visage", { exact: true }).click();
    await page.getByRole("button", { name: "Placer un cadre au milieu" }).click();
    const renewed = page.waitForRequest((request) => /sd\.jpg\?v=[2-9]/.test(request.url()));
    await send(page);
    await renewed;
    await page.getByText("L’image affichée est maintenant floutée à cet endroit.").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });
});

/** The words of what has the focus, through every shadow. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent?.trim() ?? "";
  });
