// Times as people read them: local time on the page, UTC on hover.
import { el } from "./dom.js";

const two = (n) => String(n).padStart(2, "0");

/** Seconds since 1970 out of a Slack `ts` ("1700000000.000100") or a number. */
export const seconds = (ts) => Math.floor(Number(ts));

export function utcTitle(sec) {
  const d = new Date(sec * 1000);
  const day = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
  return `${day} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} UTC`;
}

export function clock(sec, withSeconds = false) {
  const d = new Date(sec * 1000);
  const base = `${two(d.getHours())}:${two(d.getMinutes())}`;
  return withSeconds ? `${base}:${two(d.getSeconds())}` : base;
}

function dayNumber(sec) {
  const d = new Date(sec * 1000);
  return Math.floor(Date.UTC(d.getFullYear(), d.getMonth(), d.getDate()) / 86400000);
}

export const sameDay = (a, b) => dayNumber(a) === dayNumber(b);

/** "Today", "Yesterday" or "Friday, 3 May 2024"; `nowSec` is the workspace's clock. */
export function dayName(sec, nowSec) {
  const diff = dayNumber(nowSec) - dayNumber(sec);
  if (diff === 0) return "Today";
  if (diff === 1) return "Yesterday";
  return longDate(sec, true);
}

const format = (sec, options) => new Intl.DateTimeFormat("en-GB", options).format(new Date(sec * 1000));
const longDate = (sec, weekday) =>
  format(sec, { day: "numeric", month: "long", year: "numeric", ...(weekday ? { weekday: "long" } : {}) });
const shortDate = (sec) => format(sec, { day: "numeric", month: "short", year: "numeric" });

function isoDate(sec) {
  const d = new Date(sec * 1000);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

export function ago(sec, nowSec) {
  const gap = Math.abs(nowSec - sec);
  if (gap < 60) return "just now";
  const steps = [[86400, "day"], [3600, "hour"], [60, "minute"]];
  const [size, word] = steps.find(([s]) => gap >= s);
  const count = Math.floor(gap / size);
  const amount = `${count} ${word}${count === 1 ? "" : "s"}`;
  return sec > nowSec ? `in ${amount}` : `${amount} ago`;
}

function pretty(sec, nowSec, plain) {
  const diff = dayNumber(nowSec) - dayNumber(sec);
  if (diff === 0) return "today";
  if (diff === 1) return "yesterday";
  if (diff === -1) return "tomorrow";
  return plain(sec);
}

/** Fills Slack's date tokens: {date}, {date_short_pretty}, {time}, {ago} and the others. */
export function dateTokens(template, sec, nowSec) {
  const values = {
    date_num: () => isoDate(sec),
    date: () => longDate(sec, false),
    date_short: () => shortDate(sec),
    date_long: () => longDate(sec, true),
    date_pretty: () => pretty(sec, nowSec, (s) => longDate(s, false)),
    date_short_pretty: () => pretty(sec, nowSec, shortDate),
    date_long_pretty: () => pretty(sec, nowSec, (s) => longDate(s, true)),
    time: () => clock(sec),
    time_secs: () => clock(sec, true),
    ago: () => ago(sec, nowSec),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => (values[name] ? values[name]() : whole));
}

/** A <time> element with the UTC time on hover. */
export function timeNode(sec, text, className = "when") {
  return el("time", { class: className, datetime: new Date(sec * 1000).toISOString(), title: utcTitle(sec) }, text);
}
