package dev.epilogue.closure;

import dev.epilogue.signing.SignatureKind;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified signature on its way into the store.
 *
 * @param sealed the wire form under the closure's key
 * @param mandateUntil last moment at which the wallet vouches for a session key; null where it need not
 * @param jws the receipt that its signer gets
 */
public record AcceptedSignature(
        int round,
        int payload,
        Address participant,
        Address signer,
        SignatureKind kind,
        boolean conditional,
        long weight,
        Hash32 digest,
        Hash32 signatureHash,
        Instant receivedAt,
        @Nullable Instant mandateUntil,
        String sealed,
        String keyId,
        String jws) {}
