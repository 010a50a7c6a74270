package dev.epilogue.credential.participant;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange or a sign-in ended in: its token, which is stored nowhere, lets its bearer in until its end.
 *
 * @param opens null: all of the wallet's closures
 * @param seenAt when it was used last, roughly
 */
public record Session(
        UUID id, Address wallet, @Nullable Opens opens, Instant createdAt, Instant seenAt, Instant until) {

    /** The one closure that the session of a link opens. */
    public record Opens(TenantId tenant, ClosureId closure, UUID link) {}
}
