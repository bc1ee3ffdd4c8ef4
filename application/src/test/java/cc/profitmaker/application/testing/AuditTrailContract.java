package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditEvent.AccountChanged.Ceilings;
import cc.profitmaker.domain.audit.CentralChange;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.Retirement;
import cc.profitmaker.domain.audit.SealNumber;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** What every {@link AuditTrail} promises. */
public interface AuditTrailContract {
    /** One trail, empty when a test begins. */
    AuditTrail trail();

    AuditReading audit();

    @Test
    default void an_event_is_there_when_recording_returns() {
        var event = new AuditEvent.SignedOut(someone());

        trail().record(event, NOON);

        assertThat(audit().recorded()).containsExactly(audit().shown(event, NOON));
    }

    @Test
    default void events_are_kept_in_the_order_they_were_recorded() {
        List<AuditEvent> events = oneOfEachKind(someone());

        events.forEach(event -> trail().record(event, NOON));

        assertThat(audit().recorded())
                .containsExactlyElementsOf(
                        events.stream().map(e -> audit().shown(e, NOON)).toList());
    }

    @Test
    default void every_event_is_told_from_every_other() {
        UserId ann = someone();
        List<AuditEvent> events = oneOfEachKind(ann);

        assertThat(events.stream().map(e -> audit().shown(e, NOON))).doesNotHaveDuplicates();
        assertThat(audit().shown(new AuditEvent.SignedOut(ann), NOON))
                .isNotEqualTo(audit().shown(new AuditEvent.SignedOut(someone()), NOON))
                .isNotEqualTo(audit().shown(new AuditEvent.SignedOut(ann), NOON.plusSeconds(1)));
    }

    @Test
    default void the_same_event_twice_is_two_rows() {
        var event = new AuditEvent.SignedOut(someone());

        trail().record(event, NOON);
        trail().record(event, NOON);

        assertThat(audit().recorded()).hasSize(2);
    }

    @Test
    default void what_is_recorded_later_is_written_soon_and_in_order() {
        UserId ann = someone();
        List<AuditEvent> events =
                IntStream.range(0, 50)
                        .<AuditEvent>mapToObj(
                                i -> new AuditEvent.SignInsRefused(address(), List.of(ann), i))
                        .toList();

        events.forEach(event -> trail().recordLater(event, NOON));

        Eventually.holds(
                () ->
                        assertThat(audit().recorded())
                                .containsExactlyElementsOf(
                                        events.stream().map(e -> audit().shown(e, NOON)).toList()));
    }

    @Test
    default void no_concurrent_event_is_lost() {
        List<AuditEvent> events =
                AllAtOnce.run(
                        100,
                        _ -> {
                            AuditEvent event = new AuditEvent.SignedOut(someone());
                            trail().record(event, NOON);
                            return event;
                        });

        assertThat(audit().recorded())
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(e -> audit().shown(e, NOON)).toList());
    }

    private static UserId someone() {
        return new UserId(UUID.randomUUID());
    }

    private static ClientAddress address() {
        return Fixtures.here().address();
    }

    private static Retirement retirement(Instant before) {
        var digest = new Digest("b".repeat(64));
        return new Retirement(before, new SealNumber(7), 7, digest, digest);
    }

    private static List<AuditEvent> oneOfEachKind(UserId ann) {
        UserId operator = someone();
        var order = new ClientOrderId("pm1");
        return List.of(
                new AuditEvent.Registered(ann, Role.USER, address()),
                new AuditEvent.SignedIn(ann, address()),
                new AuditEvent.SignInsRefused(address(), List.of(ann), 2),
                new AuditEvent.SignInsRefused(address(), List.of(), 2),
                new AuditEvent.SignInsRefused(address(), List.of(ann), 3),
                new AuditEvent.SignInsRefusedElsewhere(List.of(ann), 2),
                new AuditEvent.SignedOut(ann),
                new AuditEvent.SessionsEnded(ann, operator),
                new AuditEvent.PasswordChanged(ann, operator),
                new AuditEvent.UserAdded(ann, Role.OPERATOR),
                new AuditEvent.UserDisabled(ann),
                new AuditEvent.UserEnabled(ann),
                new AuditEvent.RoleChanged(ann, Role.OPERATOR),
                new AuditEvent.OrderRequested(ann, Optional.empty(), PAPER_SPOT, BTC_USDT, order),
                new AuditEvent.OrderSettled(ann, PAPER_SPOT, order, "accepted 1"),
                new AuditEvent.Traded(
                        ann,
                        Optional.empty(),
                        PAPER_SPOT,
                        Operation.CANCEL_ORDER,
                        BTC_USDT,
                        "canceled 1"),
                new AuditEvent.CentralChangeAsked(ann, CentralChange.ADD_ACCOUNT, Optional.empty()),
                new AuditEvent.CentralChangeAsked(
                        ann, CentralChange.GIVE_GRANT, Optional.of(new AccountId("42"))),
                new AuditEvent.CentralChangeAnswered(
                        ann,
                        CentralChange.GIVE_GRANT,
                        Optional.of(new AccountId("42")),
                        OptionalInt.of(201)),
                new AuditEvent.CentralChangeAnswered(
                        ann,
                        CentralChange.GIVE_GRANT,
                        Optional.of(new AccountId("42")),
                        OptionalInt.empty()),
                new AuditEvent.AccountChanged(
                        ann,
                        new AccountId("own_1"),
                        Set.of(KeySlot.MAIN),
                        new Ceilings(AccessLevel.READ, AccessLevel.TRADE),
                        KeyReport.SILENT),
                new AuditEvent.AccountChanged(
                        ann,
                        new AccountId("own_1"),
                        Set.of(KeySlot.MAIN),
                        new Ceilings(AccessLevel.TRADE, AccessLevel.READ),
                        KeyReport.SILENT),
                new AuditEvent.MasterKeyRotated(new MasterKeyId("0123456789abcdef"), 7),
                new AuditEvent.MasterKeyRotated(new MasterKeyId("0123456789abcdef"), 8),
                new AuditEvent.MasterKeyRetired(new MasterKeyId("0123456789abcdef")),
                new AuditEvent.TokensRefused(address(), 2),
                new AuditEvent.TokensRefused(address(), 3),
                new AuditEvent.TokensRefusedElsewhere(2),
                new AuditEvent.AuditExported(1, new Digest("a".repeat(64))),
                new AuditEvent.AuditRetired(retirement(NOON)),
                new AuditEvent.AuditRetired(retirement(NOON.plusSeconds(1))));
    }
}
