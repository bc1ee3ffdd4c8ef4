import { time } from '../format';
import { isSettled, type Intent, type Intents } from './intents';

const WORDS = {
    sending: 'Sending …',
    placed: 'Placed',
    refused: 'Not placed',
    unknown: 'Outcome unknown; asking the exchange …',
    undecided: 'Outcome unknown',
} as const;

/** What became of the orders confirmed here: nothing is called done that is not known to be. */
export function IntentList({ intents }: { intents: Intents }) {
    const shown = intents.all.value.slice(0, 4);
    if (shown.length === 0) {
        return null;
    }
    return (
        <ul class="intents" aria-label="Orders you confirmed" aria-live="polite">
            {shown.map((intent) => (
                <li key={intent.key} class={`intent is-${intent.fate}`}>
                    <div class="row">
                        <strong>{word(intent)}</strong>
                        <span class="muted">{time(intent.confirmedAt)}</span>
                        {isSettled(intent) || intent.fate === 'undecided' ? (
                            <button type="button" class="icon" aria-label="Put away" onClick={() => intents.putAway(intent.key)}>
                                ×
                            </button>
                        ) : null}
                    </div>
                    <span class="muted">
                        {intent.wish.side} {intent.wish.amount} {intent.wish.symbol}
                        {intent.wish.price ? ` at ${intent.wish.price}` : ''} · <bdi class="cut">{intent.accountLabel}</bdi>
                    </span>
                    {intent.said && !(intent.fate === 'placed') && <span class="said">{intent.said}</span>}
                    {intent.fate === 'undecided' && (
                        <>
                            <span class="said">
                                Look into your orders. Asking again under the same name never doubles it, but places it now if it never
                                arrived.
                            </span>
                            <button type="button" onClick={() => intents.askAgain(intent.key)}>
                                Ask again
                            </button>
                        </>
                    )}
                </li>
            ))}
        </ul>
    );
}

function word(intent: Intent): string {
    if (intent.fate === 'placed' && intent.order) {
        const { status } = intent.order;
        return status === 'closed' ? 'Filled' : status === 'canceled' ? 'Cancelled' : 'Placed';
    }
    return WORDS[intent.fate];
}
