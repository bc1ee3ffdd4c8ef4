import { go } from '../ui/route';
import { activeId, identities, switchTo } from './identities';

/** Those who are signed in here besides: one click, no password. */
export function GoOnAs() {
    const others = identities.value.filter((identity) => identity.token && identity.id !== activeId.value);
    if (others.length === 0) {
        return null;
    }
    return (
        <section class="go-on-as" aria-labelledby="go-on-as">
            <h2 id="go-on-as">Signed in here already</h2>
            {others.map((identity) => (
                <button
                    key={identity.id}
                    type="button"
                    onClick={() => {
                        switchTo(identity.id);
                        go('trade');
                    }}
                >
                    Go on as <bdi>{identity.user.email}</bdi>
                </button>
            ))}
        </section>
    );
}
