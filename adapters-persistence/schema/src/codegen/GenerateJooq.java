import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedSerialVersionUID;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes jOOQ's classes for the schema that the migrations make, on a PostgreSQL started for it.
 * Does nothing when neither the migrations nor this program have changed since the last time.
 */
final class GenerateJooq {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path SELF = Path.of("src/codegen/GenerateJooq.java");

    private GenerateJooq() {}

    public static void main(String[] args) throws Exception {
        Path build = Path.of(args[0]);
        Path sources = build.resolve("generated-sources/jooq");
        Path marker = build.resolve("generated-sources/jooq.sha256");
        String hash = hash();
        if (Files.isDirectory(sources)
                && Files.exists(marker)
                && Files.readString(marker).equals(hash)) {
            return;
        }
        Files.createDirectories(build.resolve("generated-sources"));
        Files.deleteIfExists(marker);
        System.setProperty("ot.epg.working-dir", build.resolve("codegen").toString());
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(build.resolve("codegen/data"))
                        .setLocaleConfig("locale", "C")
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + MIGRATIONS)
                    .placeholders(Map.of("appRole", "postgres"))
                    .load()
                    .migrate();
            GenerationTool.generate(
                    configuration(postgres.getJdbcUrl("postgres", "postgres"), sources));
        }
        Files.writeString(marker, hash);
    }

    private static Configuration configuration(String url, Path sources) {
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver("org.postgresql.Driver").withUrl(url))
                .withGenerator(
                        new Generator()
                                .withDatabase(
                                        new Database()
                                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                                .withInputSchema("public")
                                                .withOutputSchemaToDefault(true)
                                                .withIncludeRoutines(false)
                                                .withIncludeSequences(false)
                                                .withExcludes(
                                                        "flyway_schema_history|audit_default|audit_y[0-9]+")
                                                .withForcedTypes(
                                                        new ForcedType()
                                                                .withName("INSTANT")
                                                                .withIncludeTypes("TIMESTAMP.*")))
                                .withGenerate(
                                        new Generate()
                                                .withRecords(false)
                                                // Joins are written out; paths would clash in name.
                                                .withImplicitJoinPathsToOne(false)
                                                .withImplicitJoinPathsToMany(false)
                                                .withImplicitJoinPathsManyToMany(false)
                                                .withGeneratedSerialVersionUID(
                                                        GeneratedSerialVersionUID.HASH))
                                .withTarget(
                                        new Target()
                                                .withPackageName(
                                                        "cc.profitmaker.adapter.persistence.generated")
                                                .withDirectory(sources.toString())));
    }

    private static String hash() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(Constants.FULL_VERSION.getBytes(UTF_8));
        digest.update(Files.readAllBytes(SELF));
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
