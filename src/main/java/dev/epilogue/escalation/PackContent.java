package dev.epilogue.escalation;

import dev.epilogue.chain.SignedState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pack holds, as it is sealed: whoever reads this can freeze the channel. Exactly one of the two states is there.
 *
 * @param challengerSignature as the contract takes it
 */
record PackContent(SignedState.@Nullable Hub hub, SignedState.@Nullable Custody custody, String challengerSignature) {

    static PackContent of(SignedState candidate, String challengerSignature) {
        return switch (candidate) {
            case SignedState.Hub hub -> new PackContent(hub, null, challengerSignature);
            case SignedState.Custody custody -> new PackContent(null, custody, challengerSignature);
        };
    }

    SignedState candidate() {
        return hub != null ? hub : Objects.requireNonNull(custody, "a pack holds a state");
    }

    @Override
    public String toString() {
        return "PackContent";
    }
}
