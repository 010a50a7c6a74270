package dev.epilogue.web.channels;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.Policy;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be done for a channel.
 *
 * @param mode null: what the closure's policy says
 * @param closureId null: the newest closure that credited the channel
 */
public record ChannelUpdateInput(
        Policy.@Nullable ChannelUpdate mode, @Nullable ClosureId closureId) {

    /** @throws dev.epilogue.problem.ProblemException naming every fault */
    public static ChannelUpdateInput read(JsonNode body) {
        Members given = Members.of(body, new Faults());
        Policy.ChannelUpdate mode = given.parsed("mode", Texts.oneOf(Policy.ChannelUpdate.class));
        ClosureId closure = given.parsed("closureId", Kinds.CLOSURE);
        given.end();
        given.faults().check();
        return new ChannelUpdateInput(mode, closure);
    }
}
