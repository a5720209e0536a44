package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DataFoldersTest {
  @Test
  void keepsAllOfAClusterOfPostgresWhereverItIs() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/data/pg/PG_VERSION",
                "/data/pg/global/1262",
                "/data/pg/base/1/PG_VERSION",
                "/data/pg/base/1/1255",
                "/data/pg/base/5/1255",
                "/data/other")
            .opened("/data/pg/base/5/1255");

    assertThat(used.keptBy(new DataFolders()))
        .containsExactly(
            "/data/pg/PG_VERSION",
            "/data/pg/base/1/1255",
            "/data/pg/base/1/PG_VERSION",
            "/data/pg/global/1262");
  }

  @Test
  void keepsAllTablesOfMysqlAndMariadb() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/srv/db/ibdata1",
                "/srv/db/mysql/proc.MAD",
                "/srv/db/mysql/help_topic.frm",
                "/srv/db/sys/metrics.frm")
            .opened("/srv/db/ibdata1");

    assertThat(used.keptBy(new DataFolders()))
        .containsExactly(
            "/srv/db/mysql/help_topic.frm", "/srv/db/mysql/proc.MAD", "/srv/db/sys/metrics.frm");
  }

  @Test
  void keepsTheStateOfAnotherUserBelowVarLibWithWhatRootPutThere() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/var/lib/queue/node/a.dat",
                "/var/lib/queue/node/b.dat",
                "/var/lib/queue/installed.flag",
                "/var/lib/queue/.cache/x",
                "/var/lib/queue/web/node_modules/a/index.js",
                "/var/lib/roots/a",
                "/var/lib/roots/b")
            .foreign("/var/lib/queue")
            .foreign("/var/lib/queue/node")
            .opened("/var/lib/queue/node/a.dat")
            .opened("/var/lib/roots/a");

    assertThat(used.keptBy(new DataFolders()))
        .containsExactly("/var/lib/queue/installed.flag", "/var/lib/queue/node/b.dat");
  }

  @Test
  void keepsNothingForACacheALookOrAFolderThatIsOnlyForeign() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/app/main.js",
                "/app/other.js",
                "/var/lib/queue/.cache/x",
                "/var/lib/queue/a",
                "/var/lib/queue/b")
            .foreign("/app")
            .foreign("/var/lib/queue")
            .opened("/app/main.js")
            .opened("/var/lib/queue/.cache/x")
            .lookedAt("/var/lib/queue/a");

    assertThat(used.keptBy(new DataFolders())).isEmpty();
  }
}
