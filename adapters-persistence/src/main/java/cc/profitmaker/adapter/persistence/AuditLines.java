package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.AuditFile.Line;
import cc.profitmaker.application.audit.AuditKeyId;
import cc.profitmaker.application.audit.Seal;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.SealNumber;
import cc.profitmaker.domain.identity.UserId;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row with its seal as one line of JSON. */
final class AuditLines {
    private AuditLines() {}

    static String line(Seal seal, AuditEntry entry) {
        ObjectNode line = AuditJson.MAPPER.createObjectNode();
        line.putObject("seal")
                .put("number", seal.number().value())
                .put("sealedAt", seal.sealedAt().toString())
                .put("key", seal.key().value())
                .put("value", seal.value().hex());
        line.put("id", entry.id().value());
        line.put("at", entry.at().toString());
        line.put("kind", entry.kind());
        entry.user().ifPresent(user -> line.put("user", user.toString()));
        line.set("detail", AuditJson.read(entry.detail()));
        return AuditJson.text(line);
    }

    static Line read(String text) {
        try {
            JsonNode line = AuditJson.MAPPER.readTree(text);
            JsonNode seal = line.path("seal");
            var entry =
                    new AuditEntry(
                            new AuditId(line.path("id").asLong()),
                            instant(line, "at"),
                            line.path("kind").asText(),
                            Optional.ofNullable(line.get("user"))
                                    .map(JsonNode::asText)
                                    .map(UUID::fromString)
                                    .map(UserId::new),
                            AuditJson.text(line.path("detail")));
            return new Line.Row(
                    new Seal(
                            new SealNumber(seal.path("number").asLong()),
                            instant(seal, "sealedAt"),
                            entry.trace(),
                            new AuditKeyId(seal.path("key").asText()),
                            new Digest(seal.path("value").asText())),
                    entry);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException _) {
            return new Line.Unreadable();
        }
    }

    private static Instant instant(JsonNode from, String name) {
        return Instant.parse(from.path(name).asText());
    }
}
