package dev.epilogue.access;

import dev.epilogue.closure.ClosureId;
import dev.epilogue.closure.TenantId;
import dev.epilogue.value.Address;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call is about, as far as that decides who may make it.
 *
 * @param tenant whose it is; null where nobody's alone
 * @param closures those that it belongs to
 * @param participants whose it is
 */
public record Target(@Nullable TenantId tenant, Set<ClosureId> closures, Set<Address> participants, boolean narrowed) {

    /** Nothing in particular: the call itself answers only what is the caller's own. */
    public static final Target OWN = new Target(null, Set.of(), Set.of(), false);

    /** Nothing that exists, as far as this caller may know. */
    public static final Target UNKNOWN = new Target(null, Set.of(), Set.of(), true);

    public Target {
        closures = Set.copyOf(closures);
        participants = Set.copyOf(participants);
    }

    /** Of closures with their participants. */
    public static Target of(@Nullable TenantId tenant, Set<ClosureId> closures, Set<Address> participants) {
        return new Target(tenant, closures, participants, true);
    }

    /** Of one participant, over all closures: no link reaches it. */
    public static Target of(Address participant) {
        return of(null, Set.of(), Set.of(participant));
    }

    boolean knownTo(Principal principal) {
        if (!narrowed) {
            return true;
        }
        return switch (principal.kind()) {
            case APPLICATION -> tenant == null || tenant.equals(principal.tenant());
            case LINK -> closures.contains(principal.closure()) && participants.contains(principal.wallet());
            case WALLET -> participants.contains(principal.wallet());
            case OPERATOR -> tenant != null || !participants.isEmpty();
        };
    }
}
