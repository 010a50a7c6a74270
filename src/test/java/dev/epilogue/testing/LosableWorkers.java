package dev.epilogue.testing;

/** A cluster of which a worker can be lost, and a shard moved. Of its servers the coordinator is asked. */
record LosableWorkers(CitusCluster cluster, String database) implements DatabaseServer {

    @Override
    public String host() {
        return cluster.coordinator().host();
    }

    @Override
    public int port() {
        return cluster.coordinator().port();
    }

    @Override
    public String user() {
        return cluster.coordinator().user();
    }

    @Override
    public String password() {
        return cluster.coordinator().password();
    }

    /** One worker goes. */
    @Override
    public void stop() {
        cluster.loseOne();
    }

    @Override
    public void start() {
        cluster.allBack();
    }

    @Override
    public void close() {
        cluster.allBack();
        cluster.drop(database);
    }
}
