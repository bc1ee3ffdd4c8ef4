package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.CentralAccounts;
import cc.profitmaker.domain.session.Proof;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it was told to and remembers what it was asked. */
public final class ScriptedCentralAccounts implements CentralAccounts {
    /** A call, and the subject whose token would have been passed on. */
    public record Asked(String subject, CentralCall call) {}

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Passed answer = new Passed(200, "[]");

    public void answer(int status, String json) {
        answer = new Passed(status, json);
    }

    @Override
    public Passed pass(Proof.Sso caller, CentralCall call) {
        asked.add(new Asked(caller.identity().subject(), call));
        return answer;
    }
}
