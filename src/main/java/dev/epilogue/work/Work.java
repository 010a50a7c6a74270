package dev.epilogue.work;

import reactor.core.publisher.Mono;

/** What has to be done for the rows of one table. Every bean of this type is run. */
public interface Work {

    WorkTable table();

    /** How many rows of one lane are worked on at once. */
    default int parallel() {
        return 8;
    }

    /**
     * Works on one row. Cancelled where the lease is lost or the time is up, and may then be taken up by somebody else at any point:
     * everything that counts is stored under {@link WorkLease#epoch}. A failure is tried again later.
     *
     * @return when to look at the row again; where the work has stored that itself, together with giving back the lease, this has
     *     no effect. Empty stands for {@link Rest#never}
     */
    Mono<Rest> run(WorkLease lease);
}
