package dev.epilogue.chain.tx;

import dev.epilogue.closure.Bucket;
import dev.epilogue.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An account that pays on one chain. Its id follows from both, so that every instance means the same row. */
record ChainAccount(long chainId, Address address) {

    UUID id() {
        return UUID.nameUUIDFromBytes((chainId + "/" + address.lowerCase()).getBytes(StandardCharsets.US_ASCII));
    }

    Bucket bucket() {
        return TransactionId.bucket(chainId, address);
    }
}
