import { signal, type Signal } from '@preact/signals';
import type { Sending } from '../api/http';
import { Refusal, sentence } from '../api/problem';
import type { Answer, Order } from '../api/types';
import type { Instrument } from './choices';

export interface OrderWish {
    symbol: string;
    type: 'market' | 'limit';
    side: 'buy' | 'sell';
    amount: string;
    price?: string;
    params?: Record<string, unknown>;
}

/**
 * `sending`: on its way. `placed`, `refused`: settled. `unknown`: it may or may not have been placed, and
 * is asked about again by itself. `undecided`: the same, but too late to be asked about without the user:
 * asking places it if it never arrived.
 */
export type Fate = 'sending' | 'placed' | 'refused' | 'unknown' | 'undecided';

/** An order somebody confirmed, under the one name it is ever sent by. */
export interface Intent {
    key: string;
    accountId: string;
    accountLabel: string;
    instrument: Instrument;
    wish: OrderWish;
    fate: Fate;
    said: string | null;
    clientOrderId: string | null;
    order: Order | null;
    confirmedAt: number;
}

/** As long as this after the confirmation, asking again is what was meant. */
export const MEANT_FOR = 60_000;

/** One user's intents: the unsettled ones outlive the page. Holds nothing secret. */
export class Intents {
    readonly all: Signal<readonly Intent[]>;
    private readonly storage: string;
    private readonly timers = new Set<ReturnType<typeof setTimeout>>();

    /** `ask` calls the server as that user. */
    constructor(
        userId: string,
        private readonly ask: <T>(path: string, sending: Sending) => Promise<T>,
    ) {
        this.storage = `profitmaker.page.${userId}.intents`;
        this.all = signal(this.read());
        for (const intent of this.all.value) {
            this.goOn(intent.key, 0);
        }
    }

    /** `key` was made when the question was put: confirming twice is confirming once. */
    place(key: string, accountId: string, accountLabel: string, instrument: Instrument, wish: OrderWish): void {
        if (this.all.value.some((intent) => intent.key === key)) {
            return;
        }
        const intent: Intent = {
            key,
            accountId,
            accountLabel,
            instrument,
            wish,
            fate: 'sending',
            said: null,
            clientOrderId: null,
            order: null,
            confirmedAt: Date.now(),
        };
        this.put([intent, ...this.all.value].slice(0, 50));
        void this.send(intent);
    }

    /** The user wants an undecided one settled, and knows that this may place it now. */
    askAgain(key: string): void {
        const intent = this.find(key);
        if (intent?.fate === 'undecided') {
            this.change(key, { fate: 'unknown', said: null, confirmedAt: Date.now() });
            void this.send({ ...intent, confirmedAt: Date.now() });
        }
    }

    putAway(key: string): void {
        this.put(this.all.value.filter((intent) => intent.key !== key || intent.fate === 'sending'));
    }

    /** An order was seen at the exchange: whoever waits for one of its name knows now. */
    seen(orders: readonly Order[]): void {
        for (const order of orders) {
            const waiting = this.all.value.find(
                (intent) =>
                    (intent.fate === 'unknown' || intent.fate === 'undecided') &&
                    intent.clientOrderId !== null &&
                    intent.clientOrderId === order.clientOrderId,
            );
            if (waiting) {
                this.change(waiting.key, { fate: 'placed', order, said: null });
            }
        }
    }

    close(): void {
        this.timers.forEach(clearTimeout);
        this.timers.clear();
    }

    private find(key: string): Intent | undefined {
        return this.all.value.find((intent) => intent.key === key);
    }

    private async send(intent: Intent): Promise<void> {
        const { exchange, marketType } = intent.instrument;
        try {
            const answer = await this.ask<Answer<Order>>('/api/exchange/createOrder', {
                method: 'POST',
                idempotencyKey: intent.key,
                body: { exchange, market: marketType, accountId: intent.accountId, ...intent.wish },
            });
            this.change(intent.key, { fate: 'placed', order: answer.data, said: null });
        } catch (thrown) {
            this.failed(intent.key, thrown);
        }
    }

    private failed(key: string, thrown: unknown): void {
        const intent = this.find(key);
        if (!intent || intent.fate === 'placed') {
            return;
        }
        if (isFinal(thrown, intent.fate === 'sending')) {
            this.change(key, { fate: 'refused', said: sentence(thrown) });
            return;
        }
        const named = thrown instanceof Refusal ? thrown.details['clientOrderId'] : null;
        this.change(key, {
            fate: 'unknown',
            said: sentence(thrown),
            ...(typeof named === 'string' ? { clientOrderId: named } : {}),
        });
        this.goOn(key, thrown instanceof Refusal ? (thrown.retryAfter ?? 1_000) : 2_000);
    }

    private goOn(key: string, wait: number): void {
        const timer = setTimeout(() => {
            this.timers.delete(timer);
            const intent = this.find(key);
            if (!intent || (intent.fate !== 'unknown' && intent.fate !== 'sending')) {
                return;
            }
            if (Date.now() - intent.confirmedAt > MEANT_FOR) {
                this.change(key, { fate: 'undecided' });
            } else {
                void this.send(intent);
            }
        }, wait);
        this.timers.add(timer);
    }

    private change(key: string, changed: Partial<Intent>): void {
        this.put(this.all.value.map((intent) => (intent.key === key ? { ...intent, ...changed } : intent)));
    }

    private put(intents: readonly Intent[]): void {
        this.all.value = intents;
        const open = intents.filter((intent) => !isSettled(intent));
        try {
            if (open.length > 0) {
                localStorage.setItem(this.storage, JSON.stringify(open));
            } else {
                localStorage.removeItem(this.storage);
            }
        } catch {
            // Full or forbidden: they live as long as the page.
        }
    }

    private read(): readonly Intent[] {
        try {
            const known: unknown = JSON.parse(localStorage.getItem(this.storage) ?? '[]');
            return Array.isArray(known) ? known.filter(isIntent).map((intent) => ({ ...intent, fate: 'unknown' as const })) : [];
        } catch {
            return [];
        }
    }
}

const UNSURE = new Set(['outcome_unknown', 'in_progress', 'incident', 'unavailable']);

export function isSettled(intent: Intent): boolean {
    return intent.fate === 'placed' || intent.fate === 'refused';
}

/**
 * Whether that answer says that the order was not placed. To a repeat most say only that the repeat was
 * not carried out (signed out, halted, too many calls), and nothing of the first.
 */
function isFinal(thrown: unknown, first: boolean): boolean {
    if (!(thrown instanceof Refusal)) {
        return false;
    }
    if (!first) {
        return [400, 404, 422].includes(thrown.status);
    }
    // `http`: some proxy's word. `incident` and `unavailable` may come after the order was sent.
    return !UNSURE.has(thrown.code) && !(thrown.status >= 500 && thrown.code === 'http');
}

function isIntent(value: unknown): value is Intent {
    const intent = value as Partial<Intent> | null;
    return (
        typeof intent?.key === 'string' &&
        typeof intent.accountId === 'string' &&
        typeof intent.confirmedAt === 'number' &&
        typeof intent.instrument?.exchange === 'string' &&
        typeof intent.wish?.symbol === 'string' &&
        typeof intent.wish.amount === 'string'
    );
}
