import { signal } from '@preact/signals';
import { sentence } from '../api/problem';
import type { Answer } from '../api/types';
import { call } from '../identity/identities';

/** The exchanges this server speaks with, by their CCXT ids. */
export const exchanges = signal<string[]>([]);
export const exchangesFault = signal<string | null>(null);

export async function loadExchanges(): Promise<void> {
    try {
        const told = (await call<Answer<unknown>>('/api/exchange/list')).data;
        exchanges.value = Array.isArray(told) ? told.filter((id) => typeof id === 'string').sort() : [];
        exchangesFault.value = null;
    } catch (thrown) {
        exchangesFault.value = sentence(thrown);
    }
}

const NAMES: Record<string, string> = {
    binance: 'Binance',
    binanceusdm: 'Binance USDⓈ-M',
    bybit: 'Bybit',
    coinbase: 'Coinbase',
    gate: 'Gate',
    htx: 'HTX',
    kraken: 'Kraken',
    krakenfutures: 'Kraken Futures',
    kucoin: 'KuCoin',
    kucoinfutures: 'KuCoin Futures',
    okx: 'OKX',
    paper: 'Paper',
};

export function exchangeName(id: string): string {
    return Object.hasOwn(NAMES, id) ? NAMES[id]! : id;
}

// Those whose keys come with a passphrase, by CCXT's `requiredCredentials.password`.
const WITH_PASSPHRASE: ReadonlySet<string> = new Set([
    'bitget', 'blofin', 'coinbaseexchange', 'coinbaseinternational', 'deepcoin',
    'kucoin', 'kucoinfutures', 'myokx', 'okx', 'okxus',
]);

export function needsPassphrase(exchange: string): boolean {
    return WITH_PASSPHRASE.has(exchange);
}

/** Names that CCXT gave up, as the server reads them. */
const RENAMED: Record<string, string> = { coinbaseadvanced: 'coinbase', gateio: 'gate', huobi: 'htx' };

/** An old store's idea of an exchange as the server would take it; null: none that could be one. */
export function exchangeId(text: string): string | null {
    const id = text.trim().toLowerCase();
    if (!/^[a-z][a-z0-9]{0,31}$/.test(id)) {
        return null;
    }
    return Object.hasOwn(RENAMED, id) ? RENAMED[id]! : id;
}
