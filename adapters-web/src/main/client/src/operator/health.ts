import type { ExchangeHealth, Standing } from './types';

export type Look = 'live' | 'stale' | 'lost' | 'unknown';

/** A state in words first; the dot beside it only repeats it. */
export function stateWords(health: ExchangeHealth, now: number): { word: string; look: Look } {
    switch (health.state) {
        case 'ok':
            return { word: 'Working', look: 'live' };
        case 'degraded':
            return { word: health.last_ok_at ? 'Fails at times' : 'Failed so far', look: 'stale' };
        case 'down':
            return { word: isBanned(health, now) ? 'Told us to wait' : 'Does not answer', look: 'lost' };
        default:
            return { word: 'Not asked yet', look: 'unknown' };
    }
}

export function isBanned(standing: Standing, now: number): boolean {
    return standing.banned_until !== undefined && Date.parse(standing.banned_until) > now;
}

export function breakerWords(standing: Standing): string {
    switch (standing.breaker) {
        case 'open':
            return 'No call is sent';
        case 'half_open':
            return 'One call tries it';
        case 'closed':
            return 'Calls are sent';
        default:
            return '–';
    }
}

export function weight(standing: Standing): string {
    const { weight_used: used, weight_limit: limit } = standing;
    return used === undefined || !limit ? '–' : `${used} of ${limit} (${Math.round((100 * used) / limit)} %)`;
}

export function clock(millis: number | undefined): string {
    if (millis === undefined) {
        return '–';
    }
    return millis === 0 ? 'in step' : `${Math.abs(millis)} ms ${millis > 0 ? 'ahead' : 'behind'}`;
}

/** An error code of the server's as it is read. */
export const errorWords = (code: string | undefined) => (code ? code.replace(/^exchange_/, '').replaceAll('_', ' ') : null);

/** So old that it must not be taken for how things are. */
export const isOld = (at: number | null, now: number) => at !== null && now - at > 25_000;
