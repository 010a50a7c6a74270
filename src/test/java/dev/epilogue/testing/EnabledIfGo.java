package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test, visibly and with the reason, where Go is missing or its modules cannot be had. With {@code EPILOGUE_REQUIRE_GO=true} in
 * the environment the test runs anyway, and fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfGo.Available.class)
public @interface EnabledIfGo {

    /** The condition. */
    final class Available implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String hindrance = GoSigners.hindrance();
            return hindrance.isEmpty() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_GO"))
                    ? ConditionEvaluationResult.enabled("Go and the signer library are there")
                    : ConditionEvaluationResult.disabled(hindrance);
        }
    }
}
