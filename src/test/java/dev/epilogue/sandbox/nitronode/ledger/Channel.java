package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A home channel. @param stateVersion the newest version seen on chain */
public record Channel(
        String id,
        Account account,
        ChannelTerms terms,
        Token token,
        Status status,
        long stateVersion,
        @Nullable Instant challengeExpiresAt) {

    /** In the order of a life. */
    public enum Status {
        VOID,
        OPEN,
        CHALLENGED,
        CLOSING,
        CLOSED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Channel as(Status next, long version, @Nullable Instant expiry) {
        return new Channel(id, account, terms, token, next, version, expiry);
    }

    boolean isActive() {
        return status == Status.OPEN || status == Status.VOID;
    }
}
