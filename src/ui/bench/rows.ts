/** A row as a person gave it: nobody has checked it yet. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `3 items` for a list with so many pieces in it. */
export function countedItems(items: unknown): string {
  const count = Array.isArray(items) ? items.length : 0;
  return count === 1 ? '1 item' : `${count} items`;
}

/** A row in which the value at a path (`items[1].quantity`) is another one; undefined takes a field away. */
export function withValue(row: Row, path: string, value: unknown): Row {
  return changed(row, path.match(/[^.[\]]+/g) ?? [], value) as Row;
}

function changed(holder: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(holder)) {
    const index = Number(step);
    const items: readonly unknown[] = holder;
    if (rest.length === 0 && value === undefined) return items.filter((_, at) => at !== index);
    const next = [...items];
    next[index] = changed(items[index], rest, value);
    return next;
  }
  const own = isRow(holder) ? holder : {};
  if (rest.length === 0 && value === undefined) {
    return Object.fromEntries(Object.entries(own).filter(([name]) => name !== step));
  }
  return { ...own, [step]: changed(own[step], rest, value) };
}

/**
 * An order whose total is what its line items come to, but for those that are cancelled. What is no order yet stays as it is.
 */
export function withTotal(order: Row): Row {
  if (!Array.isArray(order['items'])) return order;
  const items: readonly unknown[] = order['items'];
  const totalCents = items.reduce<number>((sum, item) => {
    if (!isRow(item) || item['status'] === 'CANCELLED') return sum;
    const { quantity, priceCents } = item;
    const isCounted = Number.isSafeInteger(quantity) && Number.isSafeInteger(priceCents);
    return isCounted ? sum + Number(quantity) * Number(priceCents) : sum;
  }, 0);
  return { ...order, totalCents };
}
