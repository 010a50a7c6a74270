package dev.epilogue.web.closures;

import dev.epilogue.closure.Policy;
import dev.epilogue.value.SessionId;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a proposal or a preview.
 *
 * @param node null when the caller leaves the choice to a configuration with one node
 */
public record ProposalInput(
        @Nullable String node, SessionId sessionId, FinalStateInput finalState, Policy policy, Labels labels) {

    /**
     * How people call the closure.
     *
     * @param reference the application's own name for it
     * @param memo shown to signers
     */
    public record Labels(
            @Nullable String reference, @Nullable String memo) {}

    /** @throws dev.epilogue.problem.ProblemException naming every fault */
    public static ProposalInput read(JsonNode body, ClosureDefaults defaults) {
        Faults faults = new Faults();
        Members given = Members.of(body, faults);
        String node = given.parsed("node", Texts.line(1, 200));
        SessionId sessionId = given.parsed("sessionId", Kinds.SESSION);
        given.require("sessionId", sessionId);
        FinalStateInput state = FinalStateInput.read(
                given.object("finalState"), defaults.limits().maxAllocations());
        Policy policy = new PolicyInput(defaults).read(given.object("policy"));
        Labels labels =
                new Labels(given.parsed("reference", Texts.words(1, 200)), given.parsed("memo", Texts.words(0, 500)));
        given.end();
        faults.check();
        SessionId session = Objects.requireNonNull(sessionId);
        state.checkBelongsTo(session, node);
        return new ProposalInput(node == null ? state.node() : node, session, state, policy, labels);
    }
}
