package dev.epilogue.store;

import dev.epilogue.signing.SignatureKind;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signature as it lies in the store.
 *
 * @param sealed null once its bytes are gone
 * @param jws the receipt that its signer got
 */
public record StoredSignature(
        int round,
        int payload,
        Address participant,
        Address signer,
        SignatureKind kind,
        Hash32 digest,
        Hash32 signatureHash,
        @Nullable String sealed,
        Instant receivedAt,
        String keyId,
        String jws) {}
