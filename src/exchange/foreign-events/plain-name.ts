/** A name without case and separators: `Order_Shipped` and `order-shipped` are one. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
}
