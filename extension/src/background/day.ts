/** Local calendar days as "YYYY-MM-DD": the finest time that counting knows. */
export function dayOf(when: Date): string {
  const month = String(when.getMonth() + 1).padStart(2, "0");
  const day = String(when.getDate()).padStart(2, "0");
  return `${when.getFullYear()}-${month}-${day}`;
}

/** The day so many days before the given moment. */
export function daysBefore(when: Date, days: number): string {
  const at = new Date(when);
  at.setDate(at.getDate() - days);
  return dayOf(at);
}
