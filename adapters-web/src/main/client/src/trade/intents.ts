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

/** Longer than this no answer is waited for: the question is put again instead. */
const ANSWER_WITHIN = 20_000;
const MOST = 50;

/** One identity's intents: the unsettled ones outlive the page. Holds nothing secret. */
export class Intents {
    readonly all: Signal<readonly Intent[]>;
    private readonly storage: string;
    private readonly timers = new Set<ReturnType<typeof setTimeout>>();
    private closed = false;

    /** `ask` calls the server as that identity. */
    constructor(
        identityId: string,
        private readonly ask: <T>(path: string, sending: Sending) => Promise<T>,
    ) {
        this.storage = `profitmaker.page.${identityId}.intent.`;
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
        const older = this.all.value;
        const settled = older.filter(isSettled).slice(0, MOST);
        this.all.value = [intent, ...older.filter((one) => !isSettled(one) || settled.includes(one))];
        this.keep(intent);
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
        const intent = this.find(key);
        if (intent && (isSettled(intent) || intent.fate === 'undecided')) {
            this.all.value = this.all.value.filter((other) => other !== intent);
            this.forget(key);
        }
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
        this.closed = true;
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
                signal: AbortSignal.timeout(ANSWER_WITHIN),
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
        if (this.closed) {
            return;
        }
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
        const before = this.find(key);
        if (!before) {
            return;
        }
        const after = { ...before, ...changed };
        this.all.value = this.all.value.map((intent) => (intent === before ? after : intent));
        if (isSettled(after)) {
            this.forget(key);
        } else {
            this.keep(after);
        }
    }

    /** Each under a name of its own: another tab's are not touched. */
    private keep(intent: Intent): void {
        try {
            localStorage.setItem(this.storage + intent.key, JSON.stringify(intent));
        } catch {
            // Full or forbidden: it lives as long as the page.
        }
    }

    private forget(key: string): void {
        try {
            localStorage.removeItem(this.storage + key);
        } catch {
            // As above.
        }
    }

    /**
     * Those a former page left unsettled. A market order is not asked about by itself any more: who
     * opens the page again may find another price.
     */
    private read(): readonly Intent[] {
        try {
            return Object.keys(localStorage)
                .filter((name) => name.startsWith(this.storage))
                .map((name) => parsed(localStorage.getItem(name)))
                .filter((intent) => intent !== null)
                .map((intent) => ({ ...intent, fate: intent.wish.type === 'market' ? ('undecided' as const) : ('unknown' as const) }))
                .sort((a, b) => b.confirmedAt - a.confirmedAt);
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
        return thrown.status === 422 || (thrown.status === 400 && thrown.code !== 'http');
    }
    // `http`: some proxy's word. `incident` and `unavailable` may come after the order was sent.
    return !UNSURE.has(thrown.code) && !(thrown.status >= 500 && thrown.code === 'http');
}

function parsed(text: string | null): Intent | null {
    try {
        const value: unknown = JSON.parse(text ?? 'null');
        return isIntent(value) ? value : null;
    } catch {
        return null;
    }
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
