import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { OrderBook, Ticker, Trade } from '../api/types';
import { useStream, type Heard } from '../live/live';
import type { Topic } from '../live/line';
import type { Instrument } from './choices';

/** More often than this nobody can read; what comes in between is only kept. */
const SHOWN_EVERY = 200;

function topic(instrument: Instrument, dataType: Topic['dataType']): Topic {
    return {
        exchange: instrument.exchange,
        symbol: instrument.symbol,
        marketType: instrument.marketType,
        dataType,
    };
}

const keyOf = (instrument: Instrument, what: string) =>
    `${what} ${instrument.exchange} ${instrument.marketType} ${instrument.symbol}`;

/** The newest value, shown at most five times a second; null until there is one. */
function useNewest<T>(instrument: Instrument, dataType: 'ticker' | 'orderbook'): { value: T | null; heard: Heard } {
    const key = keyOf(instrument, dataType);
    const shown = useMemo(() => signal<T | null>(null), [key]);
    const pending = useMemo(() => new Pending<T>((value) => (shown.value = value)), [key]);
    useEffect(() => () => pending.close(), [pending]);
    const heard = useStream<T>(
        key,
        (line, listener) => line.subscribe(topic(instrument, dataType), listener),
        (data) => pending.put(data),
    );
    return { value: shown.value, heard };
}

class Pending<T> {
    private waiting: { value: T } | null = null;
    private timer: ReturnType<typeof setTimeout> | null = null;

    constructor(private readonly show: (value: T) => void) {}

    put(value: T): void {
        if (this.timer !== null) {
            this.waiting = { value };
            return;
        }
        this.show(value);
        this.timer = setTimeout(() => this.next(), SHOWN_EVERY);
    }

    private next(): void {
        this.timer = null;
        const waiting = this.waiting;
        this.waiting = null;
        if (waiting) {
            this.put(waiting.value);
        }
    }

    close(): void {
        if (this.timer !== null) {
            clearTimeout(this.timer);
        }
    }
}

export const useTicker = (instrument: Instrument) => useNewest<Ticker>(instrument, 'ticker');
export const useBook = (instrument: Instrument) => useNewest<OrderBook>(instrument, 'orderbook');

const TRADES = 80;

/** The last trades, newest first. */
export function useTrades(instrument: Instrument): { value: readonly Trade[]; heard: Heard } {
    const key = keyOf(instrument, 'trades');
    const shown = useMemo(() => signal<readonly Trade[]>([]), [key]);
    const kept = useMemo(() => ({ trades: [] as Trade[] }), [key]);
    const pending = useMemo(() => new Pending<null>(() => (shown.value = kept.trades)), [key]);
    useEffect(() => () => pending.close(), [pending]);
    const heard = useStream<Trade[]>(
        key,
        (line, listener) => line.subscribe(topic(instrument, 'trades'), listener),
        (data) => {
            kept.trades = [...data].reverse().concat(kept.trades).slice(0, TRADES);
            pending.put(null);
        },
        { fresh: () => (kept.trades = []) },
    );
    return { value: shown.value, heard };
}
