import { useEffect, useState } from 'preact/hooks';
import { Refusal, sentence } from '../api/problem';
import type { Account, Answer, LedgerEntry, Order, Position, Trade } from '../api/types';
import { amount, dateTime, number } from '../format';
import { call } from '../identity/identities';
import { Empty, Fault, Liveness } from '../ui/pane';
import { Tabs } from '../ui/tabs';
import { toast } from '../ui/toasts';
import { isOpen, type AccountData } from './account-data';
import { TABS, type AccountTab, type Instrument } from './choices';
import { Level } from './instrument-bar';

/** What one account has and does; every one of these panes says whose it is. */
export function AccountPanes(props: {
    account: Account | null;
    instrument: Instrument;
    data: AccountData;
    digits: number;
    tab: AccountTab;
    onTab: (tab: AccountTab) => void;
}) {
    const { account, data, instrument } = props;
    const mayCancel = account !== null && account.access_level === 'trade' && !account.read_only;
    const heard = props.tab === 'balances' ? data.balanceHeard : data.heard;
    return (
        <section class="pane account-pane" aria-label="Account">
            <Tabs label="Account" tabs={TABS} chosen={props.tab} onChoose={props.onTab}>
                {!account && <Empty>No account at {instrument.exchange} to show.</Empty>}
                {account && (
                    <>
                        <p class="whose">
                            <bdi class="cut">{account.label}</bdi>
                            <span class="muted">{account.exchange}</span>
                            <Level account={account} />
                            {props.tab !== 'ledger' && <Liveness heard={heard} />}
                            {props.tab !== 'balances' && props.tab !== 'ledger' && <span class="muted">{instrument.symbol}</span>}
                        </p>
                        {heard.state === 'ended' && props.tab !== 'ledger' && <Fault>{heard.why}</Fault>}
                        {heard.state === 'stale' && props.tab !== 'ledger' && heard.why && <p class="note">{heard.why}</p>}
                        <div class={`table-scroll ${heard.state !== 'live' && props.tab !== 'ledger' ? 'doubtful-rows' : ''}`}>
                            {props.tab === 'orders' && (
                                <Orders account={account} instrument={instrument} orders={data.orders.filter(isOpen)} digits={props.digits} mayCancel={mayCancel} onCancelled={data.learn} />
                            )}
                            {props.tab === 'positions' && <Positions positions={data.positions} isContract={instrument.marketType !== 'spot'} digits={props.digits} />}
                            {props.tab === 'trades' && <MyTrades trades={data.trades} digits={props.digits} />}
                            {props.tab === 'balances' && <Balances data={data} />}
                            {props.tab === 'ledger' && <Ledger account={account} instrument={instrument} />}
                        </div>
                    </>
                )}
            </Tabs>
        </section>
    );
}

