/** CCXT's unified structures and our own metadata, as far as the page reads them. */
export type Level = [price: number, amount: number];
export type Candle = [time: number, open: number, high: number, low: number, close: number, volume: number];

export interface Ticker {
    symbol: string;
    timestamp: number | null;
    last: number | null;
    bid: number | null;
    ask: number | null;
    high: number | null;
    low: number | null;
    percentage: number | null;
    baseVolume: number | null;
    quoteVolume: number | null;
}

export interface OrderBook {
    symbol: string;
    bids: Level[];
    asks: Level[];
    timestamp: number | null;
}

export interface Fee {
    currency: string | null;
    cost: number | null;
}

export interface Trade {
    id: string | null;
    order: string | null;
    timestamp: number;
    symbol: string;
    side: 'buy' | 'sell' | null;
    takerOrMaker: string | null;
    price: number;
    amount: number;
    cost: number | null;
    fee: Fee | null;
    fees: Fee[];
}

export interface Order {
    id: string;
    clientOrderId: string | null;
    timestamp: number | null;
    symbol: string;
    type: string | null;
    timeInForce: string | null;
    side: 'buy' | 'sell' | null;
    price: number | null;
    triggerPrice: number | null;
    amount: number | null;
    filled: number | null;
    remaining: number | null;
    average: number | null;
    cost: number | null;
    status: string | null;
    reduceOnly: boolean | null;
    postOnly: boolean | null;
}

export interface Position {
    symbol: string;
    side: string;
    contracts: number;
    contractSize: number;
    notional: number;
    leverage: number | null;
    entryPrice: number | null;
    markPrice: number | null;
    liquidationPrice: number | null;
    unrealizedPnl: number | null;
    marginMode: string | null;
}

export interface Balance {
    free: Record<string, number>;
    used: Record<string, number>;
    total: Record<string, number>;
}

export interface LedgerEntry {
    id: string;
    timestamp: number;
    direction: 'in' | 'out';
    type: string;
    currency: string;
    amount: number;
    after: number | null;
}

export interface Range {
    min: number | null;
    max: number | null;
}

export type MarketType = 'spot' | 'margin' | 'swap' | 'future' | 'option';

export interface Market {
    id: string;
    symbol: string;
    base: string;
    quote: string;
    settle: string | null;
    type: MarketType;
    active: boolean | null;
    contract: boolean;
    contractSize: number | null;
    taker: number | null;
    maker: number | null;
    precision: { amount: number | null; price: number | null };
    limits: { leverage: Range; amount: Range; price: Range; cost: Range; market: Range };
}

export interface Capabilities {
    has: Record<string, boolean | 'emulated'>;
    markets: Record<string, Market>;
    symbols: string[];
    timeframes: Record<string, string>;
}

/** The metadata of a stored key; never the key. */
export interface Account {
    id: string;
    exchange: string;
    label: string;
    read_only: boolean;
    has_ro_keys: boolean;
    owner_user_id: string;
    access_level: 'read' | 'trade';
    shared: boolean;
    created_at: string;
    api_key_suffix?: string | null;
    permissions?: string[] | null;
    ip_restricted?: boolean | null;
    key_expires_at?: string | null;
}

export interface GrantLimits {
    symbols?: string[];
    max_notional?: Record<string, number>;
    daily_notional?: Record<string, number>;
    max_leverage?: number;
}

export interface Grant {
    id: string;
    grantee_user_id: string;
    grantee_email: string;
    access_level: 'read' | 'trade';
    created_at: string;
    limits?: GrantLimits | null;
    expires_at?: string | null;
}

export interface User {
    id: string;
    email: string;
    name: string;
    role?: 'operator' | 'user';
    kind?: 'session' | 'sso' | 'api_token';
}

/** How exchange routes answer. */
export interface Answer<T> {
    success: true;
    provider?: string;
    data: T;
}
