package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.Streams;

/** What both doors lead to. */
public record Hub(Streams streams, AccountStreams accounts, Audience audience) {}
