import { signal, type ReadonlySignal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';

/** `live`: connected and signed in. `lost`: trying again by itself. */
export type LineState = 'connecting' | 'live' | 'lost';

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
    /** All is as it was told; for private streams, which may have nothing to tell. */
    alive?(at: number): void;
    /** What was heard is no longer sure; `ended`: and will not come back by itself. */
    stale(why: string, ended: boolean): void;
}

interface Wanted {
    event: 'subscribe' | 'private:subscribe';
    asking: Record<string, unknown>;
    id: string | null;
    listeners: Set<Listener<unknown>>;
    ended: string | null;
    /** Only of what is told whole each time: of what comes in pieces the last one says little. */
    last: { data: unknown; part: string; at: number } | null;
    /** It failed before it ran, and is asked for again after this many milliseconds. */
    pause: number;
}

const WHOLE = new Set(['ticker', 'orderbook', 'balance']);

/** An exchange and a vault may both have to be asked first. */
const ANSWER_WITHIN = 30_000;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;
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
    private refusals = 0;
    private closed = false;

    /**
     * Connects.
     *
     * @param isGood asked when the server turned us away, which it also does when it cannot check, or
     *     has enough of our connections: whether the token still holds
     */
    constructor(
        token: string,
        private readonly isGood: () => Promise<boolean>,
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
        socket.on('auth_error', () => void this.turnedAway());
        socket.on('connect_error', () => this.lost());
        socket.on('disconnect', (reason) => {
            this.lost();
            // Who is asked to leave by the server is not called back by the library.
            if (reason === 'io server disconnect') {
                this.comeBack(1_000);
            }
        });
        socket.on('data', (frame: Frame) => this.heard(frame, frame.dataType));
        socket.on('private:data', (frame: Frame) => this.heard(frame, frame.dataType));
        socket.on('error', (frame: { subscriptionId?: string; error: string }) => this.failing(frame.subscriptionId, frame.error, false));
        socket.on('private:error', (frame: PrivateError) => this.privateError(frame));
        socket.on('subscribed', (frame: Granted) => this.granted(frame));
        socket.on('private:subscribed', (frame: Granted) => this.granted(frame));
        socket.on('subscription_error', (frame: { error: string }) => this.denied(frame.error, false));
        socket.on('private:heartbeat', (frame: Heartbeat) => this.alive(frame));
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
        this.closed = true;
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
            wanted = { event, asking, id: null, listeners: new Set(), ended: null, last: null, pause: FIRST_PAUSE };
            this.wanted.set(key, wanted);
            this.ask(wanted);
        }
        const topic = wanted;
        topic.listeners.add(listener);
        if (topic.last) {
            listener.data(topic.last.data, topic.last.part, topic.last.at);
        }
        if (topic.ended) {
            listener.stale(topic.ended, true);
        } else if (this.status.value === 'lost') {
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
        this.refusals = 0;
        this.asking = null;
        this.queue.length = 0;
        this.byId.clear();
        for (const topic of this.wanted.values()) {
            topic.id = null;
            topic.ended = null;
            this.ask(topic);
        }
    }

    private async turnedAway(): Promise<void> {
        this.lost();
        this.socket.disconnect();
        this.refusals++;
        const good = await this.isGood().catch(() => true);
        if (good) {
            this.comeBack(Math.min(LONGEST_PAUSE, 1_000 * 2 ** this.refusals));
        }
    }

    private comeBack(wait: number): void {
        setTimeout(() => this.closed || this.socket.connect(), wait * (1 + Math.random()));
    }

    private lost(): void {
        this.status.value = 'lost';
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
            if (this.isWanted(topic)) {
                this.asking = topic;
                this.askingSince = Date.now();
                this.socket.emit(topic.event, topic.asking);
            }
        }
    }

    private isWanted(topic: Wanted): boolean {
        return [...this.wanted.values()].includes(topic);
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

    /** A late answer to another question is none to this one; that one is asked again. */
    private granted(frame: Granted): void {
        const topic = this.asking;
        if (!topic || !isAnswer(frame, topic.asking)) {
            return;
        }
        this.asking = null;
        topic.id = frame.subscriptionId;
        if (this.isWanted(topic)) {
            this.byId.set(frame.subscriptionId, topic);
            topic.last = null;
            topic.ended = null;
            topic.pause = FIRST_PAUSE;
            topic.listeners.forEach((listener) => listener.fresh?.());
        } else {
            this.leave(topic);
        }
        this.next();
    }

    /** `final`: asking again is no use. Else it is asked again, seldom and more seldom. */
    private denied(why: string, final: boolean): void {
        const topic = this.asking;
        this.asking = null;
        if (topic) {
            topic.listeners.forEach((listener) => listener.stale(why, final));
            if (final) {
                topic.ended = why;
            } else {
                setTimeout(() => this.isWanted(topic) && topic.id === null && !this.queue.includes(topic) && this.ask(topic), topic.pause);
                topic.pause = Math.min(LONGEST_PAUSE, topic.pause * 2);
            }
        }
        this.next();
    }

    private privateError(frame: PrivateError): void {
        if (frame.subscriptionId) {
            this.failing(frame.subscriptionId, frame.error, frame.fatal);
        } else if (this.asking?.event === 'private:subscribe') {
            this.denied(frame.error, frame.fatal);
        }
    }

    private failing(id: string | undefined, why: string, ended: boolean): void {
        const topic = id ? this.byId.get(id) : undefined;
        if (topic && ended) {
            topic.last = null;
            topic.ended = why;
        }
        topic?.listeners.forEach((listener) => listener.stale(why, ended));
    }

    /** Says that an account is read and understood also when there is nothing to tell of it. */
    private alive(frame: Heartbeat): void {
        const topic = this.byId.get(frame.subscriptionId);
        if (topic && frame.failing === false) {
            topic.listeners.forEach((listener) => listener.alive?.(frame.timestamp));
        }
    }

    private heard(frame: Frame, part: string): void {
        const topic = this.byId.get(frame.subscriptionId);
        if (!topic) {
            return;
        }
        topic.last = WHOLE.has(part) ? { data: frame.data, part, at: frame.timestamp } : null;
        topic.listeners.forEach((listener) => listener.data(frame.data, part, frame.timestamp));
    }
}

interface Frame {
    subscriptionId: string;
    dataType: string;
    data: unknown;
    timestamp: number;
}

interface Granted {
    subscriptionId: string;
    accountId?: string;
    exchangeId: string;
    symbol: string;
    dataType?: string;
    timeframe?: string | null;
}

function isAnswer(frame: Granted, asking: Record<string, unknown>): boolean {
    return (
        frame.exchangeId === asking['exchangeId'] &&
        frame.symbol === asking['symbol'] &&
        (frame.dataType ?? null) === (asking['dataType'] ?? null) &&
        (frame.timeframe ?? null) === (asking['timeframe'] ?? null) &&
        (frame.accountId === undefined || frame.accountId === asking['accountId'])
    );
}

interface Heartbeat {
    subscriptionId: string;
    /** Whether the account cannot be read just now. */
    failing?: boolean;
    timestamp: number;
}

interface PrivateError {
    subscriptionId?: string;
    error: string;
    fatal: boolean;
}
