import { Refusal, Unreachable } from './problem';

export interface Sending {
    method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    body?: unknown;
    /** One per intent: the server carries an order of one key out once. */
    idempotencyKey?: string;
    signal?: AbortSignal;
}

/** One call to our own server; without a token only what is open to all answers. */
export async function send<T>(token: string | null, path: string, sending: Sending = {}): Promise<T> {
    const headers: Record<string, string> = {};
    if (token) {
        headers['Authorization'] = `Bearer ${token}`;
    }
    if (sending.body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    if (sending.idempotencyKey) {
        headers['Idempotency-Key'] = sending.idempotencyKey;
    }
    let response: Response;
    let text: string;
    try {
        response = await fetch(path, {
            method: sending.method ?? 'GET',
            headers,
            body: sending.body === undefined ? null : JSON.stringify(sending.body),
            credentials: 'omit',
            cache: 'no-store',
            ...(sending.signal ? { signal: sending.signal } : {}),
        });
        text = await response.text();
    } catch (thrown) {
        if (sending.signal?.aborted) {
            throw thrown;
        }
        throw new Unreachable();
    }
    let json: unknown = null;
    try {
        json = text ? JSON.parse(text) : null;
    } catch {
        // A proxy in between answers in HTML when it has nobody to ask.
        throw response.ok ? new Unreachable() : refusal(response, {});
    }
    if (!response.ok) {
        throw refusal(response, (json ?? {}) as Record<string, unknown>);
    }
    return json as T;
}

function refusal(response: Response, said: Record<string, unknown>): Refusal {
    const seconds = Number(response.headers.get('Retry-After'));
    return new Refusal(
        response.status,
        typeof said['code'] === 'string' ? said['code'] : 'http',
        typeof said['error'] === 'string' ? said['error'] : `The server answered ${response.status}.`,
        (said['details'] ?? {}) as Record<string, unknown>,
        response.headers.get('X-Request-Id'),
        Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    );
}
