package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PostgresDataTest {
  @Test
  void keepsExtensionsWithTheirLibrariesButNoCompiler() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/postgresql/15/timezonesets/Default",
                "/usr/share/postgresql/15/timezonesets/Asia.txt",
                "/usr/share/postgresql/15/extension/hstore.control",
                "/usr/share/postgresql/15/tsearch_data/german.stop",
                "/usr/share/postgresql/15/man/psql.1",
                "/usr/lib/postgresql/15/lib/hstore.so",
                "/usr/lib/postgresql/15/lib/llvmjit.so",
                "/usr/lib/postgresql/15/lib/bitcode/hstore.bc",
                "/usr/lib/postgresql/15/lib/pgxs/Makefile")
            .opened("/usr/share/postgresql/15/timezonesets/Default");

    assertThat(used.keptBy(new PostgresData()))
        .containsExactly(
            "/usr/lib/postgresql/15/lib/hstore.so",
            "/usr/share/postgresql/15/extension/hstore.control",
            "/usr/share/postgresql/15/timezonesets/Asia.txt",
            "/usr/share/postgresql/15/tsearch_data/german.stop");
  }
}
