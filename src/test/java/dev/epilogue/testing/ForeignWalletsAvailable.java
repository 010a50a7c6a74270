package dev.epilogue.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link EnabledIfNode}. */
final class ForeignWalletsAvailable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String hindrance = ForeignWallets.hindrance();
        if (hindrance.isEmpty() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_NODE"))) {
            return ConditionEvaluationResult.enabled("Node.js and viem are there");
        }
        return ConditionEvaluationResult.disabled(hindrance);
    }
}
