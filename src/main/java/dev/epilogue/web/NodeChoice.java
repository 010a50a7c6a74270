package dev.epilogue.web;

import dev.epilogue.node.ClearNode;
import dev.epilogue.node.NodeRegistry;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which node a caller means. */
@Component
final class NodeChoice {

    private final NodeRegistry nodes;

    NodeChoice(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    /**
     * @param asked null is enough where there is one node only
     * @throws dev.epilogue.problem.ProblemException {@code node-required}, {@code node-not-found}
     */
    String choose(@Nullable String asked) {
        List<String> names = nodes.all().stream().map(ClearNode::name).toList();
        if (asked == null) {
            if (names.size() == 1) {
                return names.getFirst();
            }
            throw Problem.of(ProblemCode.NODE_REQUIRED, "node", "Several nodes are configured: name one of them.")
                    .with("nodes", names)
                    .exception();
        }
        if (!names.contains(asked)) {
            throw Problem.of(ProblemCode.NODE_NOT_FOUND, "node", "No node of this name is configured.")
                    .with("nodes", names)
                    .exception();
        }
        return asked;
    }
}
