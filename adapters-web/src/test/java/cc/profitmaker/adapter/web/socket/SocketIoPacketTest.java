package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.rest.Json;

import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

final class SocketIoPacketTest {
    private static final ObjectMapper JSON = Json.mapper();

    private static Optional<SocketIoPacket> read(String text) {
        return SocketIoPacket.read(text, JSON);
    }

    private static SocketIoPacket.Event event(String text) {
        return (SocketIoPacket.Event) read(text).orElseThrow();
    }

    @Test
    void a_connect_packet_has_a_namespace_and_perhaps_an_object() {
        assertThat(read("0"))
                .hasValueSatisfying(
                        packet -> {
                            var connect = (SocketIoPacket.Connect) packet;
                            assertThat(connect.namespace()).isEqualTo("/");
                            assertThat(connect.auth().isMissingNode()).isTrue();
                        });
        assertThat(read("0/admin,{\"token\":\"t\"}"))
                .hasValueSatisfying(
                        packet -> {
                            var connect = (SocketIoPacket.Connect) packet;
                            assertThat(connect.namespace()).isEqualTo("/admin");
                            assertThat(connect.auth().path("token").asText()).isEqualTo("t");
                        });
    }

    @Test
    void an_event_has_a_name_and_perhaps_data_and_a_number() {
        assertThat(event("2[\"a\"]").data().isMissingNode()).isTrue();
        assertThat(event("2[\"a\"]").acknowledge()).isEmpty();
        assertThat(event("212[\"a\",{\"b\":1},2]").data().path("b").asInt()).isEqualTo(1);
        assertThat(event("212[\"a\"]").acknowledge()).hasValue("12");
        assertThat(event("2/admin,7[\"a\",[]]").namespace()).isEqualTo("/admin");
        assertThat(event("2/,[\"a\"]").namespace()).isEqualTo("/");
    }

    @Test
    void leaving_and_acknowledging_are_understood() {
        assertThat(read("1")).hasValue(new SocketIoPacket.Disconnect("/"));
        assertThat(read("1/admin,")).hasValue(new SocketIoPacket.Disconnect("/admin"));
        assertThat(read("31[]")).hasValue(new SocketIoPacket.Acknowledgement());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "4{}",
                "51-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "61-1[]",
                "0[]",
                "0\"t\"",
                "0null",
                "01",
                "1{}",
                "11",
                "2",
                "2{}",
                "2[]",
                "2[null]",
                "2[[\"a\"]]",
                "2[\"a\"",
                "2[\"a\"]]",
                "2[\"a\"] [\"b\"]",
                "2[\"a\",01]",
                "2[\"a\",NaN]",
                "2['a']",
                "2/admin[\"a\"]",
                "2[\"connect\"]",
                "2[\"newListener\"]",
                "21234567890123456[\"a\"]",
                "2-1[\"a\"]",
                "2\u0661[\"a\"]",
                "3[]",
                "31",
                "31{}",
            })
    void what_is_malformed_is_no_packet(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void a_namespace_is_not_endless() {
        assertThat(read("0/" + "n".repeat(127) + ",")).isPresent();
        assertThat(read("0/" + "n".repeat(128) + ",")).isEmpty();
    }

    @Property
    void whatever_is_sent_is_a_packet_or_none(
            @ForAll
                    @StringLength(max = 24)
                    @Chars({'0', '1', '2', '3', '5', '/', ',', '[', ']', '{', '}', '"', 'a', '\\'})
                    String text) {
        assertThat(read(text)).isNotNull();
        assertThat(read("2" + text)).isNotNull();
    }
}
