package dev.epilogue.web.closures;

import dev.epilogue.closure.FinalState;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The bodies of what can be done to a closure. */
public sealed interface Actions {

    /**
     * @param by whole seconds
     * @param newRound whether all may have to sign once more for it
     */
    record Extension(Duration by, boolean newRound) implements Actions {

        private static final long MOST = Duration.ofDays(366).toSeconds();

        public static Extension read(JsonNode body) {
            Members given = Members.of(body, new Faults());
            Long seconds = given.integer("seconds", 1, MOST);
            given.require("seconds", seconds);
            Boolean newRound = given.bool("newRound");
            finish(given);
            return new Extension(Duration.ofSeconds(Objects.requireNonNull(seconds)), Boolean.TRUE.equals(newRound));
        }
    }

    /** @param reason empty when none was given */
    record Reason(String reason) implements Actions {

        public static Reason read(JsonNode body) {
            Members given = Members.of(body, new Faults());
            String reason = given.parsed("reason", Texts.words(0, 500));
            finish(given);
            return new Reason(reason == null ? "" : reason);
        }
    }

    /** For actions that take no members: a misspelt one must not be swallowed. */
    record Nothing() implements Actions {

        public static Nothing read(JsonNode body) {
            finish(Members.of(body, new Faults()));
            return new Nothing();
        }
    }

    /** @param reason empty when none was given */
    record CounterProposal(int basedOnRound, FinalStateInput finalState, String reason) implements Actions {

        public static CounterProposal read(JsonNode body, ClosureDefaults defaults) {
            Members given = Members.of(body, new Faults());
            Long round = given.integer("basedOnRound", 1, Integer.MAX_VALUE);
            given.require("basedOnRound", round);
            FinalStateInput state = FinalStateInput.read(
                    given.object("finalState"), defaults.limits().maxAllocations());
            String reason = given.parsed("reason", Texts.words(0, 500));
            finish(given);
            return new CounterProposal(Objects.requireNonNull(round).intValue(), state, reason == null ? "" : reason);
        }

        public FinalState state() {
            return finalState.state();
        }
    }

    /**
     * @param signature as posted, over the text that names all the rest
     * @param counterProposal what the participant would sign instead
     */
    record Refusal(
            Address participant,
            int round,
            String reason,
            String signature,
            @Nullable List<Allocation> counterProposal) implements Actions {

        public static Refusal read(JsonNode body, ClosureDefaults defaults) {
            Members given = Members.of(body, new Faults());
            Address participant = given.parsed("participant", Kinds.ADDRESS);
            Long round = given.integer("round", 1, Integer.MAX_VALUE);
            String reason = given.parsed("reason", Texts.words(0, 500));
            String signature = given.parsed("signature", Texts.signature());
            given.require("participant", participant);
            given.require("round", round);
            given.require("signature", signature);
            List<Allocation> counterProposal = counterProposal(given.object("counterProposal"), defaults);
            finish(given);
            return new Refusal(
                    Objects.requireNonNull(participant),
                    Objects.requireNonNull(round).intValue(),
                    reason == null ? "" : reason,
                    Objects.requireNonNull(signature),
                    counterProposal);
        }

        private static @Nullable List<Allocation> counterProposal(@Nullable Members given, ClosureDefaults defaults) {
            if (given == null) {
                return null;
            }
            List<Allocation> allocations = FinalStateInput.allocations(
                    given, "allocations", defaults.limits().maxAllocations());
            given.require("allocations", allocations);
            given.end();
            return allocations;
        }
    }

    private static void finish(Members given) {
        given.end();
        given.faults().check();
    }
}
