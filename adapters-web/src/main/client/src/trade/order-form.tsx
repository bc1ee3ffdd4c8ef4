import { useId, useState } from 'preact/hooks';
import type { Account, Balance, Market, Ticker } from '../api/types';
import { Decimal } from '../decimal';
import { amount as plain } from '../format';
import { Choice, Field } from '../ui/field';
import { Pane } from '../ui/pane';
import { go } from '../ui/route';
import type { Instrument } from './choices';
import { ConfirmOrder, type Question } from './confirm-order';
import type { Intents } from './intents';
import { check, share, type Draft, type Fault } from './order-rules';

const EMPTY: Draft = { side: 'buy', type: 'limit', amount: '', price: '', postOnly: false, reduceOnly: false };

/** Says what an order will cost and which rule it breaks before anything is sent. */
export function OrderForm(props: {
    instrument: Instrument;
    market: Market | null;
    account: Account | null;
    /** Whether there are accounts to choose from. */
    choosable: boolean;
    /** Null unless it is live, as is the balance: nothing is reckoned with what may be out of date. */
    ticker: Ticker | null;
    balance: Balance | null;
    halted: boolean;
    /** A level of the book that was clicked; `nth` grows with every click. */
    picked: { price: number; nth: number };
    intents: Intents;
}) {
    const { market, account, ticker, balance } = props;
    const [draft, setDraft] = useState<Draft>({ ...EMPTY, type: 'market' });
    const [question, setQuestion] = useState<Question | null>(null);
    const [taken, setTaken] = useState(0);
    const sideName = useId();
    const set = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));

    if (props.picked.nth !== taken) {
        setTaken(props.picked.nth);
        set({ type: 'limit', price: String(Decimal.parse(props.picked.price) ?? '') });
    }
    if (!market) {
        return (
            <Pane title="Order" class="order-pane">
                <p class="empty">Its rules are being read.</p>
            </Pane>
        );
    }

    const reference = (draft.side === 'buy' ? ticker?.ask : ticker?.bid) ?? ticker?.last ?? null;
    const checked = check(market, draft, reference);
    const paid = market.settle ?? market.quote;
    const spent = draft.side === 'buy' || market.contract ? paid : market.base;
    const free = balance?.free[spent] ?? null;
    const unit = market.contract ? 'contracts' : market.base;
    const mayTrade = account !== null && account.access_level === 'trade' && !account.read_only;
    const complete = draft.amount.trim() !== '' && (draft.type === 'market' || draft.price.trim() !== '');
    const short = !market.contract && isShort(draft, checked.cost, checked.fee, free);

    const submit = (event: Event) => {
        event.preventDefault();
        if (!mayTrade || !complete || checked.faults.length > 0 || !account) {
            return;
        }
        // The name of the order is made here, with the question: whatever happens to the answer, it is one order.
        setQuestion({ key: crypto.randomUUID(), draft: { ...draft }, checked, account, instrument: props.instrument, market, reference, askedAt: Date.now() });
    };

    return (
        <Pane title="Order" class="order-pane">
            <form
                class={`order-form ${mayTrade ? '' : 'is-read-only'}`}
                onSubmit={submit}
                onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
            >
                <WhyNot account={account} choosable={props.choosable} exchange={props.instrument.exchange} halted={props.halted} />
                <fieldset disabled={!mayTrade}>
                    <legend class="sr-only">New order</legend>
                    <div class="sides" role="radiogroup" aria-label="Side">
                        {(['buy', 'sell'] as const).map((side) => (
                            <label key={side} class={`side is-${side} ${draft.side === side ? 'is-chosen' : ''}`}>
                                <input
                                    type="radio"
                                    name={sideName}
                                    value={side}
                                    checked={draft.side === side}
                                    onChange={() => set({ side })}
                                />
                                {side === 'buy' ? 'Buy' : 'Sell'}
                            </label>
                        ))}
                    </div>
                    <Choice
                        label="Type"
                        value={draft.type}
                        options={[
                            ['market', 'Market'],
                            ['limit', 'Limit'],
                        ]}
                        onChange={(type) =>
                            set({ type, ...(type === 'limit' && !draft.price && reference ? { price: String(Decimal.of(reference)) } : {}) })
                        }
                    />
                    {draft.type === 'limit' && (
                        <Field
                            label="Price"
                            inputMode="decimal"
                            autocomplete="off"
                            value={draft.price}
                            unit={market.quote}
                            hint={market.precision.price ? `Steps of ${Decimal.of(market.precision.price)}` : undefined}
                            fault={faultOf(checked.faults, 'price')}
                            onInput={(event) => set({ price: event.currentTarget.value })}
                        />
                    )}
                    <Nearest faults={checked.faults} field="price" onTake={(price) => set({ price })} />
                    <Field
                        label="Amount"
                        inputMode="decimal"
                        autocomplete="off"
                        value={draft.amount}
                        unit={unit}
                        hint={rules(market)}
                        fault={faultOf(checked.faults, 'amount')}
                        onInput={(event) => set({ amount: event.currentTarget.value })}
                    />
                    <Nearest faults={checked.faults} field="amount" onTake={(amount) => set({ amount })} />
                    {!market.contract && (
                        <div class="shares" role="group" aria-label="Share of what is free">
                            {[25, 50, 75, 100].map((part) => (
                                <button
                                    key={part}
                                    type="button"
                                    disabled={!free}
                                    onClick={() => set({ amount: share(market, draft, free, part, reference) })}
                                >
                                    {part} %
                                </button>
                            ))}
                        </div>
                    )}
                    {draft.type === 'limit' && (
                        <label class="tick">
                            <input type="checkbox" checked={draft.postOnly} onChange={(event) => set({ postOnly: event.currentTarget.checked })} />
                            Post only (never takes)
                        </label>
                    )}
                    {market.contract && (
                        <label class="tick">
                            <input type="checkbox" checked={draft.reduceOnly} onChange={(event) => set({ reduceOnly: event.currentTarget.checked })} />
                            Reduce only
                        </label>
                    )}
                    <dl class="estimate">
                        <dt>Free</dt>
                        <dd>{free === null ? '–' : `${plain(free)} ${spent}`}</dd>
                        <dt>{draft.type === 'market' ? 'About' : 'Worth'}</dt>
                        <dd>{checked.cost ? `${checked.cost.short(8)} ${paid}` : '–'}</dd>
                        <dt>Fee{checked.feeRate !== null && ` (${plain(checked.feeRate * 100, 4)} %)`}</dt>
                        <dd>{checked.fee ? `≈ ${checked.fee.short(8)} ${paid}` : '–'}</dd>
                    </dl>
                    {short && <p class="field-fault">More than is free: the exchange will refuse it.</p>}
                    <button
                        type="submit"
                        class={`primary is-${draft.side}`}
                        disabled={!complete || checked.faults.length > 0 || props.halted}
                    >
                        Review order
                    </button>
                </fieldset>
            </form>
            {question && (
                <ConfirmOrder
                    question={question}
                    intents={props.intents}
                    onClose={(placed) => {
                        setQuestion(null);
                        if (placed) {
                            set({ amount: '' });
                        }
                    }}
                />
            )}
        </Pane>
    );
}

