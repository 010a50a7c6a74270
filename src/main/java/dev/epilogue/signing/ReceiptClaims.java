package dev.epilogue.signing;

import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a receipt states: the service took this signature, at this time, under this policy.
 *
 * @param index of the payload in its round
 * @param signer the key that signed: the participant's wallet or its session key
 * @param digest what was signed
 * @param signatureHash Keccak-256 of the 65 bytes
 * @param policy the closure's policy as it was shown to the signer, by the API's names
 */
public record ReceiptClaims(
        UUID closureId,
        int round,
        int index,
        Address participant,
        Address signer,
        Hash32 digest,
        Hash32 signatureHash,
        Instant receivedAt,
        SortedMap<String, String> policy) {

    public ReceiptClaims {
        policy = Collections.unmodifiableSortedMap(new TreeMap<>(policy));
    }
}
