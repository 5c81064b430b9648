import { amount, fields, list, text } from "../../api/json.ts";
import type { Order } from "./sending.ts";

const REMEMBERED = "ruelle-uploads";

/** The uploads that this browser began and has not seen end. */
export function rememberedOrders(): Order[] {
  try {
    return list(JSON.parse(localStorage.getItem(REMEMBERED) ?? "[]")).flatMap(parse);
  } catch {
    return [];
  }
}

/** Keeps an upload in mind over a reload, where the browser allows it. */
export function rememberOrder(order: Order): void {
  write([...rememberedOrders().filter(({ id }) => id !== order.id), order]);
}

/** Forgets an upload that has ended. */
export function forgetOrder(id: string): void {
  write(rememberedOrders().filter((order) => order.id !== id));
}

function write(orders: readonly Order[]): void {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(orders));
  } catch {
    // Without storage an upload still goes on as long as the page is open.
  }
}

function parse(value: unknown): Order[] {
  const order = fields(value);
  const id = text(order.id);
  const files = list(order.files).flatMap((one) => {
    const file = fields(one);
    const name = text(file.name);
    const sizeBytes = amount(file.sizeBytes);
    return name && sizeBytes ? [{ name, sizeBytes }] : [];
  });
  return id && files.length > 0 ? [{ id, campaign: text(order.campaign) ?? "", files }] : [];
}
