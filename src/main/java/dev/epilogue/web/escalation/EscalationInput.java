package dev.epilogue.web.escalation;

import dev.epilogue.closure.Protection.Action;
import dev.epilogue.escalation.Preflight;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.value.Address;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is asked for on chain. */
public final class EscalationInput {

    private static final int MOST_PARTICIPANTS = 256;

    private EscalationInput() {}

    /** A body; nothing in it leaves everything to the service. */
    public static Preflight.Ask read(JsonNode body) {
        Members given = Members.of(body, new Faults());
        Action action = given.parsed("action", EscalationInput::action);
        List<Address> participants = given.list("participants", MOST_PARTICIPANTS, Address::parse);
        given.end();
        given.faults().check();
        return new Preflight.Ask(action, participants == null ? List.of() : participants, false);
    }

    /** A query parameter. */
    public static Preflight.Ask asked(@Nullable String action) {
        try {
            return new Preflight.Ask(action == null ? null : action(action), List.of(), false);
        } catch (IllegalArgumentException wrong) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "action", String.valueOf(wrong.getMessage()))
                    .exception();
        }
    }

    private static Action action(String text) {
        Action action = Texts.oneOf(Action.class).apply(text);
        if (action == Action.FINALISE) {
            throw new IllegalArgumentException("Expected CHECKPOINT or CHALLENGE.");
        }
        return action;
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
            Address participant = given.parsed("participant", Address::parse);
            String signature = given.parsed("signature", hex());
            Long epoch = given.integer("epoch", 0, Long.MAX_VALUE);
            BigInteger version = given.parsed("stateVersion", BigInteger::new);
            given.require("signature", signature);
            given.end();
            given.faults().check();
            return new Deposit(participant, Objects.requireNonNull(signature), epoch, version);
        }

        private static Function<String, String> hex() {
            return text -> {
                if (!text.matches("0x([0-9a-fA-F]{2}){1,200}")) {
                    throw new IllegalArgumentException("Expected 0x and hex digits.");
                }
                return text;
            };
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
            Address participant = given.parsed("participant", Address::parse);
            Boolean watched = given.bool("watched");
            given.require("watched", watched);
            given.end();
            given.faults().check();
            return new Watched(participant, Objects.requireNonNull(watched));
        }
    }
}
