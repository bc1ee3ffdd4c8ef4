import { useState } from 'preact/hooks';
import type { Account, Ticker } from '../api/types';
import { compact, number, percent } from '../format';
import type { Heard } from '../live/live';
import { Liveness } from '../ui/pane';
import type { Instrument } from './choices';
import { MarketsDialog } from './markets-dialog';

/** Which market, at what price, and whose account. */
export function InstrumentBar(props: {
    instrument: Instrument;
    ticker: Ticker | null;
    heard: Heard;
    digits: number;
    accounts: readonly Account[];
    account: Account | null;
    onInstrument: (instrument: Instrument) => void;
    onAccount: (id: string) => void;
}) {
    const { instrument, ticker, digits, account } = props;
    const [choosing, setChoosing] = useState(false);
    const change = ticker?.percentage ?? null;
    return (
        <div class="instrument-bar">
            <button type="button" class="market-button" onClick={() => setChoosing(true)}>
                <span class="sr-only">Choose a market: </span>
                <strong>{instrument.symbol}</strong>
                <span class="muted">
                    {instrument.exchange} {instrument.marketType}
                </span>
                <span aria-hidden="true">▾</span>
            </button>
            <dl class={`quote ${props.heard.state === 'live' ? '' : 'doubtful'}`}>
                <div class="last">
                    <dt class="sr-only">Last</dt>
                    <dd class={change === null ? '' : change < 0 ? 'sell' : 'buy'}>{number(ticker?.last, digits)}</dd>
                </div>
                <div>
                    <dt>24 h</dt>
                    <dd class={change === null ? '' : change < 0 ? 'sell' : 'buy'}>{percent(change)}</dd>
                </div>
                <div>
                    <dt>High</dt>
                    <dd>{number(ticker?.high, digits)}</dd>
                </div>
                <div>
                    <dt>Low</dt>
                    <dd>{number(ticker?.low, digits)}</dd>
                </div>
                <div>
                    <dt>Volume</dt>
                    <dd>{compact(ticker?.baseVolume)}</dd>
                </div>
            </dl>
            <Liveness heard={props.heard} />
            <span class="spacer" />
            <AccountChoice accounts={props.accounts} account={account} exchange={instrument.exchange} onAccount={props.onAccount} />
            {choosing && (
                <MarketsDialog
                    chosen={instrument}
                    onClose={() => setChoosing(false)}
                    onChoose={(chosen) => {
                        setChoosing(false);
                        props.onInstrument(chosen);
                    }}
                />
            )}
        </div>
    );
}

function AccountChoice(props: { accounts: readonly Account[]; account: Account | null; exchange: string; onAccount: (id: string) => void }) {
    const { account } = props;
    return (
        <div class="account-choice">
            <label for="account">Account</label>
            <select id="account" value={account?.id ?? ''} onChange={(event) => props.onAccount(event.currentTarget.value)}>
                {!account && <option value="">{props.accounts.length === 0 ? `none at ${props.exchange}` : 'choose one'}</option>}
                {props.accounts.map((one) => (
                    <option key={one.id} value={one.id}>
                        {one.label.slice(0, 60)}
                        {one.shared ? ' (shared)' : ''}
                    </option>
                ))}
            </select>
            {account && <Level account={account} />}
        </div>
    );
}

export function Level({ account }: { account: Account }) {
    const level = account.read_only ? 'read' : account.access_level;
    return <span class={`badge is-${level}`}>{level === 'trade' ? 'may trade' : 'read only'}</span>;
}
