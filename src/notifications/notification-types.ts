import type { Category, CustomerChannel } from '../shop/models';
import type { Trigger } from './triggers';
import type { Template } from './template';

const everyChannel = ['email', 'sms', 'push'] as const;
const dayMs = 86_400_000;

/** Every letter opens and closes alike. */
const letterTo =
  (name: string) =>
  (subject: string, ...paragraphs: readonly string[]) => ({
    subject,
    body: [`Hello ${name},`, ...paragraphs, 'Your Signalbox shop'].join('\n\n'),
  });
const letter = letterTo('{customerName}');
const internalLetter = letterTo('warehouse team');

/** A kind that goes to customers: which of their preferences rule it, where it goes unless they say otherwise, its words. */
const toCustomers = <const Channels extends readonly CustomerChannel[]>(
  category: Category,
  channels: Channels,
  trigger: Trigger,
  template: Template,
  delayMs = 0,
) => ({ audience: 'customer', category, channels, trigger, delayMs, template }) as const;

/** A kind that goes to the warehouse: into the mailbox there, and nobody's preferences rule it. */
const toWarehouse = (trigger: Trigger, mailbox: NonNullable<Template['mailbox']>) =>
  ({ audience: 'internal', channels: ['mailbox'], trigger, delayMs: 0, template: { mailbox } }) as const;

/**
 * The kinds of notification that ship with the shop (domain.md); a scenario or a person may put others over them. Adding one
 * is an entry here: the moment at which it is told, and its words.
 */
export const notificationTypes = {
  order_confirmed: toCustomers('order_updates', ['email'], 'order-placed', {
    email: letter(
      'We have your order {orderId}',
      'Thank you. We have received your order {orderId} and will tell you when it ships.',
      '{items}',
      'Total: {total}',
    ),
  }),
  order_shipped: toCustomers('order_updates', everyChannel, 'order-shipped', {
    email: letter(
      'Your order {orderId} has shipped',
      'Your order {orderId} is on its way to you:',
      '{items}',
    ),
    sms: { body: 'Order {orderId} has shipped: {itemsInLine}' },
    push: { subject: 'On its way', body: 'Your order {orderId} has shipped.' },
  }),
  order_complete: toCustomers('order_updates', everyChannel, 'order-complete', {
    email: letter(
      'Your order {orderId} is complete',
      'All items of your order {orderId} are now on their way to you:',
      '{items}',
    ),
    sms: { body: 'Order {orderId} is complete. On its way: {itemNames}' },
    push: { subject: 'Order complete', body: 'All items of your order {orderId} are on their way.' },
  }),
  order_delivered: toCustomers('order_updates', everyChannel, 'order-delivered', {
    email: letter(
      'Your order {orderId} was delivered',
      'Your order {orderId} has arrived:',
      '{items}',
      'We hope you like it.',
    ),
    sms: { body: 'Order {orderId} was delivered. Enjoy!' },
    push: { subject: 'Delivered', body: 'Your order {orderId} has arrived.' },
  }),
  order_cancelled: toCustomers('order_updates', ['email'], 'order-cancelled', {
    email: letter(
      'Your order {orderId} is cancelled',
      'Your order {orderId} is cancelled and will not ship:',
      '{items}',
      'You will not be charged the {total}.',
    ),
  }),
  payment_failed: toCustomers('payment_alerts', ['email', 'sms'], 'payment-failed', {
    email: letter(
      'Payment for your order {orderId} failed',
      'We could not take {amount} for your order {orderId}. The reason given: {reason}.',
      'Please check your payment details; we keep the order for you meanwhile.',
    ),
    sms: { body: 'Payment of {amount} for order {orderId} failed: {reason}' },
  }),
  payment_received: toCustomers('payment_alerts', ['email'], 'payment-received', {
    email: letter(
      'Payment for your order {orderId} received',
      'Thank you. Your payment of {amount} for order {orderId} has reached us.',
    ),
  }),
  price_drop: toCustomers('price_alerts', everyChannel, 'price-dropped', {
    email: letter(
      '{productName} is now {newPrice}',
      '{productName} in your cart went down from {oldPrice} to {newPrice}.',
      'You save {saving}.',
    ),
    sms: { body: '{productName}: {oldPrice} → {newPrice}, you save {saving}' },
    push: { subject: 'Price drop', body: '{productName} is now {newPrice}.' },
  }),
  review_prompt: toCustomers(
    'promotions',
    ['email', 'push'],
    'order-delivered',
    {
      email: letter(
        'How do you like your order {orderId}?',
        'A week ago your order {orderId} arrived:',
        '{items}',
        'Tell other customers what you think of it; a few words are enough.',
      ),
      push: {
        subject: 'How do you like it?',
        body: 'Your opinion on order {orderId}, please: {itemNames}',
      },
    },
    7 * dayMs,
  ),
  cart_recovery: toCustomers(
    'promotions',
    ['email'],
    'cart-left',
    {
      email: letter(
        'Your cart is waiting for you',
        'You left something in your cart, and we kept it for you:',
        '{items}',
      ),
    },
    dayMs,
  ),
  welcome: toCustomers('order_updates', ['email'], 'customer-registered', {
    email: letter(
      'Welcome, {customerName}',
      'It is good to have you with us. We write to you by email; SMS and push messages are off until you switch them on in your preferences.',
    ),
  }),
  stock_allocated: toWarehouse(
    'stock-allocated',
    internalLetter(
      'Order {orderId} allocated to {batchReference}',
      '{quantity} × {productId} are set aside for order {orderId}.',
      'Batch: {batchReference}',
    ),
  ),
  low_stock: toWarehouse(
    'stock-low',
    internalLetter(
      '{productName} is running low',
      'Of {productName} ({productId}) {stock} are left. Please order more.',
    ),
  ),
} as const;
