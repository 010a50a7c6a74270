package dev.epilogue.desk;

import dev.epilogue.chain.Chains;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.TenantId;
import dev.epilogue.escalation.EscalationSettings;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import org.springframework.stereotype.Component;

/** What a policy may ask for here: what could not be honoured later is refused at once, never ignored. */
@Component
public class PolicyOffers {

    private final Chains chains;
    private final EscalationSettings settings;

    PolicyOffers(Chains chains, EscalationSettings settings) {
        this.chains = chains;
        this.settings = settings;
    }

    /** @throws dev.epilogue.problem.ProblemException {@code invalid-parameter} */
    public void check(TenantId tenant, Policy policy) {
        Policy.Escalation asked = policy.escalation();
        Policy.Escalation most = chains.all().isEmpty() ? Policy.Escalation.NONE : settings.levelOf(tenant);
        if (asked.compareTo(most) > 0) {
            throw Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            "policy.escalation",
                            "This deployment does not offer %s; the most is %s.".formatted(asked, most))
                    .exception();
        }
    }
}