function Orders(props: { account: Account; instrument: Instrument; orders: readonly Order[]; digits: number; mayCancel: boolean; onCancelled: (order: Order) => void }) {
    if (props.orders.length === 0) {
        return <Empty>No open orders in this market.</Empty>;
    }
    return (
        <table>
            <thead>
                <tr>
                    <th>Placed</th>
                    <th>Side</th>
                    <th>Type</th>
                    <th class="num">Price</th>
                    <th class="num">Amount</th>
                    <th class="num">Filled</th>
                    <th>
                        <span class="sr-only">Cancel</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                {props.orders.map((order) => (
                    <tr key={order.id}>
                        <td>{dateTime(order.timestamp)}</td>
                        <td class={order.side ?? ''}>{order.side}</td>
                        <td>
                            {order.type}
                            {order.triggerPrice ? ` at ${number(order.triggerPrice, props.digits)}` : ''}
                        </td>
                        <td class="num">{number(order.price, props.digits)}</td>
                        <td class="num">{amount(order.amount)}</td>
                        <td class="num">{amount(order.filled)}</td>
                        <td class="num">{props.mayCancel && <Cancel order={order} account={props.account} instrument={props.instrument} onCancelled={props.onCancelled} />}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function Cancel(props: { order: Order; account: Account; instrument: Instrument; onCancelled: (order: Order) => void }) {
    const { order, account, instrument } = props;
    const [busy, setBusy] = useState(false);
    const cancel = async () => {
        setBusy(true);
        try {
            const answer = await call<Answer<Order>>('/api/exchange/cancelOrder', {
                method: 'POST',
                body: {
                    exchange: instrument.exchange,
                    market: instrument.marketType,
                    accountId: account.id,
                    orderId: order.id,
                    symbol: order.symbol,
                },
            });
            props.onCancelled({ ...order, status: answer.data.status ?? 'canceled' });
        } catch (thrown) {
            const refused = thrown instanceof Refusal && thrown.status < 500;
            toast('bad', `${refused ? 'The order was not cancelled' : 'It is not known whether the order was cancelled; see the list'}: ${sentence(thrown)}`);
        } finally {
            setBusy(false);
        }
    };
    return (
        <button type="button" disabled={busy} onClick={() => void cancel()} aria-label={`Cancel ${order.side} ${order.amount} at ${order.price}`}>
            Cancel
        </button>
    );
}

function Positions({ positions, isContract, digits }: { positions: readonly Position[] | null; isContract: boolean; digits: number }) {
    if (!isContract) {
        return <Empty>Spot markets have no positions; see Balances.</Empty>;
    }
    if (!positions || positions.length === 0) {
        return <Empty>No open position in this market.</Empty>;
    }
    return (
        <table>
            <thead>
                <tr>
                    <th>Market</th>
                    <th>Side</th>
                    <th class="num">Contracts</th>
                    <th class="num">Entry</th>
                    <th class="num">Mark</th>
                    <th class="num">Liquidation</th>
                    <th class="num">Profit</th>
                    <th class="num">Leverage</th>
                </tr>
            </thead>
            <tbody>
                {positions.map((position) => (
                    <tr key={`${position.symbol} ${position.side}`}>
                        <td>{position.symbol}</td>
                        <td class={position.side === 'short' ? 'sell' : 'buy'}>{position.side}</td>
                        <td class="num">{amount(position.contracts)}</td>
                        <td class="num">{number(position.entryPrice, digits)}</td>
                        <td class="num">{number(position.markPrice, digits)}</td>
                        <td class="num">{number(position.liquidationPrice, digits)}</td>
                        <td class={`num ${(position.unrealizedPnl ?? 0) < 0 ? 'sell' : 'buy'}`}>{number(position.unrealizedPnl, 2)}</td>
                        <td class="num">{position.leverage ? `${amount(position.leverage)}×` : '–'}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function MyTrades({ trades, digits }: { trades: readonly Trade[]; digits: number }) {
    if (trades.length === 0) {
        return <Empty>No trades of this account in this market yet.</Empty>;
    }
    return (
        <table>
            <thead>
                <tr>
                    <th>Time</th>
                    <th>Side</th>
                    <th class="num">Price</th>
                    <th class="num">Amount</th>
                    <th class="num">Worth</th>
                    <th class="num">Fee</th>
                </tr>
            </thead>
            <tbody>
                {trades.map((trade) => (
                    <tr key={trade.id ?? `${trade.timestamp} ${trade.price} ${trade.amount}`}>
                        <td>{dateTime(trade.timestamp)}</td>
                        <td class={trade.side ?? ''}>{trade.side}</td>
                        <td class="num">{number(trade.price, digits)}</td>
                        <td class="num">{amount(trade.amount)}</td>
                        <td class="num">{amount(trade.cost, 4)}</td>
                        <td class="num">
                            {trade.fees.map((fee) => `${amount(fee.cost)} ${fee.currency ?? ''}`).join(', ') || '–'}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function Balances({ data }: { data: AccountData }) {
    const balance = data.balance;
    const codes = balance ? Object.keys(balance.total).filter((code) => balance.total[code] !== 0) : [];
    if (!balance || codes.length === 0) {
        return <Empty>{balance ? 'This account holds nothing.' : 'The balance is being read.'}</Empty>;
    }
    return (
        <table>
            <thead>
                <tr>
                    <th>Currency</th>
                    <th class="num">Free</th>
                    <th class="num">In orders</th>
                    <th class="num">Total</th>
                </tr>
            </thead>
            <tbody>
                {codes.sort().map((code) => (
                    <tr key={code}>
                        <td>{code}</td>
                        <td class="num">{amount(balance.free[code])}</td>
                        <td class="num">{amount(balance.used[code])}</td>
                        <td class="num">{amount(balance.total[code])}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** Read when it is shown: no exchange streams it. */
function Ledger({ account, instrument }: { account: Account; instrument: Instrument }) {
    const [entries, setEntries] = useState<LedgerEntry[] | null>(null);
    const [fault, setFault] = useState<string | null>(null);
    const [asked, setAsked] = useState(0);
    useEffect(() => {
        const leaving = new AbortController();
        setFault(null);
        call<Answer<LedgerEntry[]>>('/api/exchange/fetchLedger', {
            method: 'POST',
            body: { exchange: instrument.exchange, market: instrument.marketType, accountId: account.id, limit: 100 },
            signal: leaving.signal,
        }).then(
            (answer) => setEntries([...answer.data].sort((a, b) => b.timestamp - a.timestamp)),
            (thrown: unknown) => leaving.signal.aborted || setFault(sentence(thrown)),
        );
        return () => leaving.abort();
    }, [account.id, instrument.exchange, instrument.marketType, asked]);
    return (
        <>
            <p class="whose">
                <button type="button" onClick={() => setAsked(asked + 1)}>
                    Read again
                </button>
            </p>
            {fault && <Fault>{fault}</Fault>}
            {!fault && entries?.length === 0 && <Empty>Nothing was booked yet.</Empty>}
            {!fault && !entries && <Empty>The ledger is being read.</Empty>}
            {entries && entries.length > 0 && (
                <table>
                    <thead>
                        <tr>
                            <th>Time</th>
                            <th>What</th>
                            <th class="num">Amount</th>
                            <th>Currency</th>
                            <th class="num">After</th>
                        </tr>
                    </thead>
                    <tbody>
                        {entries.map((entry) => (
                            <tr key={entry.id}>
                                <td>{dateTime(entry.timestamp)}</td>
                                <td>{entry.type}</td>
                                <td class={`num ${entry.direction === 'out' ? 'sell' : 'buy'}`}>
                                    {entry.direction === 'out' ? '−' : '+'}
                                    {amount(entry.amount)}
                                </td>
                                <td>{entry.currency}</td>
                                <td class="num">{amount(entry.after)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </>
    );
}
