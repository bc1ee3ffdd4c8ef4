package cc.profitmaker.application.testing;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.vault.CentralAccounts;
import cc.profitmaker.domain.session.Proof;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it was told to and remembers what it was asked. */
public final class ScriptedCentralAccounts implements CentralAccounts {
    /** A call, and the subject whose token would have been passed on. */
    public record Asked(String subject, CentralCall call) {}

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Passed answer = new Passed(200, "[]");
    private volatile boolean away;

    public void answer(int status, String json) {
        answer(new Passed(status, json));
    }

    public void answer(Passed given) {
        answer = given;
    }

    public void goAway() {
        away = true;
    }

    @Override
    public Passed pass(Proof.Sso caller, CentralCall call) {
        asked.add(new Asked(caller.identity().subject(), call));
        if (away) {
            throw new Unavailable(Unavailable.Dependency.AUTH_SERVICE, new IOException("away"));
        }
        return answer;
    }
}
