package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listeners that go as soon as they have been let in, a number of them at a time. */
final class Churn implements CrowdProcess.Pending {
    /** So that upstreams come and go too. */
    private static final int TOPICS = 50;

    private final Crowd crowd;
    private final int cycles;
    private final int atOnce;
    private final List<Ear> here = new ArrayList<>();
    private final Tally tally = new Tally();
    private int begun;

    Churn(Crowd crowd, int cycles, int atOnce) {
        this.crowd = crowd;
        this.cycles = cycles;
        this.atOnce = atOnce;
    }

    @Override
    public Optional<String> answer() throws IOException {
        for (Ear ear : List.copyOf(here)) {
            if (ear.isListening()) {
                here.remove(ear);
                crowd.drop(ear);
            }
        }
        while (here.size() < atOnce && begun < cycles) {
            here.add(crowd.join(List.of("C" + begun % TOPICS + "/USDT"), tally, 0));
            begun++;
        }
        return here.isEmpty() ? Optional.of(begun + " " + crowd.left()) : Optional.empty();
    }
}
