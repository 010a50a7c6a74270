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
 * Skips a test, visibly and with the reason, where Python 3 is missing or its packages cannot be installed. With
 * {@code EPILOGUE_REQUIRE_PYTHON=true} in the environment the test runs anyway, and fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfPython.Available.class)
public @interface EnabledIfPython {

    /** The condition. */
    final class Available implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String hindrance = PythonSigners.hindrance();
            return hindrance.isEmpty() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_PYTHON"))
                    ? ConditionEvaluationResult.enabled("Python 3 and the signer libraries are there")
                    : ConditionEvaluationResult.disabled(hindrance);
        }
    }
}
