import { Refusal } from '../api/problem';
import { call } from '../identity/identities';
import { time } from '../format';
import { lower } from './audit-lines';
import { Shown, useAgain, useLoaded } from './loaded';

/** What it needs and does not have; empty: it is ready. */
async function missing(signal: AbortSignal): Promise<string[]> {
    try {
        await call('/health/ready', { signal });
        return [];
    } catch (thrown) {
        if (thrown instanceof Refusal && thrown.code === 'not_ready') {
            const told = thrown.details['missing'];
            return Array.isArray(told) && told.length > 0 ? told.map((one) => lower(String(one))) : ['something'];
        }
        throw thrown;
    }
}

export function Ready() {
    const loaded = useLoaded('', missing);
    const { old } = useAgain(loaded);
    return (
        <section class="card" aria-labelledby="ready-title">
            <h2 id="ready-title">This server</h2>
            <Shown loaded={loaded} what="its state">
                {(without) =>
                    without.length === 0 ? (
                        <p class="health is-live">
                            <span class="dot" aria-hidden="true" />
                            Ready: what it needs is there.
                        </p>
                    ) : (
                        <p class="fault" role="alert">
                            Not ready: it cannot reach {without.join(', ')}.
                        </p>
                    )
                }
            </Shown>
            {loaded.at !== null && (
                <p class={old ? 'note' : 'muted'}>
                    As of {time(loaded.at)}
                    {old ? ': out of date, the server has not answered since.' : ', asked again every 10 s.'}
                </p>
            )}
        </section>
    );
}
