package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditChain.Piece;
import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditVerification;
import cc.profitmaker.domain.audit.Anchor;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every {@link AuditChain} promises; what meddling does to it is its verification's test. */
public interface AuditChainContract {
    /** One without a row when a test begins, sealed only when it is told to be. */
    AuditChain chain();

    /** Records something of that instant. */
    void recorded(Instant at);

    /** Seals all there is with {@link TestAuditKey#ONE}. */
    void seal();

    private List<Piece> walked() {
        List<Piece> pieces = new ArrayList<>();
        chain().walk(pieces::add);
        return pieces;
    }

    @Test
    default void nothing_is_shown_of_an_empty_trail() {
        assertThat(walked()).isEmpty();
        assertThat(chain().standing())
                .isEqualTo(
                        new AuditChain.Standing(
                                Optional.empty(), new AuditChain.Unsealed(0, Optional.empty())));
    }

    @Test
    default void rows_wait_until_they_are_sealed() {
        recorded(NOON.plusSeconds(2));
        recorded(NOON.plusSeconds(1));

        assertThat(walked())
                .hasSize(2)
                .allMatch(piece -> piece instanceof Piece.Waiting)
                .extracting(piece -> ((Piece.Waiting) piece).at())
                .containsExactlyInAnyOrder(NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(chain().standing())
                .isEqualTo(
                        new AuditChain.Standing(
                                Optional.empty(),
                                new AuditChain.Unsealed(2, Optional.of(NOON.plusSeconds(1)))));
    }

    @Test
    default void each_row_is_sealed_once_and_seals_are_shown_in_their_order() {
        for (int i = 0; i < 5; i++) {
            recorded(NOON.plusSeconds(i));
        }
        seal();
        recorded(NOON.plusSeconds(5));
        seal();
        seal();

        List<Piece> pieces = walked();

        List<Long> numbers = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        for (Piece piece : pieces) {
            var link = (Piece.Link) piece;
            AuditEntry row = link.row().orElseThrow();
            assertThat(row.trace()).isEqualTo(link.seal().entry());
            numbers.add(link.seal().number().value());
            times.add(row.at());
        }
        assertThat(numbers).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(times)
                .containsExactlyInAnyOrder(
                        NOON,
                        NOON.plusSeconds(1),
                        NOON.plusSeconds(2),
                        NOON.plusSeconds(3),
                        NOON.plusSeconds(4),
                        NOON.plusSeconds(5));
        Anchor head = ((Piece.Link) pieces.getLast()).seal().anchor();
        assertThat(chain().standing().head()).contains(head);
        assertThat(
                        new AuditVerification(chain(), TestAuditKey.ONE)
                                .verify(List.of(head), AuditFile.none())
                                .isWhole())
                .isTrue();
    }
}