function WhyNot(props: { account: Account | null; choosable: boolean; exchange: string; halted: boolean }) {
    const { account, exchange, halted } = props;
    if (!account && props.choosable) {
        return (
            <p class="note" role="status">
                Choose an account above: the one you traded with here is no longer there.
            </p>
        );
    }
    if (!account) {
        return (
            <div class="note">
                <p>You have no account at {exchange}.</p>
                <button type="button" class="link" onClick={() => go('accounts')}>
                    Add one, or have one shared with you
                </button>
            </div>
        );
    }
    if (account.read_only || account.access_level === 'read') {
        return (
            <p class="note" role="status">
                Read only: {account.shared ? 'this account was shared with you to read.' : 'this account’s key may not trade here.'}
            </p>
        );
    }
    return halted ? (
        <p class="note" role="status">
            Trading is halted: new orders are refused, cancels pass.
        </p>
    ) : null;
}

function faultOf(faults: readonly Fault[], field: Fault['field']): string | null {
    return faults.find((fault) => fault.field === field)?.sentence ?? null;
}

function Nearest(props: { faults: readonly Fault[]; field: Fault['field']; onTake: (value: string) => void }) {
    const nearest = props.faults.find((fault) => fault.field === props.field)?.nearest ?? [];
    if (nearest.length === 0) {
        return null;
    }
    return (
        <div class="row nearest">
            <span class="muted">Use</span>
            {nearest.map((value) => (
                <button key={value} type="button" onClick={() => props.onTake(value)}>
                    {value}
                </button>
            ))}
        </div>
    );
}

function rules(market: Market): string {
    const said: string[] = [];
    if (market.precision.amount) {
        said.push(`Steps of ${Decimal.of(market.precision.amount)}`);
    }
    if (market.limits.amount.min) {
        said.push(`at least ${Decimal.of(market.limits.amount.min)}`);
    }
    if (market.limits.cost.min) {
        said.push(`worth at least ${Decimal.of(market.limits.cost.min)} ${market.settle ?? market.quote}`);
    }
    return said.join(', ');
}

function isShort(draft: Draft, cost: Decimal | null, fee: Decimal | null, free: number | null): boolean {
    const held = free === null ? null : Decimal.parse(free);
    const needed = draft.side === 'sell' ? Decimal.parse(draft.amount || '') : cost && cost.plus(fee ?? Decimal.ZERO);
    return held !== null && needed !== null && needed.compare(held) > 0;
}
