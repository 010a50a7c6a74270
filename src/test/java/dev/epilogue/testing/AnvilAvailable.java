package dev.epilogue.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link EnabledIfAnvil}. */
final class AnvilAvailable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String hindrance = Anvil.hindrance();
        if (hindrance.isEmpty() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_NODE"))) {
            return ConditionEvaluationResult.enabled("anvil is there");
        }
        return ConditionEvaluationResult.disabled(hindrance);
    }
}
