package dev.epilogue.signing;

/**
 * A signed receipt.
 *
 * @param keyId by which the key is found in the published key set
 * @param jws the claims once more, signed, in compact form
 */
public record Receipt(ReceiptClaims claims, String keyId, String jws) {}
