package dev.epilogue.store;

import dev.epilogue.node.ConnectionWish;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * How many connections to a node each instance behind one address may have. One row decides for all of them: who asks at the same time
 * asks one after the other. What an instance holds and does not renew is free again, on the database's clock.
 */
@Repository
public class LinkShareStore {

    /**
     * What an instance cannot do without it gets in any case; the others find that out when they renew theirs. Nobody gets what another
     * holds, nor what another would like of an equal part. One that has not said what it would like is content with what it holds.
     */
    private static final Prepared RENEW = Prepared.of("""
            INSERT INTO link_share AS s (node, address, holders)
            VALUES (:node, :address, jsonb_build_object(CAST(:instance AS text), jsonb_build_object(
              'connections', greatest(CAST(:least AS integer), least(CAST(:wanted AS integer), CAST(:limit AS integer))),
              'wanted', CAST(:wanted AS integer),
              'until', now() + CAST(:lease AS interval))))
            ON CONFLICT (node, address) DO UPDATE SET holders = (
              SELECT o.holders || jsonb_build_object(CAST(:instance AS text), jsonb_build_object(
                'connections', greatest(CAST(:least AS integer), least(CAST(:wanted AS integer), CAST(:limit AS integer) - o.theirs)),
                'wanted', CAST(:wanted AS integer),
                'until', now() + CAST(:lease AS interval)))
              FROM (SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') AS holders,
                      coalesce(sum(greatest(e.held, least(e.wanted, CAST(:limit AS integer) / (e.others + 1)))), 0) AS theirs
                    FROM (SELECT h.key, h.value, count(*) OVER () AS others,
                            CAST(h.value ->> 'connections' AS integer) AS held,
                            CAST(coalesce(h.value ->> 'wanted', h.value ->> 'connections') AS integer) AS wanted
                          FROM jsonb_each(s.holders) h
                          WHERE h.key <> :instance AND CAST(h.value ->> 'until' AS timestamptz) > now()) e) o)
            RETURNING CAST(s.holders -> CAST(:instance AS text) ->> 'connections' AS integer) AS allowed
            """);

    private static final Prepared GIVE_BACK = Prepared.of("""
            UPDATE link_share SET holders = holders - CAST(:instance AS text) WHERE node = :node AND address = :address
            """);

    private final DatabaseClient database;

    public LinkShareStore(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param address under which the node sees this instance, opaque
     * @return how many this instance may have, as long as it renews that in time
     */
    public Mono<Integer> renew(String address, String instance, ConnectionWish wish, Duration lease) {
        return RENEW.on(database)
                .bind("node", wish.node())
                .bind("address", address)
                .bind("instance", instance)
                .bind("least", wish.least())
                .bind("wanted", wish.wanted())
                .bind("limit", wish.limit())
                .bind("lease", lease.toString())
                .row(row -> ClosureRows.required(row, "allowed", Integer.class));
    }

    public Mono<Void> giveBack(String address, String instance, String node) {
        return GIVE_BACK
                .on(database)
                .bind("node", node)
                .bind("address", address)
                .bind("instance", instance)
                .rowsUpdated()
                .then();
    }
}
