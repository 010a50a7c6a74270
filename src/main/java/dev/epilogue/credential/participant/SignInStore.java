package dev.epilogue.credential.participant;

import dev.epilogue.store.Whole;
import dev.epilogue.value.Address;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Texts that wait for a wallet's signature. */
@Repository
public class SignInStore {

    private final DatabaseClient database;

    SignInStore(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Void> expect(SignInText text) {
        return Whole.one(database.sql("""
                        INSERT INTO sign_in (message_hash, wallet, expires_at) VALUES (:hash, :wallet, :expiresAt)
                        """)
                .bind("hash", Token.hash(text.text()))
                .bind("wallet", text.wallet().checksummed())
                .bind("expiresAt", text.expiresAt())
                .fetch()
                .rowsUpdated()
                .then());
    }

    /**
     * The wallet that was to sign exactly this text, once: whoever asks for it at the same moment, at whatever instance, finds
     * nothing, and so does whoever comes late.
     */
    public Mono<Address> redeem(String message) {
        return Whole.one(
                database.sql("DELETE FROM sign_in WHERE message_hash = :hash AND expires_at > now() RETURNING wallet")
                        .bind("hash", Token.hash(message))
                        .map(row -> Address.parse(LinkStore.required(row, "wallet", String.class)))
                        .one());
    }
}
