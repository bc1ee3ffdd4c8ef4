import { signal } from '@preact/signals';
import { Refusal } from '../api/problem';
import type { Answer, Capabilities, Market, MarketType } from '../api/types';
import { call } from '../identity/identities';
import type { Instrument } from './choices';

/** Markets a key of each exchange may trade; which of them an exchange has, it tells. */
const MARKET_TYPES: readonly MarketType[] = ['spot', 'swap'];

export interface Offer extends Capabilities {
    exchange: string;
    marketType: MarketType;
}

const asked = new Map<string, Promise<Offer | null>>();

/** What was learned so far, by exchange and kind of market. */
export const offers = signal<Offer[]>([]);

/** Null: that exchange has no such markets. What failed is asked again next time. */
export function offerOf(exchange: string, marketType: MarketType): Promise<Offer | null> {
    const key = `${exchange} ${marketType}`;
    const known = asked.get(key);
    if (known) {
        return known;
    }
    const asking = ask(exchange, marketType);
    asked.set(key, asking);
    asking.catch(() => asked.delete(key));
    return asking;
}

async function ask(exchange: string, marketType: MarketType): Promise<Offer | null> {
    try {
        const answer = await call<Answer<Capabilities>>('/api/exchange/capabilities', {
            method: 'POST',
            // All symbols, but of no market more than that: at a large exchange it is megabytes.
            body: { exchange, market: marketType, symbols: [] },
        });
        const offer = { ...answer.data, exchange, marketType };
        offers.value = [...offers.value, offer];
        return offer;
    } catch (thrown) {
        if (thrown instanceof Refusal && thrown.code === 'no_such_market_type') {
            return null;
        }
        throw thrown;
    }
}

const marketsAsked = new Map<string, Promise<Market>>();

/** Steps, limits and fees; fails with 404 `unknown_symbol` where there is no such market. */
export function marketOf({ exchange, marketType, symbol }: Instrument): Promise<Market> {
    const key = `${exchange} ${marketType} ${symbol}`;
    const known = marketsAsked.get(key);
    if (known) {
        return known;
    }
    const asking = call<Answer<Market>>('/api/exchange/market', {
        method: 'POST',
        body: { exchange, market: marketType, symbol },
    }).then((answer) => answer.data);
    marketsAsked.set(key, asking);
    asking.catch(() => marketsAsked.delete(key));
    return asking;
}

/** Every market of every exchange, one after the other; tells the exchanges that did not answer. */
export async function loadAll(failed: (exchange: string, why: unknown) => void): Promise<void> {
    const { data } = await call<Answer<string[]>>('/api/exchange/list');
    const paperFirst = [...data].sort((a, b) => Number(b === 'paper') - Number(a === 'paper') || a.localeCompare(b));
    for (const exchange of paperFirst) {
        try {
            for (const type of MARKET_TYPES) {
                await offerOf(exchange, type);
            }
        } catch (thrown) {
            failed(exchange, thrown);
        }
    }
}

/** Those that have every word of the query in exchange, symbol or kind; the shortest symbol first. */
export function search(known: readonly Offer[], query: string, most: number): Instrument[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found: Instrument[] = [];
    for (const offer of known) {
        for (const symbol of offer.symbols) {
            const text = `${offer.exchange} ${symbol} ${symbol.replace(/[/:]/g, '')} ${offer.marketType}`.toLowerCase();
            if (words.every((word) => text.includes(word))) {
                found.push({ exchange: offer.exchange, marketType: offer.marketType, symbol });
            }
        }
    }
    return found
        .sort((a, b) => a.symbol.length - b.symbol.length || a.symbol.localeCompare(b.symbol) || a.exchange.localeCompare(b.exchange))
        .slice(0, most);
}
