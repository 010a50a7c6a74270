package dev.epilogue.chain.tx;

import dev.epilogue.chain.ChainSettings;
import dev.epilogue.chain.keys.TransactionSigner;

/** An account that pays on one chain, with all that is needed to send from it. */
record PayingAccount(String name, ChainSettings settings, AccountChain chain, TransactionSigner signer) {

    ChainAccount account() {
        return new ChainAccount(chain.id(), signer.account());
    }
}
