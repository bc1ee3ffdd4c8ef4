import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Account, Balance, Order, Position, Trade } from '../api/types';
import { useStream, type Heard } from '../live/live';
import type { Instrument } from './choices';
import type { Intents } from './intents';

const MOST = 500;
const OPEN = new Set(['open', 'new', 'partially_filled']);

/** What one account holds and does in one market, kept up to date while it is shown. */
export interface AccountData {
    orders: readonly Order[];
    trades: readonly Trade[];
    positions: readonly Position[] | null;
    balance: Balance | null;
    /** Of orders, trades and positions. */
    heard: Heard;
    balanceHeard: Heard;
    /** What a call of ours was answered about an order: it need not wait for the stream. */
    learn(order: Order): void;
}

/** What arrives is what is new; the whole is kept here. */
class Ledger {
    readonly orders = signal<ReadonlyMap<string, Order>>(new Map());
    readonly trades = signal<readonly Trade[]>([]);
    readonly positions = signal<readonly Position[] | null>(null);
    readonly balance = signal<Balance | null>(null);

    forget(): void {
        this.orders.value = new Map();
        this.trades.value = [];
        this.positions.value = null;
    }

    take(part: string, data: unknown): void {
        if (part === 'orders') {
            const known = new Map(this.orders.value);
            for (const order of data as Order[]) {
                known.delete(order.id);
                known.set(order.id, order);
            }
            this.orders.value = new Map([...known].slice(-MOST));
        } else if (part === 'myTrades') {
            const fresh = [...(data as Trade[])].reverse();
            this.trades.value = [...fresh, ...this.trades.value].slice(0, MOST);
        } else if (part === 'positions') {
            this.positions.value = data as Position[];
        }
    }
}

export function isOpen(order: Order): boolean {
    return order.status !== null && OPEN.has(order.status);
}

export function useAccountData(account: Account | null, instrument: Instrument, intents: Intents): AccountData {
    const key = account ? `${account.id} ${instrument.exchange} ${instrument.marketType} ${instrument.symbol}` : '';
    const ledger = useMemo(() => new Ledger(), [key]);
    const heard = useStream<unknown>(
        key,
        account &&
            ((line, listener) =>
                line.subscribePrivately(
                    { accountId: account.id, exchange: instrument.exchange, symbol: instrument.symbol, market: instrument.marketType },
                    listener,
                )),
        (data, part) => ledger.take(part, data),
        { fresh: () => ledger.forget(), manyParts: true },
    );
    const balanceHeard = useStream<Balance>(
        key,
        account &&
            ((line, listener) =>
                line.subscribe(
                    {
                        exchange: instrument.exchange,
                        symbol: instrument.symbol,
                        dataType: 'balance',
                        marketType: instrument.marketType,
                        accountId: account.id,
                    },
                    listener,
                )),
        (data) => (ledger.balance.value = data),
    );
    const orders = [...ledger.orders.value.values()].reverse();
    useEffect(() => intents.seen(orders), [ledger.orders.value]);
    const learn = (order: Order) => {
        if (order.symbol === instrument.symbol && order.status !== null) {
            ledger.take('orders', [order]);
        }
    };
    const placed = intents.all.value.filter((intent) => intent.fate === 'placed' && intent.accountId === account?.id);
    useEffect(() => {
        for (const { order } of placed) {
            if (order && !ledger.orders.peek().has(order.id)) {
                learn(order);
            }
        }
    }, [placed.length, ledger]);
    return {
        learn,
        orders,
        trades: ledger.trades.value,
        positions: ledger.positions.value,
        balance: ledger.balance.value,
        heard,
        balanceHeard,
    };
}
