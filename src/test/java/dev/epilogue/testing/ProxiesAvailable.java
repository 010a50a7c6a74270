package dev.epilogue.testing;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link EnabledIfProxies}. */
final class ProxiesAvailable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean there = Files.isExecutable(DocumentedProxy.NGINX) && Files.isExecutable(DocumentedProxy.HAPROXY);
        if (there || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_PROXIES"))) {
            return ConditionEvaluationResult.enabled("nginx and HAProxy are there");
        }
        return ConditionEvaluationResult.disabled("no nginx or no HAProxy on this machine");
    }
}
