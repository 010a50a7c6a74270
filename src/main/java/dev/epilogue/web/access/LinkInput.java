package dev.epilogue.web.access;

import dev.epilogue.desk.LinkDesk;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is said about a link that is to be made, or renewed. */
final class LinkInput {

    private static final Kind<Duration> LIFETIME = Kinds.DURATION.within("a time that lasts", Duration::isPositive);

    private LinkInput() {}

    static LinkDesk.Wanted read(JsonNode body) {
        Faults faults = new Faults();
        Members given = Members.of(body, faults);
        Address participant = given.parsed("participant", Kinds.ADDRESS);
        given.require("participant", participant);
        Duration lifetime = expiry(given);
        Boolean reuse = given.bool("reuse");
        given.end();
        faults.check();
        return new LinkDesk.Wanted(Objects.requireNonNull(participant), lifetime, reuse == null || reuse);
    }

    /** @param lifetime from now on; null: the usual one */
    record Renewal(@Nullable Duration lifetime) {

        static Renewal read(JsonNode body) {
            Faults faults = new Faults();
            Members given = Members.of(body, faults);
            Duration lifetime = expiry(given);
            given.end();
            faults.check();
            return new Renewal(lifetime);
        }
    }

    private static @Nullable Duration expiry(Members given) {
        return given.parsed("expiresIn", LIFETIME);
    }
}
