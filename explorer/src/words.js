// Words and numbers for people.

const COUNT = new Intl.NumberFormat("en-GB");
const MOMENT = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** 1,234. */
export const number = (value) => COUNT.format(value);

/** 1 tie, 2 ties. */
export const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

/** 03 May 2021, 14:05:09, in UTC; `seconds` is unix time. */
export const moment = (seconds) => MOMENT.format(new Date(seconds * 1000));

/** How far two times are apart, in the largest unit that keeps it exact enough. */
export function apart(seconds) {
  if (seconds < 120) return counted(seconds, "second");
  if (seconds < 7200) return counted(Math.round(seconds / 60), "minute");
  if (seconds < 172800) return counted(Math.round(seconds / 3600), "hour");
  return counted(Math.round(seconds / 86400), "day");
}

/** What a tie at one window says: `windows` holds [seconds or null, objects]. */
export function within([seconds, objects]) {
  const many = `${number(objects)} ${objects === 1 ? "thing" : "things"}`;
  return seconds === null ? `${many} in common over days` : `${many} within ${number(seconds)} s of each other`;
}
