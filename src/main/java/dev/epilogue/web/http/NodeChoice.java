package dev.epilogue.web.http;

import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which node a caller means. */
@Component
public final class NodeChoice {

    private final NodeRegistry nodes;

    NodeChoice(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /**
     * @param asked null is enough where there is one node only, or a default
     * @throws dev.epilogue.problem.ProblemException {@code node-required}, {@code node-not-found}
     */
    public String choose(@Nullable String asked) {
        return nodes.find(asked).map(ClearNode::name).orElseThrow(() -> refusal(asked));
    }

    private RuntimeException refusal(@Nullable String asked) {
        Problem problem = asked == null
                ? Problem.of(ProblemCode.NODE_REQUIRED, "node", "Several nodes are configured: name one of them.")
                : Problem.of(ProblemCode.NODE_NOT_FOUND, "node", "No node of this name is configured.");
        return problem.with("nodes", nodes.all().stream().map(ClearNode::name).toList())
                .exception();
    }
}
