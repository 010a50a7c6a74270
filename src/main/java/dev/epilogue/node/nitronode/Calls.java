package dev.epilogue.node.nitronode;

import dev.epilogue.node.Budget;
import dev.epilogue.node.ErrorTable;
import dev.epilogue.node.NodeException;
import dev.epilogue.node.NodeJson;
import dev.epilogue.node.link.Incoming.Answer;
import dev.epilogue.node.link.NodeLinks;
import dev.epilogue.node.link.Request;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Reads from a v1 node whose error answers are errors, paid from one budget. */
final class Calls {

    private final NodeLinks links;
    private final Budget budget;

    Calls(NodeLinks links, Budget budget) {
        this.links = links;
        this.budget = budget;
    }

    /** @param lane the session that the read is for, or empty */
    Mono<Answer> ask(String method, Map<String, ?> params, String lane) {
        return ask(Request.of(method, NodeJson.write(params), lane));
    }

    Mono<Answer> ask(Request request) {
        return links.ask(budget, request).map(Calls::accepted);
    }

    /** On a connection of its own. */
    Mono<Answer> askAfresh(String method, Map<String, ?> params, String lane) {
        return links.askAfresh(Request.of(method, NodeJson.write(params), lane)).map(Calls::accepted);
    }

    static Answer accepted(Answer answer) {
        String error = answer.error();
        if (error != null) {
            ErrorTable.Meaning meaning = NitronodeErrors.of(error);
            throw new NodeException.Answered(meaning.error(), meaning.safeText());
        }
        return answer;
    }
}
