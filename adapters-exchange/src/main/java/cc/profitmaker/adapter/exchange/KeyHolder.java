package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.identity.UserId;

/**
 * Whose call it is and with which key: made by {@code Exchanges} after it saw the permit; good for
 * one call.
 */
public record KeyHolder(UserId holder, ApiCredential credential) {}
