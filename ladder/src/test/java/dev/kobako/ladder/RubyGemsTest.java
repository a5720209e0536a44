package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RubyGemsTest {
  @Test
  void keepsAGemWithExtensionAndSpecification() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/var/lib/gems/3.1.0/gems/puma-6.0/lib/puma.rb",
                "/var/lib/gems/3.1.0/gems/puma-6.0/lib/puma/cli.rb",
                "/var/lib/gems/3.1.0/gems/puma-6.0/ext/http.c",
                "/var/lib/gems/3.1.0/gems/puma-6.0/LICENSE",
                "/var/lib/gems/3.1.0/gems/puma-6.0/docs/a.rb",
                "/var/lib/gems/3.1.0/specifications/puma-6.0.gemspec",
                "/var/lib/gems/3.1.0/extensions/x86_64-linux/3.1.0/puma-6.0/puma.so",
                "/var/lib/gems/3.1.0/extensions/x86_64-linux/3.1.0/puma-6.0/mkmf.log",
                "/var/lib/gems/3.1.0/gems/rack-3.0/lib/rack.rb")
            .opened("/var/lib/gems/3.1.0/gems/puma-6.0/lib/puma.rb");

    assertThat(used.keptBy(new RubyGems()))
        .containsExactly(
            "/var/lib/gems/3.1.0/extensions/x86_64-linux/3.1.0/puma-6.0/puma.so",
            "/var/lib/gems/3.1.0/gems/puma-6.0/LICENSE",
            "/var/lib/gems/3.1.0/gems/puma-6.0/lib/puma/cli.rb",
            "/var/lib/gems/3.1.0/specifications/puma-6.0.gemspec");
  }
}
