package dev.epilogue.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link EnabledIfGeth}. */
final class GethAvailable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Geth.executable().isPresent() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_GETH"))) {
            return ConditionEvaluationResult.enabled("geth is there");
        }
        return ConditionEvaluationResult.disabled("no geth on this machine (GETH names one)");
    }
}
