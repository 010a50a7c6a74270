package dev.epilogue.journal;

import dev.epilogue.closure.TenantId;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event on its way to followers. All of them get this one object, so that what is made of it is made once. */
public final class Delivery implements Item {

    private final JournalEvent event;
    private final TenantId tenant;
    private final Position position;
    private final Set<String> participants;
    private volatile byte @Nullable [] encoded;

    /** @param participants EIP-55 addresses of the closure's participants; empty where nobody asks for them */
    Delivery(JournalEvent event, TenantId tenant, Position position, Set<String> participants) {
        this.event = event;
        this.tenant = tenant;
        this.position = position;
        this.participants = participants;
    }

    public JournalEvent event() {
        return event;
    }

    public TenantId tenant() {
        return tenant;
    }

    /** Its place in a stream over many closures; within its closure the event's number says it. */
    public Position position() {
        return position;
    }

    Set<String> participants() {
        return participants;
    }

    /**
     * The event in its followers' form, made by whoever asks first. Streams of one closure and streams over many have deliveries
     * of their own, so one form is enough.
     */
    public byte[] encoded(Function<Delivery, byte[]> form) {
        byte[] known = encoded;
        if (known == null) {
            known = form.apply(this);
            encoded = known;
        }
        return known;
    }
}
