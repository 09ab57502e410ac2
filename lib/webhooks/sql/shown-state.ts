/**
 * A destination that is paused, or whose breaker is open, holds what is pending; the row itself does not churn. What
 * people see says held. `delivery` and `runtime` are the aliases of the two tables in the statement.
 */
export function shownState(delivery: string, runtime: string): string {
  return `case when ${delivery}.state = 0 and (${runtime}.paused or (${runtime}.breaker = 'open' and ${runtime}.open_until > now())) then 2 else ${delivery}.state end`;
}
