package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RubyKindTest {
  private static final String RUBY = "/usr/bin/ruby3.1";
  private static final String LIBRARY = "/usr/lib/ruby/3.1.0";
  private static final String GEMS = "/usr/lib/ruby/gems/3.1.0";

  private static FakeRoot root() {
    FakeRoot root =
        FakeRoot.withGlibc()
            .elf(RUBY, FakeRoot.program().constant(LIBRARY))
            .file(LIBRARY + "/rubygems.rb", "")
            .file(LIBRARY + "/rubygems/deep/a.rb", "")
            .file(LIBRARY + "/set.rb", "")
            .file(LIBRARY + "/bundler/setup.rb", "")
            .file(LIBRARY + "/unused.rb", "");
    gem(root, "rack-test-2.0", "add_runtime_dependency(%q<rack>.freeze)");
    gem(root, "rack-2.2", "require_paths = [\"src\".freeze]");
    return root.file(GEMS + "/gems/rack-test-2.0/lib/rack/test.rb", "require 'set'\n")
        .file(GEMS + "/gems/rack-test-2.0/spec/x.rb", "")
        .file(GEMS + "/gems/rack-2.2/src/rack.rb", "");
  }

  private static void gem(FakeRoot root, String name, String text) {
    root.file(GEMS + "/specifications/" + name + ".gemspec", text);
  }

  private static Explained run(FakeRoot root, String... arguments) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    closure.keepProgram(arguments[0], List.of(arguments), Reason.asked("named"));
    return Explained.of(closure);
  }

  @Test
  void followsFilesAndWholeGems() throws IOException {
    Explained closure =
        run(
            root()
                .file("/app/main.rb", "require_relative 'lib/a'\n# require 'unused'\n")
                .file("/app/lib/a.rb", "autoload :X, \"rack/test\"\n")
                .file("/app/lib/b.rb", ""),
            RUBY,
            "/app/main.rb");

    assertThat(closure.reason("/app/lib/a.rb")).contains("required by /app/main.rb");
    assertThat(closure.reason(GEMS + "/specifications/rack-test-2.0.gemspec"))
        .contains("required by /app/lib/a.rb");
    assertThat(closure.reason(GEMS + "/gems/rack-2.2/src/rack.rb"))
        .contains("part of the gem of " + GEMS + "/specifications/rack-2.2.gemspec");
    assertThat(closure.paths())
        .contains(LIBRARY + "/set.rb", LIBRARY + "/rubygems/deep/a.rb")
        .doesNotContain(
            LIBRARY + "/unused.rb", GEMS + "/gems/rack-test-2.0/spec/x.rb", "/app/lib/b.rb");
    closure.holdsTogether();
  }

  @Test
  void keepsTheGemsOfALockFileForBundler() throws IOException {
    Explained closure =
        run(
            root()
                .file("/app/Gemfile", "")
                .file("/app/Gemfile.lock", "GEM\n  specs:\n    rack (2.2)\n")
                .file("/app/main.rb", "require 'bundler/setup'\n")
                .workingDirectory("/app"),
            RUBY,
            "main.rb");

    assertThat(closure.paths())
        .contains("/app/Gemfile", "/app/Gemfile.lock", GEMS + "/gems/rack-2.2/src/rack.rb")
        .doesNotContain(GEMS + "/gems/rack-test-2.0/lib/rack/test.rb");
  }

  @Test
  void readsTheCommandLine() throws IOException {
    assertThat(run(root(), RUBY, "-rset", "-ne", "require 'rack'").paths())
        .contains(LIBRARY + "/set.rb", GEMS + "/gems/rack-2.2/src/rack.rb");
    assertThat(
            run(root().file("/x/y.rb", "").environment("RUBYOPT", "-ry"), RUBY, "-I", "/x").paths())
        .contains("/x/y.rb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "require",
        "require '",
        "require '../../../../etc/passwd'",
        "require \"\u0000\"",
        "require ''",
        "=begin",
        "gem 'x",
        "require_relative '/'",
        "load '.'",
        "autoload"
      })
  void takesAnyTextForWhatItIs(String text) throws IOException {
    run(root().file("/app/main.rb", text), RUBY, "/app/main.rb").holdsTogether();
  }
}
