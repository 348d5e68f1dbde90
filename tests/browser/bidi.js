// Firefox, and a page in it, by WebDriver BiDi (https://w3c.github.io/webdriver-bidi): Playwright wants a Firefox of its own.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { folder, give_up } from "./picture.js";

const executable = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(existsSync);
if (!executable) give_up("Firefox is missing");
const { WebSocket } = await import("ws").catch((error) => give_up(error.message));

/** Milliseconds that Firefox has to start, and to answer. */
const PATIENCE = 60_000;
const within = (promise, what) => new Promise((done, failed) => {
  const timer = setTimeout(() => failed(new Error(`Firefox: ${what} takes too long`)), PATIENCE);
  promise.then(done, failed).finally(() => clearTimeout(timer));
});

/** Starts Firefox: what speaks to it, and what ends it. */
async function start() {
  const profile = join(folder, "firefox");
  mkdirSync(profile);
  const child = spawn(executable, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" } });
  const ended = new Promise((done) => child.on("exit", done));
  process.on("exit", () => child.kill("SIGKILL"));
  const address = within(new Promise((done, failed) => {
    ended.then((status) => failed(new Error(`Firefox ended with ${status}`)));
    child.on("error", failed);
    createInterface({ input: child.stderr }).on("line", (line) => {
      const [, found] = /^WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (found) done(found);
    });
  }), "its start");
  const socket = new WebSocket(`${await address}/session`);
  await within(new Promise((done, failed) => socket.on("open", done).on("error", failed)), "the connection");
  return { socket, stop: () => { child.kill(); return ended; } };
}

const { socket, stop } = await start().catch((error) => give_up(error.message));
const waiting = new Map(), said = [];
let n_sent = 0;
socket.on("message", (text) => {
  const { id, type, result, method, params, error, message } = JSON.parse(text);
  if (method === "log.entryAdded" && ["error", "warn"].includes(params.level)) said.push(params.text);
  const [done, failed] = waiting.get(id) ?? [];
  if (type === "success") done?.(result);
  else if (type === "error") failed?.(new Error(`${error}: ${message}`));
});
/** Sends a command, and returns its result. */
function send(method, params) {
  const id = ++n_sent;
  const answer = new Promise((done, failed) => waiting.set(id, [done, failed]));
  socket.send(JSON.stringify({ id, method, params }));
  return within(answer, method).finally(() => waiting.delete(id));
}

await send("session.new", { capabilities: {} });
await send("session.subscribe", { events: ["log.entryAdded"] });
const { contexts: [{ context }] } = await send("browsingContext.getTree", {});

/** Sets how large the window is, in px. */
export const resize = (width, height) => send("browsingContext.setViewport", { context, viewport: { width, height } });
/** Opens an address; `said` begins anew. */
export async function open(address) {
  await send("browsingContext.navigate", { context, url: "about:blank", wait: "complete" });
  said.length = 0;
  await send("browsingContext.navigate", { context, url: address, wait: "complete" });
}
/** All errors and warnings on the console since the page was opened. */
export const complaints = () => [...said];
/** What a function says in the page, to which its arguments are sent as JSON. */
export async function ask(what, ...values) {
  const expression = `(async () => JSON.stringify(await (${what})(...${JSON.stringify(values)})) ?? "null")()`;
  const { type, result, exceptionDetails } = await send("script.evaluate", { expression, target: { context }, awaitPromise: true });
  if (type !== "success") throw new Error(exceptionDetails.text);
  return JSON.parse(result.value);
}
/** Waits until a function says so in the page. */
export async function until(what, ...values) {
  for (let n = 0; n < 100; n++) {
    if (await ask(what, ...values)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`in vain: ${what}`);
}
/** A part of the window as PNG, in base64. */
export const shot = async (clip) => (await send("browsingContext.captureScreenshot",
  { context, ...clip && { clip: { type: "box", ...clip } } })).data;

const act = (...actions) => send("input.performActions", { context, actions });
const pointer = (...actions) => act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
const to = ({ x, y }) => ({ type: "pointerMove", x: Math.round(x), y: Math.round(y) });
const [down, up] = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
export const click = (at) => pointer(to(at), down, up);
export const double_click = (at) => pointer(to(at), down, up, down, up);
/** Goes from the first point to all others with the button down. */
export const drag = (from, ...others) => pointer(to(from), down, ...others.map(to), up);
/** Presses a key, by WebDriver's name of it. */
export const press = (value) => act({ type: "key", id: "keys", actions: ["keyDown", "keyUp"].map((type) => ({ type, value })) });
/** Turns the wheel over a point, with the control key down if that is wanted. */
export const wheel = ({ x, y }, deltaX, deltaY, isCtrl = false) => act(
  ...isCtrl ? [{ type: "key", id: "keys", actions: [{ type: "keyDown", value: "\uE009" }, { type: "pause" }, { type: "keyUp", value: "\uE009" }] }] : [],
  { type: "wheel", id: "wheel", actions: [...isCtrl ? [{ type: "pause" }] : [], { type: "scroll", x: Math.round(x), y: Math.round(y), deltaX, deltaY }] });

/** Ends Firefox. */
export async function close() {
  await send("session.end", {}).catch(() => {});
  socket.terminate();
  await stop();
}
