package dev.epilogue.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link EnabledIfBrowser}. */
final class BrowserAvailable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.executable().isPresent() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_BROWSER"))) {
            return ConditionEvaluationResult.enabled("Chromium is there");
        }
        return ConditionEvaluationResult.disabled("no Chromium on this machine");
    }
}
