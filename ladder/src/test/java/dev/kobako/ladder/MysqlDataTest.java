package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MysqlDataTest {
  @Test
  void keepsCharsetsMessagesAndPlugins() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/mysql/charsets/Index.xml",
                "/usr/share/mysql/charsets/latin1.xml",
                "/usr/share/mysql/german/errmsg.sys",
                "/usr/share/mysql/mysql_test_db.sql",
                "/usr/share/mysql/mysql_system_tables.sql",
                "/usr/lib/mysql/plugin/auth_ed25519.so")
            .opened("/usr/share/mysql/charsets/Index.xml");

    assertThat(used.keptBy(new MysqlData()))
        .containsExactly(
            "/usr/lib/mysql/plugin/auth_ed25519.so",
            "/usr/share/mysql/charsets/latin1.xml",
            "/usr/share/mysql/german/errmsg.sys",
            "/usr/share/mysql/mysql_system_tables.sql");
  }
}
