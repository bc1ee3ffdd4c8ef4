import type { Signal } from '@preact/signals';
import type { MarketType } from '../api/types';
import { kept } from '../ui/preferences';

export interface Instrument {
    exchange: string;
    marketType: MarketType;
    symbol: string;
}

export const SECTIONS = [
    ['chart', 'Chart'],
    ['book', 'Book'],
    ['trades', 'Trades'],
    ['order', 'Order'],
    ['account', 'Account'],
] as const;
export type Section = (typeof SECTIONS)[number][0];

export const TABS = [
    ['orders', 'Open orders'],
    ['positions', 'Positions'],
    ['trades', 'My trades'],
    ['balances', 'Balances'],
    ['ledger', 'Ledger'],
] as const;
export type AccountTab = (typeof TABS)[number][0];

/** In pixels. */
export interface Sizes {
    book: number;
    form: number;
    bottom: number;
}

/** What one identity chose in this browser; nothing secret. */
export interface Choices {
    instrument: Signal<Instrument>;
    timeframe: Signal<string>;
    /** By exchange. */
    accounts: Signal<Record<string, string>>;
    sizes: Signal<Sizes>;
    section: Signal<Section>;
    tab: Signal<AccountTab>;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isInstrument(value: unknown): value is Instrument {
    return isObject(value) && isText(value['exchange']) && isText(value['marketType']) && isText(value['symbol']);
}

function isSizes(value: unknown): value is Sizes {
    return isObject(value) && ['book', 'form', 'bottom'].every((name) => Number.isFinite(value[name]));
}

function isOneOf<T extends string>(known: readonly (readonly [T, string])[]) {
    return (value: unknown): value is T => known.some(([key]) => key === value);
}

const byIdentity = new Map<string, Choices>();

export function choicesOf(identityId: string): Choices {
    let choices = byIdentity.get(identityId);
    if (!choices) {
        const own = (name: string) => `${identityId}.${name}`;
        choices = {
            instrument: kept(own('instrument'), { exchange: 'paper', marketType: 'spot', symbol: 'BTC/USDT' }, isInstrument),
            timeframe: kept(own('timeframe'), '1m', isText),
            accounts: kept<Record<string, string>>(
                own('accounts'),
                {},
                (value): value is Record<string, string> => isObject(value) && Object.values(value).every(isText),
            ),
            sizes: kept(own('sizes'), { book: 300, form: 290, bottom: 250 }, isSizes),
            section: kept<Section>(own('section'), 'chart', isOneOf(SECTIONS)),
            tab: kept<AccountTab>(own('tab'), 'orders', isOneOf(TABS)),
        };
        byIdentity.set(identityId, choices);
    }
    return choices;
}
