package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RubyLibraryTest {
  @Test
  void keepsBothFoldersWithoutToolsForPeople() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/ruby/3.1.0/json.rb",
                "/usr/lib/ruby/3.1.0/unicode_normalize/tables.rb",
                "/usr/lib/ruby/3.1.0/rdoc/markup.rb",
                "/usr/lib/ruby/3.1.0/irb.rb",
                "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/euc_jp.so",
                "/usr/lib/ruby/2.7.0/json.rb")
            .opened("/usr/lib/ruby/3.1.0/json.rb");

    assertThat(used.keptBy(new RubyLibrary()))
        .containsExactly(
            "/usr/lib/ruby/3.1.0/unicode_normalize/tables.rb",
            "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/euc_jp.so");
  }

  @Test
  void isTouchedByItsPartInC() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/ruby/3.1.0/set.rb", "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/encdb.so")
            .opened("/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/encdb.so");

    assertThat(used.keptBy(new RubyLibrary())).containsExactly("/usr/lib/ruby/3.1.0/set.rb");
  }
}
