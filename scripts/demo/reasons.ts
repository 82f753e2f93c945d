/** Why a customer came. */
type Reason = {
  /** As it stands in CaseRecord.reason, and in the reasons of templates and guided scripts. */
  key: string
  title: string
  /** The group it is listed in. */
  flow: string
  /** Key of the reason whose guided script serves it: itself, or for reasons of our own the nearest one. */
  guide: string
}

/** A reason of the agent guidelines: one guided script each. */
const own = (key: string, title: string, flow: string): Reason => ({ key, title, flow, guide: key })
/** A reason the guidelines do not know; the guided script of `guide` serves it. */
const near = (key: string, title: string, flow: string, guide: string): Reason => ({ key, title, flow, guide })

/** The 55 contact reasons of the agent guidelines (key: the subflow in kebab-case), then those of the demo shop. */
export const reasons: readonly Reason[] = [
  own('initiate-refund', 'Wants a refund', 'Product Defect'),
  own('update-refund', 'Add an item to a refund', 'Product Defect'),
  own('refund-status', 'Where the refund is', 'Product Defect'),
  own('return-due-to-stain', 'Return: stained or damaged', 'Product Defect'),
  own('return-due-to-color', 'Return: wrong colour', 'Product Defect'),
  own('return-due-to-size', 'Return: wrong size', 'Product Defect'),
  own('status-mystery-fee', 'Unknown fee on the order', 'Order Issue'),
  own('status-delivery-time', 'Delivery time does not suit', 'Order Issue'),
  own('status-payment-method', 'Wrong payment method on the order', 'Order Issue'),
  own('status-quantity', 'Wrong quantity confirmed', 'Order Issue'),
  own('manage-upgrade', 'Faster shipping', 'Order Issue'),
  own('manage-downgrade', 'Slower, cheaper shipping', 'Order Issue'),
  own('manage-create', 'Add something to an order', 'Order Issue'),
  own('manage-cancel', 'Cancel an order or item', 'Order Issue'),
  own('recover-username', 'Forgotten username', 'Account Access'),
  own('recover-password', 'Forgotten password', 'Account Access'),
  own('reset-two-factor-auth', 'Second factor lost', 'Account Access'),
  own('invalid-credit-card', 'Card is refused', 'Troubleshoot Site'),
  own('cart-not-updating', 'Basket does not update', 'Troubleshoot Site'),
  own('search-not-working', 'Search finds nothing', 'Troubleshoot Site'),
  own('website-too-slow', 'Website is slow', 'Troubleshoot Site'),
  own('status-service-added', 'Service added without asking', 'Manage Account'),
  own('status-service-removed', 'Service removed by mistake', 'Manage Account'),
  own('status-shipping-question', 'Where we deliver, and for how much', 'Manage Account'),
  own('status-credit-missing', 'Credit is missing', 'Manage Account'),
  own('manage-change-address', 'Change of address', 'Manage Account'),
  own('manage-change-name', 'Change of name', 'Manage Account'),
  own('manage-change-phone', 'Change of phone number', 'Manage Account'),
  own('manage-payment-method', 'Change of payment method', 'Manage Account'),
  own('bad-price-competitor', 'Cheaper elsewhere', 'Purchase Dispute'),
  own('bad-price-yesterday', 'Cheaper the day before', 'Purchase Dispute'),
  own('out-of-stock-general', 'Much is out of stock', 'Purchase Dispute'),
  own('out-of-stock-one-item', 'One item is out of stock', 'Purchase Dispute'),
  own('promo-code-invalid', 'Voucher is refused', 'Purchase Dispute'),
  own('promo-code-out-of-date', 'Voucher has run out', 'Purchase Dispute'),
  own('mistimed-billing-already-returned', 'Returned, not credited', 'Purchase Dispute'),
  own('mistimed-billing-never-bought', 'Billed for something never bought', 'Purchase Dispute'),
  own('shipping-status', 'Where the parcel is', 'Shipping Issue'),
  own('manage-shipping', 'Change where or what is sent', 'Shipping Issue'),
  own('missing-item', 'Marked delivered, never arrived', 'Shipping Issue'),
  own('shipping-cost', 'Shipping was too expensive', 'Shipping Issue'),
  own('status-active', 'Is the membership active', 'Subscription Inquiry'),
  own('status-due-amount', 'What the membership costs now', 'Subscription Inquiry'),
  own('status-due-date', 'When the membership renews', 'Subscription Inquiry'),
  own('manage-pay-bill', 'Pay for the membership', 'Subscription Inquiry'),
  own('manage-extension', 'More time to pay', 'Subscription Inquiry'),
  own('manage-dispute-bill', 'Membership billed twice', 'Subscription Inquiry'),
  own('boots-faq', 'Question about boots', 'Single-Item Query'),
  own('shirt-faq', 'Question about shirts', 'Single-Item Query'),
  own('jeans-faq', 'Question about jeans', 'Single-Item Query'),
  own('jacket-faq', 'Question about jackets', 'Single-Item Query'),
  own('pricing-faq', 'Question about prices', 'Storewide Query'),
  own('membership-faq', 'Question about membership', 'Storewide Query'),
  own('timing-faq', 'Question about dates and hours', 'Storewide Query'),
  own('policy-faq', 'Question about our terms', 'Storewide Query'),
  near('late-parcel', 'Parcel is late', 'Shipping Issue', 'late-parcel'),
  near('lost-parcel', 'Parcel is lost', 'Shipping Issue', 'late-parcel'),
  near('parts-missing', 'Parts missing from the parcel', 'Shipping Issue', 'missing-item'),
  near('wrong-item', 'Wrong item came', 'Product Defect', 'initiate-refund'),
  near('damaged-item', 'Arrived damaged', 'Product Defect', 'return-due-to-stain'),
  near('faulty-item', 'Does not work', 'Product Defect', 'initiate-refund'),
  near('not-as-described', 'Not as described', 'Product Defect', 'initiate-refund'),
  near('exchange', 'Exchange for another one', 'Product Defect', 'return-due-to-size'),
  near('return-pickup', 'Return or collection', 'Product Defect', 'initiate-refund'),
  near('charged-twice', 'Charged twice', 'Purchase Dispute', 'mistimed-billing-never-bought'),
  near('payment-failed', 'Payment taken, no order', 'Purchase Dispute', 'mistimed-billing-never-bought'),
  near('cancelled-but-charged', 'Cancelled, still charged', 'Purchase Dispute', 'mistimed-billing-already-returned'),
  near('other', 'Something else', 'Storewide Query', 'policy-faq'),
]

const known = new Map(reasons.map((reason) => [reason.key, reason]))

/** The key itself; stops the script on a key that is not in the list. */
export function reasonKey(key: string): string {
  if (!known.has(key)) throw new Error(`"${key}" is not among the contact reasons; add it to scripts/demo/reasons.ts.`)
  return key
}
