import { useState } from 'preact/hooks';
import { dateTime } from '../format';
import { Confirm } from './confirm';
import { halt, setHalt } from './desk';
import { Shown, useAgain, useLoaded } from './loaded';
import type { Halt } from './types';

/** The switch that stops everybody's trading. */
export function Halting() {
    const loaded = useLoaded('', halt);
    const { old } = useAgain(loaded);
    const [asking, setAsking] = useState<'stop' | 'go on' | null>(null);
    const [cancel, setCancel] = useState(false);
    const [cancelled, setCancelled] = useState<Halt['cancelled'] | null>(null);
    const ask = () => {
        setCancel(false);
        setAsking('stop');
    };
    const put = async (active: boolean) => {
        const done = await setHalt(active, active && cancel);
        setCancelled(done.cancelled ?? null);
        setAsking(null);
        loaded.reload();
    };
    return (
        <section class="card" aria-labelledby="halt-title">
            <h2 id="halt-title">Trading of everybody</h2>
            <Shown loaded={loaded} what="the state of trading">
                {({ all, own }) => (
                    <>
                        <div class="row">
                            <p class={`grow health ${all.active ? 'is-lost' : 'is-live'}`} role="status">
                                <span class="dot" aria-hidden="true" />
                                {all.active
                                    ? `Stopped${all.since ? ` since ${dateTime(all.since)}` : ''}: new orders are refused, cancels pass.`
                                    : 'Goes on: new orders are sent.'}
                            </p>
                            {all.active ? (
                                <button type="button" class="primary" onClick={() => setAsking('go on')}>
                                    Let trading go on
                                </button>
                            ) : (
                                <button type="button" class="danger" onClick={ask}>
                                    Stop all trading
                                </button>
                            )}
                        </div>
                        {old && <p class="note">That was at {dateTime(loaded.at)}; the server has not answered since.</p>}
                        {own.active && (
                            <p class="note">Your own trading is stopped as well; that switch is on the trading page.</p>
                        )}
                    </>
                )}
            </Shown>
            {cancelled && <Cancelled cancelled={cancelled} />}
            {asking === 'stop' && (
                <Confirm title="Stop all trading?" act="Stop all trading" danger onClose={() => setAsking(null)} run={() => put(true)}>
                    <p>
                        From now on this server sends no new order for anybody, on any account, until an operator lets
                        trading go on. Cancels still pass. An order that is on its way may still arrive.
                    </p>
                    <label class="row check">
                        <input type="checkbox" checked={cancel} onChange={(event) => setCancel(event.currentTarget.checked)} />
                        <span class="grow">
                            Cancel the open orders too: those at exchanges where this server sent orders with stored
                            accounts. This may take a while.
                        </span>
                    </label>
                </Confirm>
            )}
            {asking === 'go on' && (
                <Confirm title="Let trading go on?" act="Let trading go on" onClose={() => setAsking(null)} run={() => put(false)}>
                    <p>
                        New orders are sent again for everybody who has not stopped their own trading. Orders that were
                        refused or cancelled meanwhile are not sent again.
                    </p>
                </Confirm>
            )}
        </section>
    );
}

function Cancelled({ cancelled }: { cancelled: NonNullable<Halt['cancelled']> }) {
    const { orders, failures } = cancelled;
    return (
        <div class={failures.length > 0 ? 'fault stack tight' : 'note'} role="status">
            <p>
                {orders === 0
                    ? 'No order was cancelled.'
                    : orders === 1
                      ? '1 order was cancelled.'
                      : `${orders} orders were cancelled.`}
            </p>
            {failures.length > 0 && (
                <>
                    <p>Orders may still be open here; look at the exchange, or stop and cancel again:</p>
                    <ul class="faults">
                        {failures.map((one) => (
                            <li key={`${one.accountId} ${one.exchange} ${one.marketType}`}>
                                <bdi>
                                    {one.exchange} {one.marketType}
                                </bdi>
                                , account <bdi>{one.accountId}</bdi>: <bdi>{one.error}</bdi>
                            </li>
                        ))}
                    </ul>
                </>
            )}
        </div>
    );
}
