import { signal, type ReadonlySignal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';

/**
 * `live`: connected and signed in. `lost`: trying again by itself. `refused`: the token is not taken,
 * only signing in again helps.
 */
export type LineState = 'connecting' | 'live' | 'lost' | 'refused';

export interface Topic {
    exchange: string;
    symbol: string;
    dataType: 'ticker' | 'trades' | 'orderbook' | 'ohlcv' | 'balance';
    marketType?: string;
    timeframe?: string;
    /** For `balance`. */
    accountId?: string;
}

export interface PrivateTopic {
    accountId: string;
    exchange: string;
    symbol: string;
    market: string;
}

export interface Listener<T> {
    /** `part` tells orders, myTrades and positions of a private stream apart. */
    data(data: T, part: string, at: number): void;
    /** From here on everything is told anew; what was heard before may be out of date. */
    fresh?(): void;
    /** What was heard is no longer sure; `ended`: and will not come back by itself. */
    stale(why: string, ended: boolean): void;
}

interface Wanted {
    event: 'subscribe' | 'private:subscribe';
    asking: Record<string, unknown>;
    id: string | null;
    listeners: Set<Listener<unknown>>;
    ended: string | null;
    last: { data: unknown; part: string; at: number }[];
}

const ANSWER_WITHIN = 15_000;
const LOST = 'The connection to the server is lost; it is being tried again.';

/** The one connection of the active identity: each topic is asked for once however many panes show it. */
export class Line {
    private readonly status = signal<LineState>('connecting');
    private readonly wanted = new Map<string, Wanted>();
    private readonly byId = new Map<string, Wanted>();
    private asking: Wanted | null = null;
    private askingSince = 0;
    private readonly queue: Wanted[] = [];
    private readonly socket: Socket;
    private readonly timer: ReturnType<typeof setInterval>;

    constructor(
        token: string,
        private readonly onRefused: () => void,
    ) {
        this.socket = io({
            path: '/socket.io/',
            transports: ['websocket', 'polling'],
            auth: { token },
            reconnectionDelay: 500,
            reconnectionDelayMax: 8_000,
            forceNew: true,
        });
        const socket = this.socket;
        socket.on('authenticated', () => this.joined());
        socket.on('auth_error', () => this.refused());
        socket.on('connect_error', () => this.lost());
        socket.on('disconnect', (reason) => {
            this.lost();
            // Who is asked to leave by the server is not called back by the library.
            if (reason === 'io server disconnect' && this.status.value !== 'refused') {
                setTimeout(() => socket.connect(), 1_000 + Math.random() * 1_000);
            }
        });
        socket.on('data', (frame: Frame) => this.heard(frame, frame.dataType));
        socket.on('private:data', (frame: Frame) => this.heard(frame, frame.dataType));
        socket.on('error', (frame: { subscriptionId?: string; error: string }) => this.failing(frame.subscriptionId, frame.error, false));
        socket.on('private:error', (frame: PrivateError) => this.privateError(frame));
        socket.on('subscribed', (frame: { subscriptionId: string }) => this.answered(frame.subscriptionId, null));
        socket.on('private:subscribed', (frame: { subscriptionId: string }) => this.answered(frame.subscriptionId, null));
        socket.on('subscription_error', (frame: { error: string }) => this.answered(null, frame.error));
        this.timer = setInterval(() => this.hurry(), 1_000);
    }

    get state(): ReadonlySignal<LineState> {
        return this.status;
    }

    /** Until the returned function is called. The last thing heard is told at once. */
    subscribe<T>(topic: Topic, listener: Listener<T>): () => void {
        const config = {
            ...(topic.marketType ? { marketType: topic.marketType } : {}),
        };
        return this.listen('subscribe', {
            exchangeId: topic.exchange,
            symbol: topic.symbol,
            dataType: topic.dataType,
            ...(topic.timeframe ? { timeframe: topic.timeframe } : {}),
            ...(topic.accountId ? { accountId: topic.accountId } : {}),
            config,
        }, listener as Listener<unknown>);
    }

    subscribePrivately<T>(topic: PrivateTopic, listener: Listener<T>): () => void {
        return this.listen('private:subscribe', {
            accountId: topic.accountId,
            exchangeId: topic.exchange,
            symbol: topic.symbol,
            market: topic.market,
        }, listener as Listener<unknown>);
    }

    close(): void {
        clearInterval(this.timer);
        this.wanted.clear();
        this.byId.clear();
        this.queue.length = 0;
        this.socket.removeAllListeners();
        this.socket.disconnect();
    }

    private listen(event: Wanted['event'], asking: Record<string, unknown>, listener: Listener<unknown>): () => void {
        const key = `${event} ${JSON.stringify(asking)}`;
        let wanted = this.wanted.get(key);
        if (!wanted) {
            wanted = { event, asking, id: null, listeners: new Set(), ended: null, last: [] };
            this.wanted.set(key, wanted);
            this.ask(wanted);
        }
        const topic = wanted;
        topic.listeners.add(listener);
        topic.last.forEach((heard) => listener.data(heard.data, heard.part, heard.at));
        if (topic.ended) {
            listener.stale(topic.ended, true);
        } else if (this.status.value === 'lost' || this.status.value === 'refused') {
            listener.stale(LOST, false);
        }
        return () => {
            topic.listeners.delete(listener);
            if (topic.listeners.size === 0 && this.wanted.get(key) === topic) {
                this.wanted.delete(key);
                this.leave(topic);
            }
        };
    }

    private leave(topic: Wanted): void {
        if (topic.id) {
            this.byId.delete(topic.id);
            if (this.status.value === 'live') {
                const event = topic.event === 'subscribe' ? 'unsubscribe' : 'private:unsubscribe';
                this.socket.emit(event, { subscriptionId: topic.id });
            }
        }
    }

    private joined(): void {
        this.status.value = 'live';
        this.asking = null;
        this.queue.length = 0;
        this.byId.clear();
        for (const topic of this.wanted.values()) {
            topic.id = null;
            topic.ended = null;
            this.ask(topic);
        }
    }

    private refused(): void {
        this.status.value = 'refused';
        this.everybody(LOST, false);
        this.socket.disconnect();
        this.onRefused();
    }

    private lost(): void {
        if (this.status.value !== 'refused') {
            this.status.value = 'lost';
        }
        this.asking = null;
        this.everybody(LOST, false);
    }

    private everybody(why: string, ended: boolean): void {
        for (const topic of this.wanted.values()) {
            topic.listeners.forEach((listener) => listener.stale(topic.ended ?? why, ended || topic.ended !== null));
        }
    }

    /** One question at a time: a refusal does not say to which it is the answer. */
    private ask(topic: Wanted): void {
        this.queue.push(topic);
        this.next();
    }

    private next(): void {
        while (!this.asking && this.status.value === 'live') {
            const topic = this.queue.shift();
            if (!topic) {
                return;
            }
            if (topic.listeners.size > 0 || [...this.wanted.values()].includes(topic)) {
                this.asking = topic;
                this.askingSince = Date.now();
                this.socket.emit(topic.event, topic.asking);
            }
        }
    }

    /** What is not answered in time is asked again. */
    private hurry(): void {
        if (this.asking && Date.now() - this.askingSince > ANSWER_WITHIN) {
            const topic = this.asking;
            this.asking = null;
            this.queue.push(topic);
            this.next();
        }
    }

    private answered(id: string | null, refusal: string | null): void {
        const topic = this.asking;
        this.asking = null;
        if (topic) {
            if (refusal !== null) {
                this.end(topic, refusal);
            } else if (id) {
                topic.id = id;
                if ([...this.wanted.values()].includes(topic)) {
                    this.byId.set(id, topic);
                    topic.last = [];
                    topic.listeners.forEach((listener) => listener.fresh?.());
                } else {
                    this.leave(topic);
                }
            }
        }
        this.next();
    }

    private end(topic: Wanted, why: string): void {
        topic.ended = why;
        topic.listeners.forEach((listener) => listener.stale(why, true));
    }

    private privateError(frame: PrivateError): void {
        if (frame.subscriptionId) {
            this.failing(frame.subscriptionId, frame.error, frame.fatal);
        } else if (this.asking?.event === 'private:subscribe') {
            this.answered(null, frame.error);
        }
    }

    private failing(id: string | undefined, why: string, ended: boolean): void {
        const topic = id ? this.byId.get(id) : undefined;
        if (topic && ended) {
            topic.last = [];
            this.end(topic, why);
        } else {
            topic?.listeners.forEach((listener) => listener.stale(why, false));
        }
    }

    private heard(frame: Frame, part: string): void {
        const topic = this.byId.get(frame.subscriptionId);
        if (!topic) {
            return;
        }
        const heard = { data: frame.data, part, at: frame.timestamp };
        topic.last = [...topic.last.filter((other) => other.part !== part), heard];
        topic.listeners.forEach((listener) => listener.data(frame.data, part, frame.timestamp));
    }
}

interface Frame {
    subscriptionId: string;
    dataType: string;
    data: unknown;
    timestamp: number;
}

interface PrivateError {
    subscriptionId?: string;
    error: string;
    fatal: boolean;
}
