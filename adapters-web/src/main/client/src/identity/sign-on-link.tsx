import { Fault } from '../ui/pane';
import { askSignOn, authUrl, identities, signOnState } from './identities';
import { loginAddress } from './sign-on';
import { goingToSignOn } from './tab';

/** The way to the sign-on service and back; those who are signed in here stay so. */
export function SignOn({ after }: { after?: boolean }) {
    if (!authUrl.value) {
        return null;
    }
    // Who is known already wants to come in as another, or again: the cookie there must not decide.
    const another = identities.value.some((identity) => identity.kind === 'sso');
    return (
        <div class="sign-on">
            {after && <Or />}
            <SignOnLink another={another}>Sign in with Marketmaker</SignOnLink>
            {signOnState.value === 'unreachable' && (
                <>
                    <Fault>The sign-on service cannot be reached. Nobody is signed out by that; try again in a moment.</Fault>
                    <button type="button" onClick={() => void askSignOn(true)}>
                        Ask again
                    </button>
                </>
            )}
            {signOnState.value === 'asking' && <p role="status">Asking Marketmaker whether you are signed in …</p>}
            {!after && <Or />}
        </div>
    );
}

function Or() {
    return (
        <p class="or" aria-hidden="true">
            or
        </p>
    );
}

export function SignOnLink(props: { another: boolean; children: string; class?: string }) {
    return (
        <a class={props.class ?? 'button'} href={loginAddress(authUrl.value ?? '', props.another)} onClick={leaving} rel="noreferrer">
            {props.children}
        </a>
    );
}

/** A click that opens another tab does not lead this one anywhere. */
function leaving(event: MouseEvent): void {
    if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        goingToSignOn();
    }
}
