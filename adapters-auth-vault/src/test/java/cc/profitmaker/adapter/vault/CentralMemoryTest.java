package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import cc.profitmaker.adapter.auth.testing.StandInProcess;
import cc.profitmaker.application.access.CredentialVault.Opened;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.Caller;

import com.sun.management.HotSpotDiagnosticMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The auth service is another process here: this one's memory holds only what we put there. */
class CentralMemoryTest {
    /** Written backwards, so that the text itself is nowhere but in what is being tested. */
    private static final String KEY = "yek-yranac-lartnec";

    private static final String SECRET = "terces-yranac-lartnec";

    @TempDir private Path folder;

    private static String forward(String backward) {
        return new StringBuilder(backward).reverse().toString();
    }

    @Test
    void keys_are_in_memory_while_they_are_kept_and_nowhere_once_forgotten() throws IOException {
        try (var service = StandInProcess.start("an-internal-secret", folder)) {
            var config =
                    new CentralConfig(
                            service.url(),
                            service.url(),
                            Optional.of(Secret.of("an-internal-secret")),
                            CentralConfig.DEADLINE);
            try (var vault = new CentralVault(config, new HandMovedClock(Fixtures.NOON))) {
                var proxy = new AccountsProxy(config, vault);
                String email = "ann@example.org";
                Caller ann = Asking.caller("s-ann", email, service.token("s-ann", email));
                AccountId account = add(proxy, ann);
                open(vault, ann, account);
                assertThat(vault.remembered()).isEqualTo(1);
                assertThat(found("while kept")).containsExactly(KEY, SECRET);

                vault.changed(account);
                // Somebody goes on using the server, a little.
                proxy.pass(Asking.sso(ann), new CentralCall.ListAll());

                assertThat(vault.remembered()).isZero();
                assertThat(found("once forgotten")).isEmpty();
            }
        }
    }

    private static AccountId add(AccountsProxy proxy, Caller ann) {
        String body =
                "{\"exchange\":\"paper\",\"api_key\":\""
                        + forward(KEY)
                        + "\",\"api_secret\":\""
                        + forward(SECRET)
                        + "\"}";
        return proxy.pass(Asking.sso(ann), new CentralCall.Add(Secret.of(body)))
                .added()
                .orElseThrow();
    }

    private static void open(CentralVault vault, Caller ann, AccountId account) {
        Opened opened = vault.open(Asking.inquiry(ann, account, Operation.CREATE_ORDER));
        assertThat(opened instanceof Opened.Found).isTrue();
    }

    /** The dump itself is garbage again when this returns, and not in the next one. */
    private List<String> found(String when) throws IOException {
        Path dump = folder.resolve(when + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(dump.toString(), true);
        byte[] heap = Files.readAllBytes(dump);
        Files.delete(dump);
        return Stream.of(KEY, SECRET).filter(backward -> holds(heap, backward)).toList();
    }

    private static boolean holds(byte[] heap, String backward) {
        return contains(heap, backward, ISO_8859_1) || contains(heap, backward, UTF_16LE);
    }

    private static boolean contains(byte[] heap, String backward, Charset charset) {
        byte[] sought = forward(backward).getBytes(charset);
        for (int at = 0; at <= heap.length - sought.length; at++) {
            int same = 0;
            while (same < sought.length && heap[at + same] == sought[same]) {
                same++;
            }
            if (same == sought.length) {
                return true;
            }
        }
        return false;
    }
}
