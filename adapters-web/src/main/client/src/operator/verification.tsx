import { useState } from 'preact/hooks';
import { dateTime } from '../format';
import { Fault } from '../ui/pane';
import { Copy } from './copy';
import { verify } from './desk';
import { useAct } from './loaded';
import type { Verification } from './types';
import { verdict } from './verdict';

/** Whether the trail still is what was sealed. It takes the server up to 20 s. */
export function VerifyTrail() {
    const [found, setFound] = useState<{ what: Verification; at: number } | null>(null);
    const { busy, fault, act } = useAct();
    return (
        <section class="card" aria-label="Verification">
            <div class="row">
                <p class="grow">
                    Every row is sealed with a key and chained to the one before it. Verifying reads the whole trail and
                    tells whether anything was changed behind the server's back.
                </p>
                <button
                    type="button"
                    class="primary"
                    disabled={busy}
                    onClick={() => act(async () => setFound({ what: await verify(), at: Date.now() }))}
                >
                    Verify the trail
                </button>
            </div>
            {busy && <p role="status">Verifying…</p>}
            {fault && <Fault>{fault}</Fault>}
            {!busy && !fault && found && <Found what={found.what} at={found.at} />}
        </section>
    );
}

function Found({ what, at }: { what: Verification; at: number }) {
    return (
        <div class={what.ok ? 'note stack tight' : 'fault stack tight'} role={what.ok ? 'status' : 'alert'}>
            {verdict(what, dateTime).map((said, i) => (
                <p key={said}>{i === 0 ? <strong>{said}</strong> : said}</p>
            ))}
            {what.faults.length > 0 && (
                <ul class="faults">
                    {what.faults.map((one) => (
                        <li key={one.sentence}>
                            <bdi>{one.sentence}</bdi>
                        </li>
                    ))}
                    {what.fault_count > what.faults.length && <li>… and others after these.</li>}
                </ul>
            )}
            {what.anchor && (
                <>
                    <p>
                        Keep this anchor somewhere else: with it a trail whose end was cut off is told from one that was
                        never longer.
                    </p>
                    <div class="row">
                        <code class="named grow">{what.anchor}</code>
                        <Copy text={() => what.anchor ?? ''} what="the anchor" />
                    </div>
                </>
            )}
            <p class="muted">Verified {dateTime(at)}.</p>
        </div>
    );
}
