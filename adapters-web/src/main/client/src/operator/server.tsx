import { dateTime } from '../format';
import { Copy } from './copy';
import { egress } from './desk';
import { Halting } from './halting';
import { Shown, useLoaded } from './loaded';
import { Ready } from './ready';

export function Server() {
    const address = useLoaded('', egress);
    return (
        <div class="stack server">
            <Halting />
            <section class="card" aria-labelledby="egress-title">
                <h2 id="egress-title">Address to the outside</h2>
                <p>The exchanges see this server come from this address; keys should be restricted to it.</p>
                <Shown loaded={address} what="the address">
                    {(ip) =>
                        ip ? (
                            <div class="row">
                                <code class="named big">{ip}</code>
                                <Copy text={() => ip} what="the address" />
                            </div>
                        ) : (
                            <p class="note">
                                It is not known yet. Set EGRESS_IP_URL to a service that tells it; else it is learnt when
                                an exchange names it in a refusal.
                            </p>
                        )
                    }
                </Shown>
                {address.at !== null && <p class="muted">As of {dateTime(address.at)}.</p>}
            </section>
            <Ready />
        </div>
    );
}
