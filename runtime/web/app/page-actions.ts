// What may be done on the page one is on: pages offer it, the command palette shows it first.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface PageAction {
  label: string;
  icon?: string;
  /** The keys that do the same. */
  keys?: readonly string[];
  run(): void;
}
export interface PageOffer {
  title: string;
  actions: readonly PageAction[];
}

type Offer = () => PageOffer | undefined;
let offers: readonly Offer[] = [];

/** Offers actions as long as its host is shown. */
export class OfferController implements ReactiveController {
  readonly #offer: Offer;

  constructor(host: ReactiveControllerHost, offer: Offer) {
    this.#offer = offer;
    host.addController(this);
  }

  hostConnected(): void {
    offers = [this.#offer, ...offers];
  }

  hostDisconnected(): void {
    offers = offers.filter((each) => each !== this.#offer);
  }
}

/** What is offered now, the last page first: a panel before the list behind it. */
export function offeredActions(): PageOffer[] {
  return offers.map((offer) => offer()).filter((offer) => offer !== undefined);
}
