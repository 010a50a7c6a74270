package dev.epilogue.web.closures;

import dev.epilogue.closure.FinalState;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.Violation;
import dev.epilogue.value.Address;
import dev.epilogue.value.Allocation;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proposed final state as it was sent.
 *
 * @param isFinal null when it did not say
 * @param sessionId which session it says it belongs to
 * @param node which node it says it was read from
 */
public record FinalStateInput(
        FinalState state,
        @Nullable Boolean isFinal,
        @Nullable SessionId sessionId,
        @Nullable String node,
        StateClaims claims) {

    static final long MAX_INTEGER = (1L << 53) - 1;

    private static final FinalStateInput AS_IT_STANDS =
            new FinalStateInput(FinalState.AS_IT_STANDS, null, null, null, new StateClaims(null, null, null, null));

    static FinalStateInput read(@Nullable Members given, int maxAllocations) {
        if (given == null) {
            return AS_IT_STANDS;
        }
        FinalStateInput input = new FinalStateInput(
                new FinalState(
                        allocations(given, "allocations", maxAllocations),
                        given.integer("versionNumber", 1, MAX_INTEGER),
                        given.parsed("sessionData", Texts.data(16_384))),
                given.bool("isFinal"),
                given.parsed("sessionId", Kinds.SESSION),
                given.parsed("node", Texts.line(1, 200)),
                claims(given, maxAllocations));
        given.take("timestamp");
        given.take("active");
        given.take("readAt");
        given.end();
        return input;
    }

    /** @throws dev.epilogue.problem.ProblemException when it belongs elsewhere or does not call itself final */
    public void checkBelongsTo(SessionId session, @Nullable String chosenNode) {
        List<Violation> violations = new ArrayList<>();
        if (isFinal != null && !isFinal) {
            violations.add(StateClaims.mismatch("isFinal", "A closure needs a final state."));
        }
        if (sessionId != null && !sessionId.equals(session)) {
            violations.add(StateClaims.mismatch("sessionId", "The closure is of another session."));
        }
        if (node != null && chosenNode != null && !node.equals(chosenNode)) {
            violations.add(StateClaims.mismatch("node", "The closure is at another node."));
        }
        if (!violations.isEmpty()) {
            throw Problem.of(ProblemCode.FINAL_STATE_MISMATCH, violations).exception();
        }
    }

    static @Nullable List<Allocation> allocations(Members given, String name, int most) {
        List<Members> entries = given.objects(name, most);
        if (entries == null) {
            return null;
        }
        List<Allocation> allocations = new ArrayList<>();
        for (Members entry : entries) {
            Address participant = entry.parsed("participant", Kinds.ADDRESS);
            String asset = entry.parsed("asset", Texts.line(1, 64));
            Amount amount = entry.parsed("amount", Kinds.AMOUNT);
            entry.require("participant", participant);
            entry.require("asset", asset);
            entry.require("amount", amount);
            entry.end();
            if (participant != null && asset != null && amount != null) {
                allocations.add(new Allocation(participant, asset, amount));
            }
        }
        return allocations;
    }

    private static StateClaims claims(Members given, int most) {
        return new StateClaims(
                given.parsed("dialect", Texts.line(1, 40)),
                given.parsed("application", Texts.data(256)),
                given.integer("quorum", 0, MAX_INTEGER),
                weights(given, most));
    }

    private static @Nullable Map<Address, Long> weights(Members given, int most) {
        List<Members> entries = given.objects("participants", most);
        if (entries == null) {
            return null;
        }
        Map<Address, Long> weights = new HashMap<>();
        for (Members entry : entries) {
            Address participant = entry.parsed("participant", Kinds.ADDRESS);
            Long weight = entry.integer("weight", 0, MAX_INTEGER);
            entry.require("participant", participant);
            entry.require("weight", weight);
            entry.end();
            if (participant != null && weight != null) {
                weights.put(participant, weight);
            }
        }
        return weights;
    }
}
