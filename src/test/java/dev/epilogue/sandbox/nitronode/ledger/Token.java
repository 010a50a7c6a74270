package dev.epilogue.sandbox.nitronode.ledger;

/** An asset's token on a chain. @param address lower case @param decimals of the token, not of the asset */
public record Token(String chainId, String address, int decimals) {}
