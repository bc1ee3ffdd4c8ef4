package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

/** What walks find prepared: done over HTTP, because it is not what they are about. */
final class Walks {
    private Walks() {}

    /** A client that speaks as the new user. */
    static Client registered(Client client, String email) {
        Client.Answer answer =
                client.post("/api/auth/register", Client.credentials(email, Visitor.PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return client.with(answer.at("/token").asText());
    }

    /** The id of a paper account of that key. */
    static String paperAccount(Client owner, String key, String label) {
        Client.Answer answer =
                owner.post(
                        "/api/accounts",
                        "{\"exchange\":\"paper\",\"api_key\":\"%s\",\"api_secret\":\"s\",\"label\":\"%s\"}"
                                .formatted(key, label));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.at("/id").asText();
    }
}
