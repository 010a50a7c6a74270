package dev.epilogue.web.escalation;

import dev.epilogue.closure.Protection.Action;
import dev.epilogue.escalation.Preflight;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Query;
import dev.epilogue.web.http.Texts;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is asked for on chain. */
public final class EscalationInput {

    private static final int MOST_PARTICIPANTS = 256;

    /** What can be asked for; paying out a dispute that has ended happens by itself. */
    private static final Kind<Action> ACTION = Texts.oneOf(List.of(Action.CHECKPOINT, Action.CHALLENGE));

    private EscalationInput() {}

    /** The query of a report. */
    static Preflight.Ask read(Query query) {
        return new Preflight.Ask(query.one("action", ACTION), List.of(), false);
    }

    /** A body; nothing in it leaves everything to the service. */
    public static Preflight.Ask read(JsonNode body) {
        Members given = Members.of(body, new Faults());
        Action action = given.parsed("action", ACTION);
        List<Address> participants = given.list("participants", MOST_PARTICIPANTS, Kinds.ADDRESS);
        given.end();
        given.faults().check();
        return new Preflight.Ask(action, participants == null ? List.of() : participants, false);
    }

    /**
     * A deposited signature.
     *
     * @param epoch of the state that was signed; null: the newest
     * @param version likewise
     */
    public record Deposit(
            @Nullable Address participant,
            String signature,
            @Nullable Long epoch,
            @Nullable BigInteger version) {

        public static Deposit read(JsonNode body) {
            Members given = Members.of(body, new Faults());
            Address participant = given.parsed("participant", Kinds.ADDRESS);
            String signature = given.parsed("signature", Texts.hex(200));
            Long epoch = given.integer("epoch", 0, Long.MAX_VALUE);
            BigInteger version = given.parsed("stateVersion", Kinds.VERSION);
            given.require("signature", signature);
            given.end();
            given.faults().check();
            return new Deposit(participant, Objects.requireNonNull(signature), epoch, version);
        }

        @Override
        public String toString() {
            return "Deposit[" + participant + "]";
        }
    }

    /** @param watched false takes the channel out again */
    public record Watched(@Nullable Address participant, boolean watched) {
        public static Watched read(JsonNode body) {
            Members given = Members.of(body, new Faults());
            Address participant = given.parsed("participant", Kinds.ADDRESS);
            Boolean watched = given.bool("watched");
            given.require("watched", watched);
            given.end();
            given.faults().check();
            return new Watched(participant, Objects.requireNonNull(watched));
        }
    }
}
